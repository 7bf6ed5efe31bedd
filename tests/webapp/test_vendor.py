"""Vendored files: each is listed with its hash and its licence, and is what the list says."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import webapp
from tools import vendor

FOLDER = Path(webapp.__file__).parent / "static" / "vendor"


def check(folder: Path) -> list[str]:
    """What is wrong with a folder of vendored files."""
    listed = {
        f"{package['folder']}/{name}": digest
        for package in json.loads((folder / "vendor.json").read_text())
        for name, digest in package["files"].items()
    }
    there = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    names = sorted(listed.keys() | there.keys())
    return [name for name in names if listed.get(name) != there.get(name)]


def test_every_vendored_file_is_the_listed_one() -> None:
    assert check(FOLDER) == []


@pytest.mark.parametrize("change", ["edited", "unlisted", "missing"])
def test_control_a_changed_folder_is_noticed(tmp_path: Path, change: str) -> None:
    (tmp_path / "htmx").mkdir()
    for path in [*FOLDER.glob("htmx/*"), FOLDER / "vendor.json"]:
        (tmp_path / path.relative_to(FOLDER)).write_bytes(path.read_bytes())
    assert check(tmp_path) == []
    file = tmp_path / "htmx" / ("more.js" if change == "unlisted" else "htmx.min.js")
    file.unlink() if change == "missing" else file.write_text("changed")
    assert len(check(tmp_path)) == 1


def test_the_list_is_of_the_versions_the_tool_fetches() -> None:
    listed = json.loads((FOLDER / "vendor.json").read_text())
    assert [(p["name"], p["version"], p["integrity"]) for p in listed] == [
        (p.name, p.version, p.integrity) for p in vendor.PACKAGES
    ]


def test_each_package_brings_its_licence() -> None:
    for package in vendor.PACKAGES:
        assert "LICENSE" in package.files.values()
        assert package.licence in ("0BSD", "MIT", "ISC", "Apache-2.0", "BSD-3-Clause")


def test_an_archive_with_other_bytes_is_refused() -> None:
    assert vendor.integrity(b"other bytes") != vendor.PACKAGES[0].integrity
    assert re.fullmatch(r"sha512-[\w+/]{86}==", vendor.integrity(b""))
