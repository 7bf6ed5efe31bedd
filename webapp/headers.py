"""Security headers on every response, errors and static files included."""

from flask import Flask, Response, request

from webapp.page import viewer

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


def init_app(app: Flask) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        own = {name.lower() for name, _ in headers}
        headers.extend((name, value) for name, value in HEADERS.items() if name.lower() not in own)
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint not in ("static", "script"):
            headers["Cache-Control"] = "no-store" if is_private(response) else "no-cache"
        return response


def is_private(response: Response) -> bool:
    """Whether a copy of this response may be kept by nobody."""
    return response.status_code >= 500 or "Set-Cookie" in response.headers or viewer() is not None
