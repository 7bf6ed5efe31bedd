"""Bringing in a document over HTTP, as a browser without JavaScript does it."""

import io
import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

NEW = "/teaching/documents/new"
TREATY = (
    "The Harbour Treaty\n\n"
    "On 3 March 2021 the two towns signed the Harbour Treaty in Port Alba.\n\n"
    "Mayor Ida Berg called it a bridge of 12 kilometres.\n\n"
    "Read also: the lighthouse of Port Alba.\n"
)


def paste(client: FlaskClient, text: str = TREATY, path: str = NEW) -> TestResponse:
    return post(client, path, {"text": text})


def send(client: FlaskClient, data: bytes, name: str = "treaty.txt", path: str = NEW) -> TestResponse:
    return post(client, path, {"file": (io.BytesIO(data), name)})


def post(client: FlaskClient, path: str, data: dict[str, Any]) -> TestResponse:
    answer = client.post(path, data=data, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the client leaves a large body open
    return answer


def brought(client: FlaskClient, text: str = TREATY, path: str = NEW) -> str:
    """The address of the page where the text waits."""
    answer = paste(client, text, path)
    assert answer.status_code == 303, errors_of(answer)
    return str(answer.headers["Location"])


def errors_of(answer: TestResponse) -> list[str]:
    return [unescape(words) for words in re.findall(r'class="error"[^>]*>(.*?)</span>', answer.text)]


def approve(client: FlaskClient, place: str, **over: Any) -> TestResponse:
    fields = {
        "title": "The Harbour Treaty",
        "author": "Ida Berg",
        "publisher": "",
        "dated": "3 March 2021",
        "slug": "harbour-treaty",
        "kind": "teaser",
        "do": "publish",
    }
    return client.post(place, data={**fields, **over})


def fields_of(page: str, tick: bool = False) -> dict[str, Any]:
    """What the page's form sends: its hidden fields, and every box if they are ticked."""
    base = re.search(r'name="base" value="([^"]*)"', page)
    boxes = [unescape(value) for value in re.findall(r'name="confirm" value="([^"]*)"', page)]
    return ({"base": base[1]} if base else {}) | ({"confirm": boxes} if tick else {})


def words_of(page: str) -> str:
    """The page without its spans."""
    return re.sub(r"</?span[^>]*>|</?b>", "", page)
