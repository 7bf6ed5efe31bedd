"""The command line of the question bank: check, diff, new, show, coverage, summary, export, schema."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from question_bank import commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when all is well, 1 on errors."""
    given = _parser().parse_args(arguments)
    match given.command:
        case "check":
            return commands.check(given.paths)
        case "diff":
            return commands.diff(given.old, given.new, given.documents)
        case "new":
            return commands.new(given.document, given.into, given.documents)
        case "show":
            return commands.show(given.id)
        case "export":
            return commands.export()
        case "coverage":
            return commands.coverage(given.documents, given.strict)
        case "summary":
            return commands.summary(given.into)
        case _:
            from question_bank.schema import deck_schema

            sys.stdout.write(deck_schema())
            return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m question_bank", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say what is wrong with decks; silent when all is well")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="decks, or a course; default: what is shipped"
    )
    _add_diff_and_new(commands)
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
    return parser


def _add_diff_and_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    folder = "where catalogue.yaml and the texts are; default: beside the decks, else what is shipped"
    diff = commands.add_parser(
        "diff", help="say what changes from one course or deck to another; exit with 1 if anything does"
    )
    diff.add_argument("old", type=Path, metavar="OLD", help="a folder or a deck")
    diff.add_argument("new", type=Path, metavar="NEW", help="a folder or a deck")
    diff.add_argument("--documents", type=Path, metavar="FOLDER", help=folder)
    new = commands.add_parser("new", help="write a sample deck for a document")
    new.add_argument("document", metavar="DOCUMENT", help="its id or slug")
    new.add_argument("--into", type=Path, metavar="DECK.yaml", help="default: its slug, here")
    new.add_argument("--documents", type=Path, metavar="FOLDER", help="default: what is shipped")


if __name__ == "__main__":
    sys.exit(main())
