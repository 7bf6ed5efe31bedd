"""A static file's URL carries its hash: a new file is a new URL, an unchanged one is never asked for twice.

Our scripts go out as one file, joined when asked for: no build step, and one request instead of three.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

STATIC_FILES = ("static", "script")  # endpoints


@lru_cache(maxsize=256)
def version(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def script_files(folder: Path) -> list[Path]:
    """What the script is joined from: every script of ours, by name."""
    return sorted(folder.glob("*.js"))


@lru_cache(maxsize=8)
def joined(files: tuple[tuple[Path, int], ...]) -> bytes:
    """The script. Each of our files is a block of its own, so that their names never meet."""
    return "\n".join("{\n" + path.read_text("utf-8") + "}" for path, _modified in files).encode()


def init_app(app: Flask) -> None:
    folder = Path(str(app.static_folder))

    def script_text() -> bytes:
        return joined(tuple((path, path.stat().st_mtime_ns) for path in script_files(folder)))

    def current(endpoint: str | None, values: dict[str, Any]) -> str | None:
        if endpoint == "script":
            return hashlib.sha256(script_text()).hexdigest()[:12]
        path = folder / values.get("filename", "")
        return version(path, path.stat().st_mtime_ns) if path.is_file() else None

    @app.get("/static/footnote.js")
    def script() -> Response:
        return Response(script_text(), mimetype="text/javascript")

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in STATIC_FILES and (found := current(endpoint, values)):
            values["v"] = found

    @app.after_request
    def cache(response: Response) -> Response:
        if request.endpoint in STATIC_FILES and response.status_code == 200:
            fresh = request.args.get("v") == current(request.endpoint, request.view_args or {})
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return response
