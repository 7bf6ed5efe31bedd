"""A bank, people, quizzes, reports and drafts in which every word that anybody can write is a payload."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import update
from uuid_utils.compat import uuid7

from question_bank.quizzes.quiz import Draw, Quiz
from tests.browser.payloads import ALL, HALVES, TITLES
from tests.webapp.attempts.trying import MINUTE, Trying, offer
from tests.webapp.conftest import AddUser
from tests.webapp.publishing.course import Desk
from webapp import clock, models
from webapp.db import db
from webapp.models import User
from webapp.publishing.edits import DeckEdit, DocumentEdit, Edits, entry_of
from webapp.publishing.publish import Published, publish
from webapp.publishing.regrades import regrade_all
from webapp.teaching.documents.about import of_new, of_next

PROOF = "The proof of it is of 4 May 1944, with 40 boats."
TYPED = f"typed {HALVES[0]}"
ITEMS = ("text", "all", "order", "pairs", "date", "figure")


def write_course(folder: Path) -> Path:
    """As many documents and decks as the payloads need titles; the first deck has an item of each shape."""
    for name in ("decks", "documents"):
        (folder / name).mkdir(parents=True)
    entries = []
    for number, title in enumerate(TITLES):
        text = "\n\n".join((title, *HALVES, PROOF))
        (folder / f"documents/doc{number}.txt").write_text(text + "\n", encoding="utf-8")
        entry = {"file": f"doc{number}", "slug": f"doc-{number}"}
        entries.append(entry | dict.fromkeys(("title", "author", "publisher", "dated"), title))
        (folder / f"decks/d{number}.yaml").write_text(deck(number), encoding="utf-8")
    (folder / "documents/catalogue.yaml").write_text(yaml({"documents": entries}), encoding="utf-8")
    return folder


def yaml(content: Any) -> str:
    """JSON is YAML."""
    return json.dumps(content, ensure_ascii=False, indent=1)


def deck(number: int, *accepted: str) -> str:
    title = TITLES[number]
    content: dict[str, Any] = {
        "deck": f"d{number}",
        "title": title,
        "description": ALL,
        "document": f"doc-{number}",
        "items": items(title, *accepted) if number == 0 else [text_item(title)],
    }
    if number == 0:
        content["quizzes"] = [
            {"id": f"q{place}", "title": one, "description": ALL, "draws": [{"count": 1}]}
            for place, one in enumerate(TITLES)
        ]
    return yaml(content)


def text_item(title: str, *accepted: str) -> dict[str, Any]:
    return {
        "id": "text",
        "kind": "agreement",
        "prompt": f"asked {HALVES[0]}",
        "answer": f"answered {HALVES[1]}",
        "answer_from": "The proof of it",
        "accept": [f"also {title}", *accepted],
        "distractors": [f"wrong {number} {one}" for number, one in enumerate(TITLES)],
        "explanation": ALL,
        "hint": HALVES[0],
        "tags": TITLES,
        "attributed_to": title,
        "as_of": title,
        "reverse": {"prompt": HALVES[0], "answer": f"back {title}", "answer_from": "The proof of it"},
        "sources": [{"quote": quote} for quote in (PROOF, *HALVES)],
    }


def items(title: str, *accepted: str) -> list[dict[str, Any]]:
    def one(id: str, kind: str, answer: Any, **more: Any) -> dict[str, Any]:
        head = {"id": id, "kind": kind, "prompt": f"{id} {HALVES[0]}", "quote": PROOF}
        return head | {"answer": answer, "attributed_to": title, "explanation": ALL} | more

    parts = [f"part {number} {one}" for number, one in enumerate(TITLES)]
    proof = {"answer_from": "The proof of it"}
    return [
        text_item(title, *accepted),
        one("all", "agreement", {"all_of": parts}, **proof),
        one("order", "agreement", {"order": parts}, **proof),
        one("pairs", "person", {"pairs": {f"left {part}": f"right {part}" for part in parts}}, **proof),
        one("date", "date", {"date": "1944-05-04"}),
        one("figure", "figure", {"number": "40", "unit": "boats"}),
    ]


NAMES = {  # as no form takes them; by whom they are told apart
    "ines": "'\"><svg onload=pwned()>",
    "alice": "<img src=x onerror=pwned()>",
    "bob": "<script>pwned()</script>",
}


@dataclass
class Hostile:
    """Who looks, and what there is to look at. Alice's attempt is over, Bob's is under way."""

    people: dict[str, User]
    taken: Trying
    running: Trying
    report: UUID
    uploads: dict[str, UUID]


def build(app: Flask, add_user: AddUser) -> Hostile:
    people = {name: add_user(name, role="instructor" if name == "ines" else "student") for name in NAMES}
    quiz = Quiz(TITLES[0], (Draw(6, decks=("d0",)),), ALL, open_book=True, shuffled=False)
    row = offer(app, people["ines"], quiz)
    with app.app_context():
        db.session.execute(update(models.Quiz).values(origin="set"))
        for name, user in people.items():
            values = {"username": NAMES[name], "email": f"{NAMES[name]}@example.org"}
            db.session.execute(update(User).where(User.id == user.id).values(values))
        db.session.commit()
    taken, running = (take(app, people[name], row) for name in ("alice", "bob"))
    taken.submit(at=clock.now() + 2 * MINUTE)
    publish_all(app, people["ines"])
    return Hostile(people, taken, running, tell(app, people["alice"]), write(app, people["ines"]))


def take(app: Flask, user: User, row: models.Quiz) -> Trying:
    """Type payloads wherever something is typed."""
    trying = Trying(app, user, row)
    trying.start(clock.now())
    for slot, asked in enumerate(trying.paper.slots):
        if asked.presentation == "list":
            trying.save(slot, *TITLES, at=clock.now())
        elif asked.presentation in ("text", "date", "number", "cloze"):
            trying.save(slot, TYPED, at=clock.now())
    return trying


def publish_all(app: Flask, ines: User) -> None:
    """Of the first deck another version, which takes what was typed; of a document one that holds items."""
    with app.app_context():
        document = app.extensions["bank"].documents["doc1"]
        newer = DocumentEdit(entry_of(document), f"{TITLES[1]}\n\n{ALL} {PROOF.replace('40', '50')}\n")
        edits = Edits((DeckEdit(deck(0, TYPED), "d0"),), (newer,))
        done = publish(ines.id, edits, ALL, clock.now(), {("d0", "text")})
        assert isinstance(done, Published), (done.problems, done.conflicts)
        regrade_all(clock.now())


def tell(app: Flask, alice: User) -> UUID:
    """A report of Alice's that is open and one that was answered; a notice of each kind."""
    named = {"deck": "d0", "item": "text", "direction": "forward", "fingerprint": "of a wording not kept"}
    said = {"reason": "other", "comment": ALL[:2000], "typed": TYPED, "user_id": alice.id, "at": clock.now()}
    told = {"deck": "d0", "item": "text", "prompt": HALVES[0], "reason": ALL, "answer": ALL, "was": ALL}
    told |= {"now": ALL, "quiz": TITLES[0], "why": ALL}
    with app.app_context():
        reports = [models.Report(id=uuid7(), **named, **said, answer=ALL, state=state) for state in STATES]
        notices = [
            models.Notice(user_id=alice.id, at=clock.now(), kind=kind, detail=told)
            for kind in ("answered", "corrected", "regraded")
        ]
        db.session.add_all([*reports, *notices])
        db.session.commit()
        return reports[0].id


