"""What a learner remembers and has to do: reading it, planning a day of it, writing what was done."""
