"""Publishing documents, and the new quotes of items whose old ones a document no longer holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from flask_security import current_user

from question_bank.authoring import editing
from question_bank.problem import Problem
from webapp import clock
from webapp.db import db
from webapp.publishing import publish as publishing
from webapp.publishing.current import deck_text
from webapp.publishing.dry_run import DryRun
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.quota import TooMuch
from webapp.teaching.documents.reanchored import Source


def confirmed(sources: Iterable[Source], ticked: Collection[str]) -> list[Source]:
    """Those that were ticked as they stand now; nobody confirms what a quiz keeps from them."""
    return [
        source
        for source in sources
        if source.state == "altered"
        and source.after is not None
        and not source.is_kept_back
        and f"{source.name}|{source.stamp}" in ticked
    ]


def halves(sources: Iterable[Source], chosen: Collection[Source]) -> list[str]:
    """Items of which one quote was confirmed and another waits on: they would not be proved."""
    waits = {one.place for one in sources if one.state in ("altered", "gone") and one not in chosen}
    return [
        f"{deck}/{item} has another quote that waits. Confirm all of them at once, or mend it in its deck."
        for deck, item in sorted(waits & {one.place for one in chosen})
    ]


def confirm(sources: Iterable[Source], note: str = "") -> list[str]:
    """Write the new quotes into their decks and publish these. What stands in the way, in words."""
    by_deck: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_deck[source.item.deck].append(source)
    problems: list[str] = []
    edits = []
    for deck, own in by_deck.items():
        edit, faults = deck_edit(deck, own)
        problems += faults
        edits += [edit] if edit is not None else []
    if edits:
        problems += publish(Edits(decks=tuple(edits)), note or "Confirmed the new words of sources")
    return problems


def publish(edits: Edits, note: str) -> list[str]:
    """Publish all of this, or say why not."""
    db.session.commit()  # what was read so far holds no lock while texts are verified
    try:
        done = publishing.publish(current_user.id, edits, note, clock.now())
    except publishing.Busy:
        return ["Others are publishing just now. Nothing was changed: send it again."]
    except TooMuch as trouble:
        return [str(trouble)]
    return obstacles(done) if isinstance(done, DryRun) else []


def obstacles(dry: DryRun) -> list[str]:
    """Why this cannot be published, and what to do."""
    found = [in_words(problem) for problem in dry.problems]
    for conflict in dry.conflicts:
        who = conflict.by or "Somebody"
        found.append(
            f"{who} published another version of {conflict.id} meanwhile. Below it is held against that one: "
            "look at it again, then publish."
        )
    return found


def in_words(problem: Problem) -> str:
    """Where, what and how to mend it."""
    where = f"{problem.file}, line {problem.line}: " if problem.file.endswith(".yaml") else ""
    return f"{where}{problem.what[0].upper()}{problem.what[1:]}. {problem.cure}"


def deck_edit(deck: str, sources: Iterable[Source]) -> tuple[DeckEdit | None, list[str]]:
    """The deck's text with these sources' new quotes; what cannot be changed so is left as it is."""
    current = deck_text(db.session.connection(), deck)
    text, problems = current.text, []
    if text is None:
        return None, [f"The deck {deck} was withdrawn meanwhile."]
    for source in sources:
        assert source.after is not None
        try:
            text = editing.confirm(text, source.item.id, source.number, source.after)
        except ValueError as error:
            problems.append(f"{deck}/{source.item.id}: {error}")
    return (None if text == current.text else DeckEdit(text, deck, current.base)), problems
