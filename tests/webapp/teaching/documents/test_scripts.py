"""Scripts in what an instructor brings in are words, wherever they are shown."""

from html.parser import HTMLParser

from flask.testing import FlaskClient

from tests.webapp.teaching.documents.bringing import approve, brought, fields_of, send

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea></title><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "javascript:alert(1)//&lt;b&gt;",
    "<!--<a href=https://evil.example>--!>",
    "</article></main><iframe srcdoc='<script>alert(1)</script>'>",
)
OURS = frozenset({"script", "link", "img", "svg", "iframe", "object", "embed", "base", "meta", "style"})


class Tags(HTMLParser):
    """Every element of a page that may run or load something, and every attribute that may."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        bad = [name for name, value in attrs if name.startswith("on") or name in ("style", "srcdoc")]
        links = [value for name, value in attrs if name in ("href", "src", "action", "formaction")]
        bad += [value for value in links if value and not value.startswith(("/", "#"))]
        self.found += [tag] if tag in OURS else []
        self.found += bad


def test_control_a_script_in_a_page_is_seen() -> None:
    assert Tags("<p onclick=x><a href='javascript:x'><svg></svg>").found == ["onclick", "javascript:x", "svg"]


def test_in_text_and_name_of_a_file_and_in_every_field(teacher: FlaskClient) -> None:
    known = Tags(teacher.get("/teaching/documents").text).found
    text = "The Harbour Treaty\n\n" + "\n\n".join(PAYLOADS)
    for number, payload in enumerate(PAYLOADS):
        name = payload.replace("/", "∕").replace('"', "”")  # a quote would end the name
        answer = send(teacher, text.encode(), f"{name}.txt")
        place = answer.headers["Location"]
        fields = dict.fromkeys(("title", "author", "publisher", "dated"), payload)
        pages = [
            teacher.get(place).text,
            approve(teacher, place, **fields, do="mark", words="no such words").text,
            approve(teacher, place, **fields, do="mark", words=payload, note=payload, slug=payload).text,
            teacher.get(place).text,
            approve(teacher, place, **fields, odd="0", slug=payload).text,
            teacher.get("/teaching/documents").text,
        ]
        answer = approve(teacher, place, **fields, odd="0", slug=f"harbour-{number}")
        assert answer.headers["Location"] == f"/library/harbour-{number}", payload
        public = teacher.get(answer.headers["Location"]).text
        pages += [public, teacher.get("/library").text, teacher.get("/teaching/documents").text]
        pages += [teacher.get(f"/library/harbour-{number}/coverage").text]
        for page in pages:
            assert Tags(page).found in (known, []), payload  # nothing at all on the way to another page
        assert "49" not in public.partition("<main")[2].partition("</main>")[0]


def test_in_a_pasted_text_that_is_refused(teacher: FlaskClient) -> None:
    known = Tags(teacher.get("/teaching/documents/new").text).found
    for payload in PAYLOADS:
        answer = teacher.post("/teaching/documents/new", data={"text": f"{payload}\u202e"})
        assert answer.status_code == 422 and Tags(answer.text).found == known, payload


def test_in_what_becomes_of_its_items(teacher: FlaskClient) -> None:
    approve(teacher, brought(teacher))
    place = brought(teacher, "\n\n".join(("Fish", *PAYLOADS)), "/teaching/documents/harbour-treaty/replace")
    approve(teacher, place, title=PAYLOADS[0])
    page = teacher.get(f"{place}/changes").text
    known = Tags(teacher.get("/teaching/documents").text).found
    assert Tags(page).found == known
    answer = teacher.post(f"{place}/changes", data=fields_of(page) | {"note": PAYLOADS[1]})
    assert Tags(teacher.get(answer.headers["Location"]).text).found == known
    held = teacher.get("/teaching/documents/harbour-treaty/held").text
    assert Tags(held).found == known
