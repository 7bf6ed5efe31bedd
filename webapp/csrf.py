"""The token in every form, which another site's page does not know."""

from collections import OrderedDict
from hmac import compare_digest

from flask import Flask
from flask.globals import app_ctx, request_ctx
from flask_wtf import CSRFProtect

TOKEN = "csrf_token"  # the field, and the session's key
MOST, LONGEST = 4096, 200  # tokens remembered, and characters of one


class Tokens(CSRFProtect):  # type: ignore[misc]
    """Looks once at the signature of a token, which a page of practice hands on to the next; at whether it is
    this session's, each time. Tokens have no age here: WTF_CSRF_TIME_LIMIT is None."""

    def __init__(self) -> None:
        super().__init__()
        self._signed: OrderedDict[str, str] = OrderedDict()  # what each token stands for

    def protect(self, apply_exemptions: bool = False) -> None:
        asked = request_ctx.request
        if asked.method != "POST" or asked.is_secure:  # where it is, the referrer counts, too
            super().protect(apply_exemptions)
            return
        sent, of_session = asked.form.get(TOKEN, ""), request_ctx.session.get(TOKEN, "")
        stands_for = self._signed.get(sent)
        if stands_for is not None and compare_digest(stands_for, of_session):
            app_ctx.g.csrf_valid = True
            return
        super().protect(apply_exemptions)
        # It comes back without a look, too, where there is nothing to protect: an address that is not there.
        if app_ctx.g.get("csrf_valid") and 0 < len(sent) <= LONGEST:
            self._signed[sent] = of_session
            if len(self._signed) > MOST:
                self._signed.popitem(last=False)


def init_app(app: Flask) -> None:
    Tokens().init_app(app)
