"""What a form may send. A field that no page of ours has is refused before any view reads it, whoever planted
it and whatever it is named.

Stale pages are not refused: when a field leaves a page, its name stays here, for somebody may be in the
middle of a quiz while the site is brought up to date.
"""

import re
from functools import cache

from flask import Flask, current_app
from flask.globals import request_ctx
from werkzeug.exceptions import BadRequest

EVERYWHERE = "csrf_token"
BODIES = ("", "application/x-www-form-urlencoded", "multipart/form-data")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

CARD = """
    card line rev fingerprint at of side typed anyway rating flag
    document deck kind attempt done new ahead
"""
EDITOR = "text rev base base_hash item line then"
BROUGHT = "file text"
QUIZ = """
    version do title description opens closes minutes attempts counts unseen_first stratified shuffled
    sequential ways reverse open_book pass_mark points penalty certainty date_credit
    during just_after later after_close
    draws-#-count draws-#-documents draws-#-decks draws-#-kinds draws-#-tags draws-#-items
"""
# By endpoint; # is a number, * anything. An endpoint that is not here takes no field.
FIELDS = {
    "accounts.data_submit": "username password",
    "accounts.delete_submit": "name password",
    "accounts.first_submit": "username email password time_zone",
    "accounts.keep_submit": "token",
    "accounts.notices_read_submit": "id next",
    "accounts.settings_submit": """
        time_zone day_start new_per_day reviews_per_day retention quiz_evidence theme email
    """,
    "accounts.theme_submit": "theme next",
    "security.change_password_submit": "username current password",
    "security.login_submit": "identity password remember next",
    "security.register_submit": "username email password time_zone next",
    "security.reset_password_submit": "username password",
    "practice.bury_submit": CARD,
    "practice.flag_submit": CARD,
    "practice.rate_submit": CARD,
    "practice.restore_submit": CARD,
    "practice.show_submit": CARD,
    "practice.suspend_submit": CARD,
    "practice.undo_submit": CARD,
    "practice.report_submit": CARD + "back reason comment",
    "quizzes.new_submit": "do title count documents decks kinds minutes feedback ways reverse",
    "quizzes.set_submit": QUIZ,
    "quizzes.edit_submit": QUIZ,
    "quizzes.withdraw_submit": "offered",
    "quizzes.question_submit": "key base was given certainty clear go flag",
    "quizzes.flag_submit": "flag",
    "quizzes.hand_in_submit": "unsaved",
    "quizzes.study_submit": "press",
    "quizzes.extend_submit": "extension minutes reason",
    "quizzes.void_submit": "void-reason",
    "quizzes.regrade_submit": "reason",
    "quizzes.extra_time_submit": "username percent",
    "teaching.answer_submit": "answer close",
    "teaching.new_deck_submit": "document",
    "teaching.upload_deck_submit": BROUGHT,
    "teaching.check_submit": EDITOR,
    "teaching.insert_submit": "document start end mention",
    "teaching.base_submit": "rev number hash",
    "teaching.publish_submit": "rev hash version asked note regrade-*",
    "teaching.restore_submit": "number",
    "teaching.document_new_submit": BROUGHT,
    "teaching.document_replace_submit": BROUGHT,
    "teaching.document_upload_submit": """
        do title author publisher dated slug odd words kind note everywhere
    """,
    "teaching.document_changes_submit": "base confirm note",
    "teaching.document_held_submit": "confirm",
}


class UnknownField(BadRequest):
    """A form came with a field that is not its own."""


@cache
def known(endpoint: str) -> re.Pattern[str]:
    """The names that this endpoint's forms have."""
    names = [EVERYWHERE, *FIELDS.get(endpoint, "").split()]
    plain = (re.escape(name).replace(r"\#", "[0-9]{1,3}").replace(r"\*", ".{1,100}") for name in names)
    return re.compile("|".join(plain), re.DOTALL)


def refuse_unknown() -> None:
    """Raises UnknownField where a form has a field that is not its own, BadRequest where it is no form."""
    sent = request_ctx.request  # once, not at every attribute
    if sent.method not in UNSAFE or sent.endpoint is None:
        return
    if sent.mimetype not in BODIES:
        raise BadRequest("Only forms are read here.")
    mine = known(sent.endpoint)
    unknown = sorted(name for name in {*sent.form, *sent.files} if not mine.fullmatch(name))
    if unknown:
        shown = ", ".join(ascii(name[:40]) for name in unknown[:5])
        current_app.logger.warning("refused a form for %s with the field %s", sent.endpoint, shown)
        raise UnknownField("The form has a field that is not its own.")


def init_app(app: Flask) -> None:
    app.before_request(refuse_unknown)
