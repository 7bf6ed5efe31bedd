"""`flask --app webapp bank …`: a course in a folder checked, compared, published, exported; a first deck."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from question_bank.authoring.changes import ItemChange, WholeChange, describe
from question_bank.authoring.sample import sample_deck
from question_bank.catalogue import load_documents
from question_bank.check import problems_of
from question_bank.commands import tell
from question_bank.course import Course, course_at, load_course
from question_bank.export import plain_item
from question_bank.item_reader import find_document, unknown_document
from question_bank.load import Loaded, first_line
from question_bank.problem import Problem
from webapp import clock
from webapp.bank import Place, current_bank, served
from webapp.command_group import Commands
from webapp.db import db, early_read
from webapp.publishing import folder
from webapp.publishing.dry_run import DryRun, dry_run
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.publish import Busy, publish
from webapp.publishing.regrades import regrade_all
from webapp.publishing.touched import Touched

PATH = click.Path(path_type=Path)
course_argument = click.argument("path", required=False, type=PATH)
documents_option = click.option(
    "--documents", type=PATH, help="Where catalogue.yaml and the texts are; default: beside the decks."
)
bank = Commands(
    "bank", help="Check, compare, publish and export a course of decks and documents in a folder."
)


@bank.command()
@course_argument
@documents_option
def check(path: Path | None, documents: Path | None) -> None:
    """Say what is wrong with a course, or with the configured one; silent when all is well."""
    loaded = load_course(_course(path, documents))
    sys.exit(tell(problems_of(loaded, folder.people_of(path))))


@bank.command()
@course_argument
@documents_option
def diff(path: Path | None, documents: Path | None) -> None:
    """Say what publishing a course would change; exit with 1 if anything, with 2 if it has problems."""
    course, loaded = _sound(path, documents, exit_code=2)
    run = dry_run(_edits(course, loaded, ()))
    _refuse(run.problems, exit_code=2)
    _show(run)
    for id in folder.missing_of(loaded, served()):
        click.echo(f"{id} is published and not in the folder. It stays, unless --withdraw {id} is said.")
    sys.exit(int(not run.comparison.is_empty or bool(run.reanchored)))


@bank.command("publish")
@course_argument
@documents_option
@click.option("--regrade", type=click.Choice(["ask", "all", "none"]), default="ask", show_default=True,
              help="Grade past attempts anew by the answers that changed.")  # fmt: skip
@click.option("--note", default="", help="Why, in a sentence: it stands in the list of versions.")
@click.option("--withdraw", "withdrawn", multiple=True, metavar="DECK", help="Retire a deck as well.")
@click.option("--yes", is_flag=True, help="Publish without asking.")
def publish_(
    path: Path | None, documents: Path | None, regrade: str, note: str, withdrawn: Sequence[str], yes: bool
) -> None:
    """Publish a course: every server process serves it at its next request."""
    course, loaded = _sound(path, documents)
    edits = _edits(course, loaded, withdrawn)
    run = dry_run(edits)
    _refuse(run.problems)
    if run.is_same:
        click.echo("Nothing is new: all of it is published as it is.")
        return
    _show(run)
    db.session.rollback()  # nobody is kept waiting while a person thinks
    if not yes:
        click.confirm("Publish this?", abort=True)
    chosen = _chosen(run, regrade, yes)
    try:
        done = publish(None, edits, note, clock.now(), chosen)
    except Busy:
        raise click.ClickException("Others are publishing just now. Try again.") from None
    if isinstance(done, DryRun):
        _refuse(done.problems)
        raise click.ClickException("It was changed meanwhile. Look at the difference, and try again.")
    click.echo(f"Published: {done.summary}.")
    if done.told:
        click.echo(f"Learners told of a corrected answer: {done.told}.")
    _regrade()


@bank.command()
def regrade() -> None:
    """Go on with regrades that were cut short."""
    _regrade()


@bank.command()
@click.option("--into", type=PATH, metavar="FOLDER", help="As a course: decks, documents and catalogue.")
def export(into: Path | None) -> None:
    """Print every item that is served as a line of JSON, or write all of it into a new folder."""
    if into is None:
        for item in current_bank().items.values():
            click.echo(json.dumps(plain_item(item), ensure_ascii=False))
        return
    whole = served().whole
    try:
        with early_read() as connection:
            written = folder.write_folder(connection, whole, into)
    except OSError as error:
        raise click.ClickException(f"{into} cannot be written: {error.strerror}.") from None
    click.echo(f"{len(written)} files are written into {into}.")


@bank.command()
@click.argument("document")
@click.option("--into", type=PATH, metavar="DECK.yaml", help="Default: its slug, here.")
@documents_option
def new(document: str, into: Path | None, documents: Path | None) -> None:
    """Write a sample deck with remarks for a document, by its id or slug."""
    if documents is None:
        known, taken = current_bank().documents, {*current_bank().decks}
    else:  # files alone: neither a database is asked for nor the configured course
        known, problems = load_documents(documents, str(documents))
        _refuse(problems)
        taken = {text.id for text in load_course(course_at(documents.parent, documents)).texts if text.id}
    found = find_document(document, known)
    if found is None:
        what, cure = unknown_document(document, known)
        raise click.ClickException(f"{what[0].upper()}{what[1:]}. {cure}")
    path = into or Path(f"{found.slug}.yaml")
    names = (found.slug, *(f"{found.slug}-{number}" for number in range(2, len(taken) + 3)))
    try:
        text = first_line(path) + sample_deck(found, next(name for name in names if name not in taken))
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(f"{path} is already there. Choose another file with --into.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.ClickException(f"{path} cannot be written: {reason}") from None
    where = f" --documents {documents}" if documents is not None else ""
    click.echo(
        f"{path} is written. What is wrong with it, at any time: flask --app webapp bank check {path}{where}"
    )


# --- parts ---


def _course(path: Path | None, documents: Path | None) -> Course:
    return course_at(path, documents) if path is not None else folder.configured()


def _sound(path: Path | None, documents: Path | None, exit_code: int = 1) -> tuple[Course, Loaded]:
    course = _course(path, documents)
    loaded = load_course(course)
    _refuse(loaded.problems, exit_code)
    return course, loaded


def _refuse(problems: Sequence[Problem], exit_code: int = 1) -> None:
    """Say every problem and end, if there is one."""
    for problem in problems:
        click.echo(f"{problem} [{problem.rule}]", err=True)
    if problems:
        sys.exit(exit_code)


def _edits(course: Course, loaded: Loaded, withdrawn: Sequence[str]) -> Edits:
    with early_read() as connection:
        found = folder.edits_of(connection, course, loaded, served())
    return Edits((*found.decks, *(DeckEdit(None, id) for id in withdrawn)), found.documents)


def _show(run: DryRun) -> None:
    """Every change with before and after, and whom it touches."""
    found = run.comparison
    changes: list[ItemChange | WholeChange] = [*found.documents, *found.decks, *found.quizzes, *found.items]
    for change in changes:
        if change.state != "unchanged" or change.fields:
            click.echo("\n".join(describe(change)))
            if isinstance(change, ItemChange) and (touched := run.of(change)).is_any:
                click.echo(f"  touches {_words(touched)}")
    for items in run.reanchored.values():
        for one in items:
            for source in one.sources:
                if source.state in ("altered", "gone"):
                    click.echo(
                        f"{one.item.deck}/{one.item.id}: {source.state}, not asked until that is settled"
                    )
                    click.echo(f"  {source.reason} {source.difference}".rstrip())
            if (touched := run.of(one.item)).is_any:
                click.echo(f"  touches {_words(touched)}")
    for id, current in run.current.items():
        if current.by is not None:
            click.echo(f"{id}: takes the place of version {current.number}, published by {current.by}")
    click.echo(run.summary)


def _words(touched: Touched) -> str:
    cards = f"cards of {touched.learners} (answers in practice: {touched.reviews})"
    return f"{cards}, quizzes taken: {touched.attempts} (answers: {touched.answers})"


def _chosen(run: DryRun, regrade: str, yes: bool) -> set[Place]:
    """The changed answers by which past attempts are graded anew."""
    if regrade == "none":
        return set()
    chosen = set()
    for change in run.regradable:
        attempts = run.of(change).attempts
        asked = f"{change.deck}/{change.id}: grade the {attempts} quizzes that asked it anew?"
        if regrade == "all" or (not yes and click.confirm(asked)):
            chosen.add((change.deck, change.id))
    if regrade == "ask" and yes and run.regradable:
        click.echo("Nothing is graded anew. Say --regrade all to do so.")
    return chosen


def _regrade() -> None:
    done = regrade_all(clock.now())
    if done.attempts:
        click.echo(f"{done.changed} of {done.attempts} attempts have other marks now.")
    if done.failed:
        raise click.ClickException(f"{done.failed} could not be regraded; see the log. Go on: bank regrade")
