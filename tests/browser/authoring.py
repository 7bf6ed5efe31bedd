"""An instructor's desk in the middle of things, and the states of the pages that stand on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from playwright.sync_api import Page, expect
from uuid_utils.compat import uuid7

from question_bank.catalogue import DocumentEntry
from tests.browser.states import State, click, follow, open_details
from tests.webapp.attempts.trying import Trying, offer
from tests.webapp.publishing.course import DECK, GIFT, MILL, OTHER, Desk
from tests.webapp.publishing.learning import QUIZ, Learning
from tests.webapp.teaching.documents.bringing import TREATY
from webapp import clock, models
from webapp.db import db
from webapp.models import User
from webapp.publishing.edits import DocumentEdit
from webapp.teaching.documents.about import of_new, of_next

CHANGED = DECK.replace("answer: {number: 300,", "answer: {number: 300, tolerance: 500,").replace(
    "On what day did the mill burn down?", "On which day did the mill burn down?"
).replace("title: The mill", "title: The old mill") + OTHER.split("items:\n")[1].replace(GIFT, "")
HARBOUR = """\
deck: harbour
title: The harbour
document: harbour
items:
  - id: signed
    kind: date
    prompt: On what day was the Harbour Treaty signed?
    answer: {date: 2021-03-03}
    quote: On 3 March 2021 the two towns signed the Harbour Treaty
  - id: bridge
    kind: figure
    prompt: How long is the bridge that Mayor Berg spoke of?
    answer: {number: 12, unit: kilometres}
    quote: a bridge of 12 kilometres
