"""What the commands do: each prints what it found and returns the exit code."""

import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from rapidfuzz import process

from question_bank import grading
from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.load import DOCUMENTS, first_line, load_bank
from question_bank.problem import Problem


def check(paths: Sequence[Path]) -> int:
    """Print every problem and warning; 1 if there is a problem."""
    from question_bank.check import check

    return tell(check(paths))


def tell(problems: Sequence[Problem]) -> int:
    """Print every problem and warning; 1 if there is a problem."""
    for problem in problems:
        kind = problem.rule if problem.severity == "error" else f"{problem.rule}, warning"
        print(f"{problem} [{kind}]")
    return int(any(problem.severity == "error" for problem in problems))


def diff(old: Path, new: Path, documents: Path | None = None) -> int:
    """Print what changes from one course or deck to another; 1 if anything does, 2 if either has problems."""
    from question_bank.authoring.changes import ItemChange, WholeChange, compare_banks, describe
    from question_bank.course import course_at, load_course

    banks: list[Bank] = []
    broken = False
    for path in (old, new):
        loaded = load_course(course_at(path, documents))
        for problem in loaded.problems:
            print(f"{problem} [{problem.rule}]", file=sys.stderr)
        broken |= bool(loaded.problems)
        banks.append(loaded.bank)
    if broken:
        return 2
    found = compare_banks(banks[0], banks[1])
    changes: list[ItemChange | WholeChange] = [*found.documents, *found.decks, *found.quizzes, *found.items]
    for change in changes:
        if change.state != "unchanged" or change.fields:
            print(*describe(change), sep="\n")
    print(found.summary)
    return int(not found.is_empty)


def new(name: str, into: Path | None = None, documents: Path | None = None) -> int:
    """Write a sample deck for a document; 1 if there is no such document or already such a file."""
    from question_bank.authoring.sample import sample_deck
    from question_bank.catalogue import load_documents
    from question_bank.item_reader import find_document, unknown_document

    folder = documents or DOCUMENTS
    known, problems = load_documents(folder, str(folder))
    if problems:
        return _complain(*map(str, problems))
    document = find_document(name, known)
    if document is None:
        what, cure = unknown_document(name, known)
        return _complain(f"{what[0].upper()}{what[1:]}. {cure}")
    path = into or Path(f"{document.slug}.yaml")
    try:
        text = first_line(path) + sample_deck(document, _free(document.slug, load_bank().bank.decks))
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return _complain(f"{path} is already there. Choose another file with --into.")
    except (OSError, ValueError) as error:
        return _complain(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}")
    print(f"{path} is written. Say what is wrong with it at any time: python -m question_bank check {path}")
    return 0


def _free(slug: str, taken: Collection[str]) -> str:
    """An id for a deck that no shipped deck has."""
    names = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _complain(*lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return 1


def coverage(names: Sequence[str], strict: bool) -> int:
    """Print what documents mention and no item asks; with `strict` 1 if there is anything."""
    from question_bank.coverage import report

    bank = load_bank().bank
    known = {*bank.documents, *bank.documents_by_slug}
    if unknown := [name for name in names if name not in known]:
        return _complain(f"There is no document {', '.join(unknown)}. There are: {', '.join(sorted(known))}")
    uncovered = 0
    for document in bank.documents.values():
        if not names or document.id in names or document.slug in names:
            lines, missing = report(document, bank.items.values())
            print(*lines, sep="\n")
            uncovered += missing
    return int(strict and uncovered > 0)


def summary(page: Path | None) -> int:
    """Print the table of the bank, or write it into a page."""
    from question_bank.summary import into, table

    bank = _valid_bank()
    if bank is None:
        return 1
    if page is None:
        sys.stdout.write(table(bank))
        return 0
    try:
        page.write_text(into(page.read_text(encoding="utf-8"), bank), encoding="utf-8")
    except (OSError, ValueError) as error:
        return _complain(f"{page}: {error}")
    return 0


def export() -> int:
    """Print every item as a line of JSON."""
    from question_bank.export import plain_item

    bank = _valid_bank()
    if bank is None:
        return 1
    for item in bank.items.values():
        print(json.dumps(plain_item(item), ensure_ascii=False))
    return 0


def _valid_bank() -> Bank | None:
    loaded = load_bank()
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    return None if loaded.problems else loaded.bank


def show(wanted: str) -> int:
    """Print one item with its passages."""
    bank = load_bank().bank
    found = [item for item in bank.items.values() if wanted in (item.id, f"{item.deck}/{item.id}")]
    if len(found) == 1:
        print(_page(found[0], bank))
        return 0
    names = [f"{item.deck}/{item.id}" for item in found or bank.items.values()]
    if not found:
        names = [name for name, _, _ in process.extract(wanted, names, limit=5)]
    several = "Several items have" if found else "No item has"
    return _complain(f"{several} the id {wanted}. Did you mean:", *(f"  {name}" for name in names))


def _page(item: Item, bank: Bank) -> str:
    """The item as a reader sees it: both directions, then each quote marked in its passage."""
    lines = [f"{item.deck}/{item.id} ({item.kind})"]
    for direction in item.directions:
        side = item.side(direction)
        lines += ["", side.prompt, f"  {grading.shown(side.answer)}"]
        if accept := getattr(side.answer, "accept", ()):
            lines.append(f"  also accepted: {', '.join(accept)}")
        if side.distractors:
            lines.append(f"  distractors: {' | '.join(grading.shown(wrong) for wrong in side.distractors)}")
    for name in ("explanation", "hint", "attributed_to", "as_of"):
        if value := getattr(item, name):
            lines.append(f"  {name.replace('_', ' ')}: {value}")
    for source in item.sources:
        document = bank.documents[source.document]
        passage = document.passage_at(source.start)
        before, after = document.text[passage.start : source.start], document.text[source.end : passage.end]
        number = f", paragraph {passage.number}" if passage.number is not None else ""
        lines += ["", f"{document.title}{number}", f"  {before}[[{source.quote}]]{after}"]
    return "\n".join(lines)
