"""What the reliability tests share. Whatever they counted is printed when the run is over."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import harbours

FIGURES = "figures"
Figures = Callable[..., None]


@pytest.fixture
def figures(record_property: Callable[[str, object], None], request: pytest.FixtureRequest) -> Figures:
    """`figures("A1", kills=5, lost=0)`: a line of the summary, for this test's database."""

    def note(goal: str, **counted: object) -> None:
        database = (
            request.node.callspec.params.get("database", "") if hasattr(request.node, "callspec") else ""
        )
        words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counted.items())
        record_property(FIGURES, " ".join(filter(None, (goal, database, words))))

    return note


@pytest.fixture(scope="session")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bank that these tests ask from."""
    folder = tmp_path_factory.mktemp("harbours")
    harbours.write(folder)
    return folder


@pytest.fixture
def settings(settings: dict[str, Any], bank_folder: Path) -> dict[str, Any]:
    """The small bank; and a fault of ours is an answer of 500, as it is for people."""
    return settings | harbours.settings(bank_folder) | {"PROPAGATE_EXCEPTIONS": False}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    every = (report for reports in terminalreporter.stats.values() for report in reports)
    noted = {note for report in every for note in getattr(report, "user_properties", ())}
    lines = sorted(str(value) for name, value in noted if name == FIGURES)
    if lines:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(lines))
