"""A class at a quiz: `make load` lets 300 simulated students take one, all at once, on both databases."""