STATES = ("open", "closed")


def write(app: Flask, ines: User) -> dict[str, UUID]:
    """A draft of what is published, one full of faults, and a document to be approved, new or as the next."""
    faults = (
        deck(2)
        .replace('"hint"', json.dumps(TITLES[2]))
        .replace('"kind": "agreement"', f'"kind": {json.dumps(TITLES[3])}')
    )
    with app.app_context():
        for name, text in (("d0", deck(0)), ("d2", faults), ("new-deck", HALVES[0])):
            draft = {"owner_id": ines.id, "deck": name, "text": text, "updated_at": clock.now()}
            now = Desk(app).now(name).base
            db.session.add(models.Draft(id=uuid7(), rev=1, base=now.number, base_hash=now.hash, **draft))
        bank = app.extensions["bank"]
        text = f"{ALL}\n\n{PROOF.replace('May', 'June')}\n"
        abouts = {"new": of_new(TITLES[4], [ALL], ()), "next": of_next(bank.documents["doc0"], text, [ALL])}
        odd = {"start": 0, "end": len(TITLES[0]), "kind": "teaser", "note": TITLES[5]}
        rows = {
            name: models.Upload(
                id=uuid7(), owner_id=ines.id, file_name=TITLES[6], size=9, text=text,
                about=about | {"odd": [odd], "lost": [ALL]}, at=clock.now(),
            )
            for name, about in abouts.items()
        }  # fmt: skip
        db.session.add_all(rows.values())
        db.session.commit()
        return {name: row.id for name, row in rows.items()}
