"""Every route: who may enter, and an address that leads there."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from webapp import models
from webapp.db import db
from webapp.models import Attempt, Report

# A route that is not listed here fails test_routes.py: say who may enter.
ANYONE = """
    static script home.show library.index library.document library.deck library.print_deck
    security.login security.login_submit security.register security.register_submit security.logout
    security.forgot_password security.reset_password security.reset_password_submit
    accounts.first accounts.first_submit accounts.theme_submit accounts.keep_submit
""".split()
SIGNED_IN = """
    accounts.settings accounts.settings_submit accounts.data accounts.data_submit accounts.delete
    accounts.delete_submit accounts.notices accounts.notices_read_submit
    security.change_password security.change_password_submit
    practice.index practice.card practice.show_submit practice.rate_submit practice.undo_submit
    practice.bury_submit practice.suspend_submit practice.flag_submit practice.set_aside
    practice.restore_submit practice.report practice.report_submit progress.show
    quizzes.index quizzes.new quizzes.new_submit quizzes.start quizzes.start_submit quizzes.withdraw_submit
    quizzes.question quizzes.question_submit quizzes.flag_submit quizzes.summary quizzes.hand_in_submit
    quizzes.state quizzes.result quizzes.print_result quizzes.study_submit
""".split()
INSTRUCTORS = """
    library.coverage teaching.reports teaching.answer_submit teaching.close_submit teaching.reopen_submit
    teaching.decks teaching.new_deck_submit teaching.upload_deck_submit teaching.deck teaching.check_submit
    teaching.discard_submit teaching.passage teaching.insert_submit teaching.review teaching.base_submit
    teaching.publish_submit teaching.versions teaching.restore_submit teaching.withdraw_deck
    teaching.withdraw_submit
    teaching.documents teaching.document_new teaching.document_new_submit
    teaching.document_replace teaching.document_replace_submit teaching.document_upload
    teaching.document_upload_submit teaching.document_discard_submit teaching.document_changes
    teaching.document_changes_submit teaching.document_held teaching.document_held_submit
    teaching.document_versions_page teaching.document_restore_submit
    quizzes.set_quiz quizzes.set_submit quizzes.edit quizzes.edit_submit quizzes.attempts quizzes.scores
    quizzes.extend_submit quizzes.void_submit quizzes.regrade quizzes.regrade_submit
    quizzes.extra_time quizzes.extra_time_submit
""".split()
ROLES = ("visitor", "student", "instructor", "administrator")
MAY_ENTER = (
    dict.fromkeys(ANYONE, set(ROLES))
    | dict.fromkeys(SIGNED_IN, set(ROLES) - {"visitor"})
    | dict.fromkeys(INSTRUCTORS, {"instructor", "administrator"})
)


def rules(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def address(app: Flask, rule: Rule) -> str:
    """The rule with things that are there in its places."""
    bank = app.extensions["bank"]
    item = next(iter(bank.items.values()))
    with app.app_context():
        report = db.session.scalar(select(Report.id))
        attempt = db.session.scalar(select(Attempt.id))
        key = db.session.scalar(select(models.Quiz.key))
        upload = db.session.scalar(select(models.Upload.id))
    places = {
        "filename": "footnote.css",
        "slug": next(iter(bank.documents_by_slug)),
        "deck_id": item.deck,
        "deck": item.deck,
        "report_id": report,
        "token": "a-token",
        "key": key,
        "attempt_id": attempt,
        "upload_id": upload or UUID(int=0),
        "number": 1,
    }
    path = app.url_map.bind("localhost").build(rule.endpoint, {name: places[name] for name in rule.arguments})
    return path + (f"?card={item.deck}/{item.id}/forward" if rule.endpoint == "practice.report" else "")
