"""What an author needs: stubs from a passage, edits in place, what a change changes, quotes found again."""
