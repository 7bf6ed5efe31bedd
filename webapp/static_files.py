"""A static file's URL carries its hash: a new file is a new URL, and an unchanged one is never asked for twice."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request


@lru_cache(maxsize=256)
def version(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def init_app(app: Flask) -> None:
    folder = Path(str(app.static_folder))

    def current(filename: str) -> str | None:
        path = folder / filename
        return version(path, path.stat().st_mtime_ns) if path.is_file() else None

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (found := current(values["filename"])):
            values["v"] = found

    @app.after_request
    def cache(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            filename = (request.view_args or {}).get("filename", "")
            fresh = request.args.get("v") == current(filename)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return response
