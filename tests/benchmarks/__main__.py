"""`make bench`: one table of what Footnote costs beside the least that would do, measured here and now.

`make bench ROWS=10000` stops at as many cards; `--quick` takes a minute. Ratios are taken between runs that
follow each other closely, so they hold on a busy machine; the times hold for this machine only.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter

from tests import postgres
from tests.benchmarks import agreement, in_process, loading, mentions, servers, weight
from tests.benchmarks.in_process import Answers, Setting, in_turn, setting
from tests.benchmarks.table import Row, compared, table, timed
from tests.question_bank.marked_sentences import held_out

SIZES = (1_000, 100_000, 1_000_000)
BANKS = (1_000, 10_000, 50_000)
SERVERS_WHEN_QUICK = 1


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    sizes: tuple[int, ...]
    banks: tuple[int, ...]
    rounds: int
    answers: int
    servers: tuple[str, ...]
    seconds: float
    agreement: int


def extent(quick: bool, most: int) -> Extent:
    names = tuple(servers.SERVERS)
    if quick:
        return Extent((1_000, 10_000), BANKS[:1], 5, 40, names[:SERVERS_WHEN_QUICK], 0.3, 500)
    sizes = tuple(size for size in SIZES if size <= most)
    if most < SIZES[-1] and most not in sizes:
        sizes = (*sizes, most)
    return Extent(
        sizes, tuple(bank for bank in BANKS if bank <= max(most, BANKS[0])), 6, 100, names, 1, 10_000
    )


def in_process_rows(how: Extent) -> Iterator[Row]:
    with ExitStack() as stack:
        settings = [stack.enter_context(setting(size)) for size in how.sizes]
        yield from in_process.answer_rows(settings, how.rounds, how.answers)
        yield from in_process.page_rows(settings, how.rounds, how.answers // 5)


def postgres_rows(how: Extent) -> Iterator[Row]:
    """Goal 16. The server of the tests does not wait for its disk, so this is PostgreSQL at its quickest."""
    size = how.sizes[0]
    with (
        postgres.server() as admin,
        postgres.new_database(admin) as url,
        postgres.new_database(admin) as bare_url,
    ):
        urls = [one.render_as_string(hide_password=False) for one in (url, bare_url)]
        with setting(size) as ours, setting(size, None, *urls) as theirs:
            yield from postgres_answers((ours, theirs), how)


def postgres_answers(settings: tuple[Setting, Setting], how: Extent) -> list[Row]:
    answering = [Answers(one) for one in settings]

    def again() -> None:
        for one in answering:
            one.again()

    sqlite, postgresql = in_turn(answering, how.rounds, how.answers, again)
    name = f"answer, {settings[0].cards:,} cards"
    return [
        timed(f"{name}, SQLite", sqlite.rounds),
        compared(f"{name}, PostgreSQL", postgresql.rounds, postgresql.ratios(sqlite), 1.6, "SQLite"),
    ]


def agreement_rows(how: Extent) -> list[Row]:
    found = agreement.measure(how.agreement)
    name = f"scheduling beside fsrs-rs, {found.answers:,} answers"
    stability, same = f"{found.worst_stability:.1e}", f"{found.same_interval:.2%}"
    return [
        Row(f"{name}: stability", stability, "", "at worst", "≤ 1e-4", found.worst_stability <= 1e-4),
        Row(f"{name}: interval", same, "", "the same", "≥ 99.9 %", found.same_interval >= 0.999),
    ]


def mention_rows() -> list[Row]:
    """Mentions in the half of the marked sentences the rules were not written with; prints the faults."""
    rows = []
    for kind, score in mentions.measure(held_out()).items():
        recall, precision, *_ = score.shares
        print(*(f"{kind}, {fault}" for fault in score.faults), sep="\n", end="\n" * bool(score.faults))
        goal = mentions.GOALS[kind]
        value, met = f"{recall:.3f} / {precision:.3f}", min(recall, precision) >= goal
        rows.append(
            Row(
                f"mentions, {kind}, {score.marked} marked: recall / precision",
                value,
                goal=f"≥ {goal:g}",
                met=met,
            )
        )
    return rows


def sections(how: Extent) -> Iterator[tuple[str, Callable[[], list[Row]]]]:
    yield "answers and pages, in process", lambda: list(in_process_rows(how))
    yield "answers over HTTP", lambda: servers.rows(how.servers, 5, how.seconds)
    yield "PostgreSQL", lambda: list(postgres_rows(how))
    yield "agreement with fsrs-rs", lambda: agreement_rows(how)
    yield "weight of the study page", weight.rows
    yield "loading banks", lambda: loading.rows(how.banks, 5)
    yield "mentions", mention_rows


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a short look, without the large sizes")
    arguments.add_argument(
        "--only", default="", metavar="WORD", help="the sections whose name holds this word"
    )
    given = arguments.parse_args()
    how = extent(given.quick, int(os.environ.get("ROWS") or SIZES[-1]))
    start = perf_counter()
    rows: list[Row] = []
    for name, measure in sections(how):
        if given.only in name:
            print(f"{perf_counter() - start:4.0f} s  {name} …", file=sys.stderr, flush=True)
            rows += measure()
    print(
        f"{perf_counter() - start:4.0f} s  done; load of the machine {os.getloadavg()[0]:.1f}",
        file=sys.stderr,
    )
    print(table(rows))


if __name__ == "__main__":
    main()
