"""The command line of the question bank: check, show, coverage, summary, export, schema."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import process

from question_bank import grading
from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.load import load_bank


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when all is well, 1 on errors."""
    parser = argparse.ArgumentParser(prog="python -m question_bank", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say what is wrong with decks; silent when all is well")
    check.add_argument("paths", nargs="*", type=Path, metavar="DECK.yaml", help="default: the shipped decks")
    show = commands.add_parser("show", help="print one item with its passage")
    show.add_argument("id", help="the item’s id, or deck/id")
    coverage = commands.add_parser("coverage", help="list what documents mention and no item asks")
    coverage.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids or slugs; default: all")
    coverage.add_argument("--strict", action="store_true", help="exit with 1 if anything is not covered")
    summary = commands.add_parser("summary", help="count the items by document, kind and type of answer")
    summary.add_argument(
        "--into", type=Path, metavar="PAGE.md", help="write the table between a page’s marks"
    )
    commands.add_parser("export", help="print every item as a line of JSON")
    commands.add_parser("schema", help="print the JSON Schema of a deck file")
    given = parser.parse_args(arguments)
    match given.command:
        case "check":
            return _check(given.paths)
        case "show":
            return _show(given.id)
        case "export":
            return _export()
        case "coverage":
            return _coverage(given.documents, given.strict)
        case "summary":
            return _summary(given.into)
        case _:
            from question_bank.schema import deck_schema

            sys.stdout.write(deck_schema())
            return 0


def _check(paths: Sequence[Path]) -> int:
    from question_bank.check import check

    problems = check(paths)
    for problem in problems:
        kind = problem.rule if problem.severity == "error" else f"{problem.rule}, warning"
        print(f"{problem} [{kind}]")
    return int(any(problem.severity == "error" for problem in problems))


def _coverage(names: Sequence[str], strict: bool) -> int:
    from question_bank.coverage import report

    bank = load_bank().bank
    known = {*bank.documents, *bank.documents_by_slug}
    if unknown := [name for name in names if name not in known]:
        print(
            f"There is no document {', '.join(unknown)}. There are: {', '.join(sorted(known))}",
            file=sys.stderr,
        )
        return 1
    uncovered = 0
    for document in bank.documents.values():
        if not names or document.id in names or document.slug in names:
            lines, missing = report(document, bank.items.values())
            print(*lines, sep="\n")
            uncovered += missing
    return int(strict and uncovered > 0)


def _summary(page: Path | None) -> int:
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
        print(f"{page}: {error}", file=sys.stderr)
        return 1
    return 0


def _export() -> int:
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


def _show(wanted: str) -> int:
    bank = load_bank().bank
    found = [item for item in bank.items.values() if wanted in (item.id, f"{item.deck}/{item.id}")]
    if len(found) == 1:
        print(_page(found[0], bank))
        return 0
    names = [f"{item.deck}/{item.id}" for item in found or bank.items.values()]
    if not found:
        names = [name for name, _, _ in process.extract(wanted, names, limit=5)]
    print(
        f"{'Several items have' if found else 'No item has'} the id {wanted}. Did you mean:", file=sys.stderr
    )
    print(*(f"  {name}" for name in names), sep="\n", file=sys.stderr)
    return 1


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


if __name__ == "__main__":
    sys.exit(main())
