"""What the pages of a person lead to: every kind of page that is linked, and every form on them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

Fields = list[tuple[str, str]]
TICKED = "confirm"  # a form whose boxes are all empty does nothing


@dataclass
class Form:
    """A form as it stands: what a browser sends of it, and its buttons, each with where it posts to."""

    action: str
    fields: Fields = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, Fields]] = field(default_factory=list)

    def posts(self) -> Iterator[tuple[str, Fields]]:
        """What each button sends, and where."""
        for place, more in self.buttons or [(self.action, [])]:
            yield place, self.fields + more


class Reader(HTMLParser):
    """The links and the posting forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.area: str | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"].partition("#")[0])
        if tag == "form":
            posts = values.get("method", "get").lower() == "post"
            self.inside = Form(values.get("action", "").partition("#")[0]) if posts else None
            self.forms += [self.inside] if self.inside else []
        form, name = self.inside, values.get("name", "")
        if form is None:
            return
        form.names |= {name} - {""}
        if tag == "button":
            place = values.get("formaction", form.action).partition("#")[0]
            form.buttons.append((place, [(name, values.get("value", ""))] if name else []))
        elif tag == "textarea":
            self.area = name
            form.fields.append((name, ""))
        elif tag == "select":
            self.select = (name, [])
        elif tag == "option" and self.select:
            self.select[1].append((values.get("value", ""), "selected" in values))
        elif tag == "input" and name:
            kind = values.get("type", "text")
            if kind not in ("checkbox", "radio", "file") or "checked" in values or name == TICKED:
                form.fields.append((name, values.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self.area is not None and self.inside:
            self.inside.fields[-1] = (self.area, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        elif tag == "select" and self.select and self.inside:
            name, options = self.select
            chosen = [value for value, selected in options if selected] or [options[0][0]]
            self.inside.fields.append((name, chosen[0]))
            self.select = None
        elif tag == "form":
            self.inside = None


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str | None:
    try:
        found: str = app.url_map.bind("localhost").match(urlsplit(path).path, method)[0]
    except (HTTPException, RequestRedirect):
        return None
    return found


def walk(app: Flask, client: FlaskClient, begin: Iterable[str]) -> dict[str, str]:
    """Every kind of page that links lead to, by its address, as this browser gets it."""
    to_ask, kinds, pages = list(begin), set(), {}
    while to_ask:
        path = to_ask.pop(0)
        parts = urlsplit(path)
        kind = (
            path if path in begin else (endpoint_of(app, path), *sorted(n for n, _ in parse_qsl(parts.query)))
        )
        if kind in kinds or not endpoint_of(app, path) or parts.path.startswith("/static/"):
            continue
        kinds.add(kind)
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code < 500, path
        pages[path] = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        to_ask += Reader(pages[path]).links
    return pages


def words_of(page: str) -> str:
    """The page's main part without tokens."""
    main = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    return re.sub(r'value="[^"]*"', "", main)
