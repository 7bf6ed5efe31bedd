"""Security headers on every response, errors and static files included."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from webapp.page import viewer
from webapp.static_files import STATIC_FILES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


class SecuredResponse(Response):
    """Sends the security headers beside its own."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        secured = HEADERS | HTTPS if environ["wsgi.url_scheme"] == "https" else HEADERS

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            own = {name.lower() for name, _ in headers}
            beside = [(name, value) for name, value in secured.items() if name.lower() not in own]
            return start_response(status, headers + beside, *error)

        return super().__call__(environ, start)


def init_app(app: Flask) -> None:
    app.response_class = SecuredResponse

    @app.after_request
    def add(response: Response) -> Response:
        if request.endpoint not in STATIC_FILES:
            response.headers["Cache-Control"] = "no-store" if is_private(response) else "no-cache"
        return response


def is_private(response: Response) -> bool:
    """Whether a copy of this response may be kept by nobody."""
    return response.status_code >= 500 or "Set-Cookie" in response.headers or viewer() is not None
