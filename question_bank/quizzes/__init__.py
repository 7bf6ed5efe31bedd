"""Quizzes: what one is, how it is written in YAML or a form, checked and drawn from the bank."""
