"""The look: colours that can be read, a light stylesheet, nothing that the content policy would block."""

import gzip
import re
from pathlib import Path

import pytest

import webapp
from webapp.static_files import joined, script_files

ROOT = Path(webapp.__file__).parent
CSS = (ROOT / "static" / "footnote.css").read_text("utf-8")
TOKENS = dict(
    (name, (light, dark))
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
)
SCHEMES = {"light": 0, "dark": 1}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, scheme: str) -> float:
    """WCAG's contrast ratio of two tokens."""
    lights = sorted(luminance(TOKENS[name][SCHEMES[scheme]]) for name in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *(("ink", ground, 7) for ground in ("paper", "surface", "mark", "mark-strong")),
        *(("muted", ground, 6) for ground in ("paper", "surface")),
        *(("accent", ground, 4.5) for ground in ("paper", "surface")),
        *(("accent-on-mark", ground, 4.5) for ground in ("mark", "mark-strong")),
        *((rating, "surface", 4.5) for rating in ("again", "hard", "good", "easy")),
        ("on-accent", "accent", 4.5),
        *(("edge", ground, 3) for ground in ("paper", "surface")),
    ],
)
def test_words_and_edges_stand_out(scheme: str, text: str, ground: str, least: float) -> None:
    assert contrast(text, ground, scheme) >= least


def test_control_a_hairline_is_no_edge() -> None:
    assert contrast("line", "paper", "light") < 3


def test_the_stylesheet_asks_nothing_of_any_host() -> None:
    assert "url(" not in CSS and "@import" not in CSS


def test_what_every_page_loads_stays_small() -> None:
    script = joined(tuple((file, 0) for file in script_files(ROOT / "static")))
    assert len(gzip.compress(CSS.encode(), 9)) < 9_000
    assert len(gzip.compress(script, 9)) < 5_000


def test_what_a_quiz_loads_besides_stays_small() -> None:
    scripts = (ROOT / "static" / "quiz").glob("*.js")
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts) < 13_500


@pytest.mark.parametrize("page", sorted(ROOT.rglob("*.html")), ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_holds_what_the_policy_blocks(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
