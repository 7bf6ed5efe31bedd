"""The parsed bank, held in memory by every process."""

from typing import cast

from flask import Flask, current_app

from question_bank.bank import Bank
from question_bank.load import load_bank


def init_app(app: Flask) -> None:
    """Load the bank. Raises SystemExit with every problem where a deck does not verify."""
    loaded = load_bank(app.config["DECKS"], app.config["DOCUMENTS"])
    errors = [str(problem) for problem in loaded.problems if problem.severity == "error"]
    if errors:
        raise SystemExit("\n".join(["The question bank does not verify:", *errors]))
    app.extensions["bank"] = loaded.bank


def current_bank() -> Bank:
    """The bank that this request is served from."""
    return cast(Bank, current_app.extensions["bank"])
