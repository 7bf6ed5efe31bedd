"""The README says what is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
READ = re.compile(r"""\b(?:environ(?:\.get\(|\[)|getenv\()["'](\w+)["']""")


def test_every_setting_the_app_reads_is_in_the_table_and_no_other() -> None:
    read = {name for path in ROOT.glob("webapp/**/*.py") for name in READ.findall(path.read_text())}
    table = README.split("### Configuration")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == read


def test_every_make_target_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_file_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", README)
    assert links and all((ROOT / link).exists() for link in links)
