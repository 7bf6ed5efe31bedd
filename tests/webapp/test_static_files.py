"""Static files: a URL carries its file's hash, and all scripts are one file."""

from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from webapp.static_files import joined, script_files


def test_a_current_url_is_kept_for_ever(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        urls = [url_for("static", filename="footnote.css"), url_for("script")]
    for url in urls:
        with client.get(url) as response:
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "url", ["/static/footnote.css?v=000000000000", "/static/footnote.js", "/static/app.js"]
)
def test_any_other_url_is_asked_about_anew(client: FlaskClient, url: str) -> None:
    with client.get(url) as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-cache"


def test_the_script_holds_every_script_of_ours(app: Flask, client: FlaskClient) -> None:
    script = client.get("/static/footnote.js").text
    files = script_files(Path(str(app.static_folder)))
    assert "app.js" in [file.name for file in files]
    assert all(file.read_text("utf-8") in script for file in files)


def test_the_names_of_two_scripts_never_meet(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("const same = 1;\n")
    text = joined(tuple((file, 0) for file in sorted(tmp_path.glob("*.js")))).decode()
    assert text == "{\nconst same = 1;\n}\n{\nconst same = 1;\n}"