"""
NEWER = TREATY.replace("the two towns signed", "both towns signed").replace(
    "Mayor Ida Berg called it a bridge of 12 kilometres.\n", "Nobody spoke.\n"
)
FAULTY = (
    HARBOUR.replace("3 March", "4 March").replace("kind: figure", "kind: size").replace("harbour", "faulty")
)


@dataclass
class Author:
    """Whose desk it is, and the documents that wait on it; and another one, who takes a quiz herself."""

    user: User
    other: User
    uploads: dict[str, UUID]


def author(app: Flask, ines: User, zoe: User, alice: User) -> Author:
    desk = Desk(app, zoe)
    about = dict.fromkeys(("title", "author", "publisher", "dated"), "Harbour")
    entry = DocumentEntry(file="harbour", slug="harbour", **about)
    desk.publish(OTHER, HARBOUR, document=DocumentEdit(entry, TREATY))
    desk.publish(document=DocumentEdit(entry, NEWER))
    Learning(app, alice).study("founder", "burned")
    Learning(app, alice).take(gift="30 crowns")
    drafts = {"mill": CHANGED, "town": OTHER + "# mine\n", "faulty": FAULTY, "bare": "deck: bare\n"}
    for deck, text in drafts.items():
        now = desk.now(deck if deck == "mill" else "nothing of it").base
        named = {"owner_id": ines.id, "deck": deck, "text": text, "rev": 1, "updated_at": clock.now()}
        with app.app_context():
            add(models.Draft(id=uuid7(), base=now.number, base_hash=now.hash, **named))
    reported(app, alice)
    Trying(app, zoe, offer(app, zoe, QUIZ)).start(clock.now())
    return Author(ines, zoe, waiting(app, ines, desk))


def add(*rows: object) -> None:
    db.session.add_all(rows)
    db.session.commit()


def reported(app: Flask, alice: User) -> None:
    """Two reports and a notice of each kind."""
    named = {"deck": "mill", "item": "founder", "direction": "forward", "fingerprint": "of another wording"}
    said = {"reason": "answer", "comment": "See the\nsecond line.", "typed": "Berg", "at": clock.now()}
    detail = {
        "deck": "mill",
        "item": "founder",
        "prompt": "Who founded the mill?",
        "reason": "Something else",
    }
    detail |= {"answer": "It is mended.", "was": "Anna", "now": "Anna Berg", "quiz": "The mill"}
    with app.app_context():
        add(
            models.Report(id=uuid7(), user_id=alice.id, **named, **said),
            models.Report(
                id=uuid7(), user_id=alice.id, **named, **said, state="closed", answer="It is mended."
            ),
            *(
                models.Notice(user_id=alice.id, at=clock.now(), kind=kind, detail=detail)
                for kind in ("answered", "corrected", "regraded")
            ),
        )


def waiting(app: Flask, ines: User, desk: Desk) -> dict[str, UUID]:
    text = MILL.replace("on 4 May 1944", "on 5 May 1944").replace("and Karl Lund built it in 1947", "in 1947")
    odd = [{"start": 0, "end": 18, "kind": "teaser", "note": "Teaser of another article"}]
    abouts = {"new": of_new("Another mill", ["A page had no text."], ()) | {"odd": odd, "lost": ["Gone."]}}
    abouts["next"] = of_next(desk.bank.documents["mill"], text, ())
    ids = {name: uuid7() for name in abouts}
    rows = [
        models.Upload(
            id=ids[name],
            owner_id=ines.id,
            file_name="mill.txt",
            size=9,
            text=text,
            about=about,
            at=clock.now(),
        )
        for name, about in abouts.items()
    ]
    with app.app_context():
        add(*rows)
    return ids


def without_check(selector: str, button: str) -> Callable[[Page], None]:
    """Send a form as it is, past what the browser itself would ask for."""

    def act(page: Page) -> None:
        page.locator(selector).first.evaluate("form => form.noValidate = true")
        page.locator(selector).first.get_by_role("button", name=button).first.click()
        expect(page.locator(".error, .notice.bad").first).to_be_visible()

    return act


def type_a_fault(page: Page) -> None:
    text = page.locator("#text")
    text.press("Control+Home")
    page.keyboard.insert_text("colour: red\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#checked-title")).to_contain_text("problem")
    page.keyboard.press("F8")
    expect(page.locator("#at-line")).to_be_visible()


def quarrel(page: Page) -> None:
    """Another tab saves; then this one."""
    other = page.context.new_page()
    for one, words in ((other, "# there\n"), (page, "# here\n")):
        if one is other:
            other.goto(page.url)
        one.locator("#text").press("Control+Home")
        one.keyboard.insert_text(words)
        one.keyboard.press("Control+s")
        expect(one.locator("#save-state")).to_contain_text("draft saved ·" if one is other else "not saved:")
    other.close()


def select_words(page: Page) -> None:
    page.locator("[data-selectable] p").nth(1).select_text()
    expect(page.locator("[data-selected]")).to_be_visible()


def bring_nonsense(page: Page) -> None:
    file: Any = {"name": "a.yaml", "mimeType": "text/plain", "buffer": b"\xff"}
    page.get_by_label("A deck file").set_input_files(file)
    page.get_by_role("button", name="Open it as a draft").click()
    expect(page.locator(".notice.bad")).to_be_visible()


def on_decks() -> list[State]:
    mill, town, find = "/teaching/decks/mill", "/teaching/decks/town", "passage?document=the-mill"
    return [
        State("decks", "/teaching/decks"),
        State("decks, nothing chosen", "/teaching/decks", without_check("form[action$=upload]", "Open it")),
        State("decks, a file that cannot be read", "/teaching/decks", bring_nonsense),
        State("editor", mill),
        State("editor, throwing away", mill, open_details("details.part summary")),
        State("editor, problems", "/teaching/decks/faulty"),
        State("editor, an item that cannot be shown", "/teaching/decks/faulty?item=bridge"),
        State("editor, nothing to show", "/teaching/decks/bare"),
        State("editor, overtaken", town),
        State("insert a passage, no document", "/teaching/decks/bare/passage"),
        State("insert a passage, words selected", f"{mill}/{find}", select_words),
        State("insert a passage, found", f"{mill}/{find}&find=Anna+Berg"),
        State("insert a passage, not found", f"{mill}/{find}&find=nobody"),
        State("insert a passage, the next mention", f"{mill}/{find}&offer=0"),
        State("review", f"{mill}/review"),
        State("review, line by line", f"{mill}/review", open_details("details.part summary")),
        State("review, the choice not made", f"{mill}/review", without_check("#publish", "Publish")),
        State("review, problems", "/teaching/decks/faulty/review"),
        State("review, overtaken", f"{town}/review", open_details("details.part summary")),
        State("review, nothing to publish", "/teaching/decks/harbour/review"),
        State("versions, none", "/teaching/decks/bare/versions"),
        State("versions", f"{town}/versions"),
        State("withdrawing", f"{mill}/withdraw"),
        State("editor, a fault just typed", mill, type_a_fault),
        State("editor, two tabs", "/teaching/decks/mill", quarrel),
    ]


def publish_it(page: Page) -> None:
    page.get_by_label("Leave every score").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice.good").first).to_be_visible()


def after_publishing() -> list[State]:
    mill = "/teaching/decks/mill"
    return [
        State("just published", f"{mill}/review", publish_it),
        State("versions, compared", f"{mill}/versions?old=0&new=1"),
    ]


def on_documents(one: Author) -> list[State]:
    uploads = {name: f"/teaching/documents/uploads/{id}" for name, id in one.uploads.items()}
    return [
        State("documents", "/teaching/documents"),
        State("a document to bring in", "/teaching/documents/new"),
        State("a document, nothing chosen", "/teaching/documents/new", click("Read the text")),
        State("a document's next version", "/teaching/documents/the-mill/replace"),
        State("a document to approve", uploads["new"]),
        State("a document to approve, refused", uploads["new"], refuse),
        State("what becomes of its items", f"{uploads['next']}/changes"),
        State("items to settle", "/teaching/documents/harbour/held"),
        State("items to settle, none", "/teaching/documents/the-mill/held"),
        State("a document's versions", "/teaching/documents/harbour/versions?old=1&new=2"),
    ]


def refuse(page: Page) -> None:
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator(".error").first).to_be_visible()


def on_reports() -> list[State]:
    answer = without_check("form:has(textarea)", "Answer and close")
    return [
        State("reports, one with another wording", "/teaching/reports"),
        State("reports, an empty answer", "/teaching/reports", answer),
        State("reports, answered", "/teaching/reports?state=closed"),
    ]


def told() -> list[State]:
    """What a learner is told, and what they may do with what is theirs."""
    return [
        State("home, notices", "/"),
        State("notices", "/accounts/notices"),
        State("your data", "/accounts/data"),
        State("your data, refused", "/accounts/data", without_check("main form", "Download my data")),
        State("delete your account", "/accounts/delete"),
        State("delete your account, refused", "/accounts/delete", without_check("main form", "Delete")),
        State("a regraded result", "/quizzes", follow("The mill")),
    ]
