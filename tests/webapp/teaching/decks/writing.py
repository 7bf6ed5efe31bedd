"""Writing a deck over HTTP, as a browser without JavaScript does it."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

IN_PLACE = {"In-Place": "1"}  # what the page's script sends


class Writing:
    """A tab with the editor of a deck: it sends what its page holds."""

    def __init__(self, client: FlaskClient, deck: str = "mill") -> None:
        self.client, self.deck = client, deck
        self.page = ""
        self.fields: dict[str, str] = {}

    @property
    def path(self) -> str:
        return f"/teaching/decks/{self.deck}"

    @property
    def text(self) -> str:
        return self.fields["text"]

    def open(self) -> "Writing":
        answer = self.client.get(self.path)
        assert answer.status_code == 200, answer.status_code
        return self.hold(answer)

    def hold(self, answer: TestResponse) -> "Writing":
        """The page that came, and what its form would send."""
        self.page = answer.text
        form = self.page[self.page.index('id="deck-form"') :].split("</form>")[0]
        names = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        text = re.search(r'<textarea id="text"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL)
        assert text
        self.fields = {name: unescape(value) for name, value in names} | {"text": unescape(text[1])}
        return self

    def send(self, text: str | None = None, **more: Any) -> TestResponse:
        """Press “Check and save” on a text."""
        headers = more.pop("headers", None)
        sent = self.fields | ({} if text is None else {"text": text}) | more
        sent["text"] = sent["text"].replace("\n", "\r\n")  # as forms do
        path = f"{self.path}/check"
        return self.client.post(path, data=sent, content_type="multipart/form-data", headers=headers)

    def check(self, text: str) -> "Writing":
        """Send the text and follow to the page that comes."""
        answer = self.send(text)
        assert answer.status_code == 303, answer.status_code
        return self.hold(self.client.get(answer.headers["Location"]))

    def in_place(self, text: str) -> TestResponse:
        """As the page's script sends it; the draft's new number is taken over."""
        answer = self.send(text, headers=IN_PLACE)
        rev = re.search(r'id="checked"[^>]* data-rev="(\d+)"', answer.text)
        if answer.status_code == 200 and rev:
            self.fields |= {"rev": rev[1], "text": text}
        return answer

    def review(self) -> str:
        answer = self.client.get(f"{self.path}/review")
        assert answer.status_code == 200
        return answer.text

    def publish(self, **choices: str) -> TestResponse:
        """Press “Publish” on the review, with these choices."""
        page = self.review()
        form = page[page.index('id="publish"') :].split("</form>")[0] if 'id="publish"' in page else ""
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        sent: dict[str, Any] = {}
        for name, value in hidden:
            sent.setdefault(name, []).append(unescape(value))
        return self.client.post(f"{self.path}/publish", data=sent | choices)


def problems_in(page: str) -> list[str]:
    """Each problem in words, as the page has it."""
    found = re.findall(r'<li class="problem[^"]*"><p>(.*?)</p>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in found]


def words_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
