"""What every page knows: who looks at it, in which theme, and which places there are."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_security import current_user
from sqlalchemy.exc import SQLAlchemyError

from question_bank.document import Document
from question_bank.excerpt import excerpt
from question_bank.grading import shown
from webapp.bank import current_bank
from webapp.domain.study_day import calendar_date

THEMES = ("system", "light", "dark")
THEME_COOKIE = "theme"
IN_PLACE = "In-Place"  # a header: our script asks, and wants only the part of the page it will replace

PLACES = (
    ("practice.index", "Practice"),
    ("quizzes.index", "Quizzes"),
    ("library.index", "Library"),
    ("progress.show", "Progress"),
)
OPEN_PLACES = (("library.index", "Library"),)  # to visitors
MENU = (
    ("accounts.notices", "Notices"),
    ("accounts.settings", "Settings"),
    ("accounts.data", "Your data"),
    ("security.change_password", "Change password"),
)
TEACHING = (
    ("teaching.decks", "Decks"),
    ("teaching.documents", "Documents"),
    ("quizzes.set_quiz", "Set a quiz"),
    ("quizzes.extra_time", "Extra time"),
    ("teaching.reports", "Reports"),
)


@dataclass(frozen=True)
class Page:
    """What base.html asks for; plain values, so that it renders when the database does not answer."""

    user: str | None
    theme: str
    place: str
    places: tuple[tuple[str, str], ...]
    menu: tuple[tuple[str, str], ...]
    here: str  # this page's path, to come back to after switching the theme


def safe_path(text: str | None) -> str | None:
    """`text` if it is a path on this site, else None. Browsers read `//` and `\\` as another site's start."""
    if not text or len(text) > 2000 or not text.startswith("/") or text.startswith("//"):
        return None
    return text if text.isascii() and text.isprintable() and "\\" not in text else None


def named(text: str) -> str:
    """An author or publisher, or nothing where the catalogue says that the text names none."""
    return "" if text.startswith("The text ") else text


def credit(document: Document) -> str:
    """Who wrote and published the document, so far as the text says."""
    return ", ".join(filter(None, (named(document.author), named(document.publisher))))


def viewer() -> Any | None:
    """The signed-in user; None for a visitor, and where the database cannot say who this is."""
    try:
        user = current_user._get_current_object()  # once, not at every attribute
        return user if user.is_authenticated else None
    except SQLAlchemyError:
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
        return None  # and nothing later in this request asks the database again


def page() -> Page:
    user = viewer()
    theme = user.theme if user else request.cookies.get(THEME_COOKIE, "")
    return Page(
        user=user.username if user else None,
        theme=theme if theme in THEMES else "system",
        place=request.blueprint or "",
        places=PLACES if user else OPEN_PLACES,
        menu=MENU + TEACHING if user and user.is_instructor else MENU,
        here=request.full_path.rstrip("?") if request.method == "GET" else "",
    )


def weekday(day: int) -> str:
    """A study day of the past week: "Mon"."""
    return f"{calendar_date(day):%a}"


def study_date(day: int) -> str:
    """A study day as a chart names it: "21 Nov"."""
    when = calendar_date(day)
    return f"{when.day} {when:%b}"


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"page": page()})
    app.jinja_env.globals.update(
        excerpt=excerpt, credit=credit, named=named, shown=shown, current_bank=current_bank
    )
    app.jinja_env.filters["study_date"] = study_date
    app.jinja_env.filters["weekday"] = weekday
