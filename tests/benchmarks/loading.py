"""How long a bank takes to load and verify: the shipped one, and generated ones by their size."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

from question_bank.load import DECKS, DOCUMENTS, Loaded, load_bank
from tests.benchmarks.generated import person
from tests.benchmarks.table import Row, ms, ratio, spread

PER_DOCUMENT = 100  # items, and sentences: 10 kB of text
MODELINE = "# yaml-language-server: $schema=../deck.schema.json\n"
FIRST = date(1950, 1, 1)


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number * 37 % 25_000)


def millions_of(number: int) -> int:
    return number * 13 % 9_000 + 1_000


def sentence(number: int) -> str:
    when = day_of(number)
    return (
        f"In matter {number} {person(number)} signed on {when.day} {when:%B %Y} "
        f"for {millions_of(number)} million dollars."
    )


def entry(number: int) -> str:
    """An item in YAML: a date, an amount or a person, each with two distractors."""
    when = day_of(number)
    later, earlier = when + timedelta(days=400), when - timedelta(days=400)
    million = millions_of(number)
    prompt, answer, distractors = (
        ("On what date was it signed", f"{{date: {when}}}", f"[{{date: {later}}}, {{date: {earlier}}}]"),
        (
            "For how much was it signed",
            f"{{number: {million} million, unit: USD}}",
            f"[{{number: {million + 500} million, unit: USD}}, {{number: {million * 2} million, unit: USD}}]",
        ),
        ("Who signed", person(number), f"[{person(number + 19)}, {person(number + 37)}]"),
    )[number % 3]
    return (
        f"  - id: matter-{number}\n    kind: {('date', 'figure', 'person')[number % 3]}\n"
        f"    prompt: {prompt} in matter {number}?\n    answer: {answer}\n"
        f"    distractors: {distractors}\n    quote: {sentence(number)}\n"
    )


def write(folder: Path, items: int) -> None:
    """Decks of a hundred items, each on a document of its own."""
    catalogue = ["documents:\n"]
    (folder / "decks").mkdir(parents=True)
    for start in range(0, items, PER_DOCUMENT):
        numbers = range(start, min(start + PER_DOCUMENT, items))
        name = f"document-{start}"
        (folder / f"{name}.txt").write_text("\n".join(map(sentence, numbers)), "utf-8")
        catalogue.append(
            f"  - {{file: {name}, slug: {name}, title: About the matters from {start} on, "
            "author: Nobody, publisher: Nobody, dated: no date}\n"
        )
        head = f"{MODELINE}deck: deck-{start}\ntitle: Matters from {start} on\ndocument: {name}\nitems:\n"
        (folder / "decks" / f"{start:06}.yaml").write_text(head + "".join(map(entry, numbers)), "utf-8")
    (folder / "catalogue.yaml").write_text("".join(catalogue), "utf-8")


def seconds(call: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return taken


def events(decks: Path) -> int:
    """The anchor: PyYAML's own events of the same files, and nothing made of them."""
    files = sorted(decks.glob("*.yaml"))
    return sum(sum(1 for _ in yaml.parse(file.read_text("utf-8"), yaml.CSafeLoader)) for file in files)


def verified(decks: Path, documents: Path) -> Loaded:
    loaded = load_bank(decks, documents)
    assert not loaded.problems, "\n".join(map(str, loaded.problems[:5]))
    return loaded


def rows(sizes: tuple[int, ...], times: int) -> list[Row]:
    found = [row("the shipped bank", DECKS, DOCUMENTS, times)[0]]
    per_item: list[float] = []
    for items in sizes:
        with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
            write(Path(folder), items)
            runs = times if items <= sizes[0] else max(1, times * sizes[0] // items)
            one, each = row(f"{items:,} generated items", Path(folder, "decks"), Path(folder), runs)
        found.append(one)
        per_item.append(each)
        if len(per_item) > 1:
            growth = per_item[-1] / per_item[0]
            words = f"{growth:.2f}× of {sizes[0]:,}"
            found.append(
                Row("  each item of these", f"{each * 1e3:.3f} ms", "", words, "≤ 1.3×", growth <= 1.3)
            )
    return found


def row(name: str, decks: Path, documents: Path, times: int) -> tuple[Row, float]:
    items = 0

    def load() -> None:
        nonlocal items
        items = len(verified(decks, documents).bank.items)

    taken = seconds(load, times)
    anchor = seconds(lambda: events(decks), times)
    ratios = [mine / its for mine, its in zip(taken, anchor, strict=True)]
    each = median(taken) / items
    words = f"loading {name}: {items:,} items, {each * 1e3:.2f} ms each"
    return Row(words, ms(median(taken)), spread(taken), f"{ratio(ratios)} PyYAML's events"), each
