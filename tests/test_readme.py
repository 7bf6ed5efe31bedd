"""The README says what is so."""

import re
from pathlib import Path

from webapp.accounts.commands import user
from webapp.publishing.commands import bank

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
OF_REQUESTS = {"CONTENT_LENGTH", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD"}  # WSGI's environ, not ours
READ = re.compile(r"""\b(?:environ(?:\.get\(|\[)|getenv\()["'](\w+)["']""")


def test_every_setting_the_app_reads_is_in_the_table_and_no_other() -> None:
    read = {name for path in ROOT.glob("webapp/**/*.py") for name in READ.findall(path.read_text())}
    table = README.split("### Configuration")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == read - OF_REQUESTS


def test_every_make_target_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_file_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", README)
    assert links and all((ROOT / link).exists() for link in links)


def test_every_command_the_readme_names_exists() -> None:
    page = README + (ROOT / "docs" / "instructors.md").read_text()
    known = {group.name: set(group.commands) for group in (bank, user)}
    named = re.findall(r"flask --app webapp (bank|user) ([a-z][a-z-]+)", page)
    assert {group for group, _ in named} == known.keys()
    assert [(group, name) for group, name in named if name not in known[group]] == []
    assert {name for group, name in named if group == "bank"} == known["bank"]


def test_every_place_of_the_map_of_the_code_exists() -> None:
    table = README.split("## Map of the code")[1].split("\n### ")[0]
    places = re.findall(r"^\| `([\w/.]+)`", table, re.MULTILINE)
    assert len(places) > 15 and [place for place in places if not (ROOT / place).exists()] == []
