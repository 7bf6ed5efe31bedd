"""The shipped bank, read once for all tests that ask of it: reading takes longer than most of them."""

from question_bank.load import load_bank

BANK = load_bank().bank
