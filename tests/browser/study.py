"""A learner at the cards in a real browser: with the keyboard alone, with a thumb, or with a mouse."""

from typing import Literal

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from question_bank.bank import Bank
from question_bank.grading import shown
from question_bank.item import Date, Item, Number, Side, Text
from webapp.db import db
from webapp.models import Card, Day, Review

Hands = Literal["keyboard", "touch", "mouse"]
KEYS = {"show": "Enter", "undo": "u", "bury": "b", "suspend": "s", "document": "e"}


class Study:
    """Acts on the card of the page and waits until the next one stands there."""

    def __init__(self, page: Page, app: Flask, hands: Hands = "keyboard") -> None:
        self.page, self.app, self.hands = page, app, hands
        self.bank: Bank = app.extensions["bank"]
        self.answers = 0

    @property
    def part(self) -> Locator:
        return self.page.locator("#card")

    @property
    def side(self) -> str:
        return self.part.get_attribute("data-side") or ""

    @property
    def line(self) -> str:
        """The id that this page would send: another one on every page."""
        return self.part.locator('input[name="line"]').first.input_value()

    @property
    def card(self) -> str:
        return self.part.locator('input[name="card"]').first.input_value()

    @property
    def asked(self) -> Side:
        item, direction = self._item()
        return item.side("reverse" if direction == "reverse" else "forward")

    def _item(self) -> tuple[Item, str]:
        deck, item, direction = self.card.split("/")
        return self.bank.items[deck, item], direction

    def right_answer(self) -> str:
        """What to type to be right; nothing where the answer is no single line."""
        answer = self.asked.answer
        return shown(answer) if isinstance(answer, Text | Date | Number) else ""

    def type(self, text: str) -> "Study":
        if self.hands == "keyboard":
            self.page.keyboard.type(text)  # the field has the focus already
        else:
            self.part.locator(".typed").first.fill(text)
        return self

    def show(self) -> "Study":
        self._act(self.part.locator("[data-show]"), "Enter")
        if self.side == "front":  # the answer was ambiguous, and asked back
            self._act(self.part.locator("[data-show]"), "Enter")
        expect(self.part).to_have_attribute("data-side", "back")
        return self

    def rate(self, rating: int) -> "Study":
        self._act(self.part.locator(f'[data-key="{rating}"]'), str(rating))
        self.answers += 1
        return self

    def answer(self, rating: int, typed: str = "") -> "Study":
        if typed:
            self.type(typed)
        return self.show().rate(rating)

    def undo(self) -> "Study":
        self._act(self.part.locator('[data-key="u"]'), "u")
        return self

    def bury(self) -> "Study":
        self._act(self.part.locator('[data-key="b"]'), "b")
        return self

    def suspend(self) -> "Study":
        self._act(self.part.locator('[data-key="s"]'), "s")
        return self

    def to_the_document(self) -> Locator:
        """Open the footnote; gives the highlighted passage."""
        self.press_or_click(self.part.locator(".to-document").first, "e")
        self.page.wait_for_url("**/library/**")
        return self.page.locator("mark.here").first

    def _act(self, target: Locator, key: str) -> None:
        before = self.line
        self.press_or_click(target, key)
        expect(self.part.locator('input[name="line"]').first).not_to_have_value(before)

    def press_or_click(self, target: Locator, key: str) -> None:
        if self.hands == "keyboard":
            if self.page.evaluate("document.activeElement.matches('input.typed, select')") and key != "Enter":
                self.page.keyboard.press("Escape")  # out of the field, where letters are letters
            self.page.keyboard.press(key)
        elif self.hands == "touch":
            target.tap()
        else:
            target.click()


def cards(app: Flask) -> list[Card]:
    with app.app_context():
        return list(db.session.scalars(select(Card).order_by(Card.id)))


def log(app: Flask) -> list[Review]:
    with app.app_context():
        return list(db.session.scalars(select(Review).order_by(Review.at, Review.base_rev)))


def day(app: Flask) -> Day:
    """The sums of the only day there is."""
    with app.app_context():
        return db.session.scalars(select(Day)).one()
