"""Taking a quiz: its questions one by one, the answers as they are given, the summary, handing in.

Every form works as a plain form. With the header In-Place the script asks for the outcome alone.
"""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_security import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from webapp import attempts
from webapp.attempts import Saved, Sent, papers
from webapp.attempts.papers import Asked, Paper
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.slots import Given, given_in_words
from webapp.guards import signed_in
from webapp.memory.sealed import NOTHING, sealed
from webapp.page import IN_PLACE, safe_path
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.frame import Frame, milliseconds
from webapp.quizzes.sending import answer_of, base_of, key_of, unsaved_of, was
from webapp.quizzes.sheet import Sheet, palette, sheet, understood_of
from webapp.quizzes.sources import sources_of

CLOSED = "This attempt was over before your last answer arrived, so that answer is not in it."
LATE = "Time was up before your last answer arrived, so that answer is not in it."
STATUS = {"saved": 200, "stale": 409, "closed": 409, "late": 409, "other_body": 422}
REFUSED = 403


@bp.url_value_preprocessor
def sign_in_first(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Whoever is signed out is told so in place, where to sign in, before anything is said of the token of a
    page whose session has ended."""
    if IN_PLACE in request.headers and not current_user.is_authenticated:
        see = url_for("security.login", next=safe_path(urlsplit(request.referrer or "").path))
        abort(answer({"result": "sign_in", "see": see}, 401))


def answer(content: dict[str, Any], status: int = 200, deadline: datetime | None = None) -> Response:
    """An outcome for the script, with what time the server has."""
    response = jsonify(content)
    response.status_code = status
    response.headers["Server-Now"] = str(milliseconds(arrived()))
    response.headers["Deadline"] = "" if deadline is None else str(milliseconds(deadline))
    return response


def frame_of(paper: Paper) -> Frame:
    return Frame(paper, arrived(), ZoneInfo(current_user.time_zone))


def own_paper(attempt_id: UUID) -> Paper:
    return papers.paper(current_user.id, attempt_id) or abort(404)


def result_url(attempt_id: UUID) -> str:
    return url_for("quizzes.result", attempt_id=attempt_id)


def question_url(attempt_id: UUID, number: int) -> str:
    return url_for("quizzes.question", attempt_id=attempt_id, number=number)


@bp.get("/attempts/<uuid:attempt_id>/<int:number>")
@signed_in
def question(attempt_id: UUID, number: int) -> AnyResponse:
    """The question of this number; of a sequential quiz only the one that is open."""
    paper = own_paper(attempt_id)
    if not 1 <= number <= len(paper.slots):
        abort(404)
    if paper.state != "in_progress":
        return redirect(result_url(attempt_id), 303)
    if paper.quiz.sequential and number != paper.position + 1:
        return redirect(question_url(attempt_id, paper.position + 1), 303)
    if frame_of(paper).over:
        return redirect(url_for("quizzes.summary", attempt_id=attempt_id), 303)
    return show(sheet(paper, number - 1))


def show(asked: Sheet, status: int = 200, refused: str = "", missing: bool = False) -> AnyResponse:
    """The page of a question. `refused` says why the answer in it was not taken, beside the one that was;
    `missing`, that there is none to be checked."""
    bank, paper, item = current_bank(), asked.paper, asked.paper.items[asked.index]
    stored = paper.given[asked.index] or Given()
    kept = sealed(current_user, arrived(), but=paper.id) if asked.final else NOTHING
    back = question_url(paper.id, asked.number)
    page = render_template(
        "quizzes/question.html",
        frame=frame_of(paper),
        asked=asked,
        feedback=asked.feedback(bank.names, kept),
        item=item,
        sources=sources_of(item, bank, back, kept.documents) if asked.final else (),
        refused=refused,
        missing=missing,
        stored=given_in_words(asked.slot, asked.side, stored) or "nothing",
    )
    return Response(page, status)


@bp.post("/attempts/<uuid:attempt_id>/<int:number>")
@signed_in
def question_submit(attempt_id: UUID, number: int) -> AnyResponse:
    """Save the answer, then go where the button leads."""
    form = request.form
    slot, side = papers.question(current_user.id, attempt_id, number - 1) or abort(404)
    fixed = papers.asked(db.session.connection(), attempt_id) or abort(404)
    given = answer_of(form, slot, side, checks=bool(fixed.quiz.review.during))
    sent = Sent(number - 1, key_of(form.get("key")), base_of(form.get("base")), given)
    if sent.given != was(form, slot, side):
        saved = attempts.save(current_user.id, attempt_id, sent, arrived()) or abort(404)
        if IN_PLACE in request.headers:
            return outcome(attempt_id, sent, saved, understood_of(slot, side, sent.given))
        if saved.result != "saved":
            return refused(attempt_id, sent, saved)
    if form.get("flag") in ("on", "off"):
        attempts.set_flag(current_user.id, attempt_id, number - 1, form["flag"] == "on", arrived())
    if form.get("go") == "check" and fixed.quiz.review.during and not given.answered:
        return nothing_to_check(attempt_id, number - 1)
    return go_on(fixed, attempt_id, number, form.get("go", ""))


def outcome(attempt_id: UUID, sent: Sent, saved: Saved, understood: str) -> Response:
    """What came of an answer, for the script; the same bytes whenever the same answer is sent again."""
    content: dict[str, Any] = {"result": saved.result}
    match saved.result:
        case "saved":
            at = None if saved.saved_at is None else milliseconds(saved.saved_at)
            content |= {"slot": sent.slot + 1, "seq": saved.seq, "saved_at": at, "understood": understood}
        case "stale":
            stored = saved.stored or Given()
            content |= {"seq": saved.seq, "given": stored.given, "certainty": stored.certainty}
        case "closed" | "late":
            content |= {"see": result_url(attempt_id)}
        case "no_slot":
            abort(404)
    return answer(content, STATUS.get(saved.result, REFUSED), saved.deadline)


def refused(attempt_id: UUID, sent: Sent, saved: Saved) -> AnyResponse:
    """Without the script: the page again with what was typed, or on to where the attempt stands."""
    paper = own_paper(attempt_id)
    if saved.result in ("stale", "other_body") and is_open(paper, sent.slot):
        return show(sheet(paper, sent.slot, sent.given), STATUS[saved.result], refused=saved.result)
    if saved.result in ("closed", "late"):
        flash(LATE if saved.result == "late" else CLOSED, "warning")
        return redirect(result_url(attempt_id), 303)
    if saved.result == "final":
        flash("This answer was checked and is final.", "warning")
    elif paper.quiz.sequential:
        flash("This quiz goes forward only; that question is behind you.", "warning")
    return redirect(question_url(attempt_id, sent.slot + 1), 303)


def nothing_to_check(attempt_id: UUID, slot: int) -> AnyResponse:
    """Without the script: the page again, with what is missing said by the field."""
    paper = own_paper(attempt_id)
    asked = sheet(paper, slot)
    if is_open(paper, slot) and asked.may_check:
        return show(asked, 422, missing=True)
    return redirect(question_url(attempt_id, slot + 1), 303)


def is_open(paper: Paper, slot: int) -> bool:
    """Whether the question may be shown: a key used before is refused ahead of the order and of the end."""
    if paper.state != "in_progress" or frame_of(paper).over:
        return False
    return not paper.quiz.sequential or slot == paper.position


def go_on(fixed: Asked, attempt_id: UUID, number: int, go: str) -> AnyResponse:
    """Where a button of a question leads. In a sequential quiz the next question is opened by going there."""
    to = {"next": number + 1, "back": number - 1}.get(go, number)
    if go.isascii() and go.isdigit() and len(go) < 5:
        to = int(go)
    if go == "summary" or to > len(fixed.slots):
        return redirect(url_for("quizzes.summary", attempt_id=attempt_id), 303)
    to = max(1, to)
    if fixed.quiz.sequential and to == number + 1:
        attempts.go_to(current_user.id, attempt_id, to - 1, arrived())
    return redirect(question_url(attempt_id, to), 303)


@bp.post("/attempts/<uuid:attempt_id>/<int:number>/flag")
@signed_in
def flag_submit(attempt_id: UUID, number: int) -> AnyResponse:
    """Mark a question to come back to, or take the mark off."""
    on = request.form.get("flag") == "on"
    done = attempts.set_flag(current_user.id, attempt_id, number - 1, on, arrived())
    if done is None or done == "no_slot":
        abort(404)
    if IN_PLACE not in request.headers:
        return redirect(question_url(attempt_id, number), 303)
    if done in ("closed", "late"):
        return answer({"result": done, "see": result_url(attempt_id)}, 409)
    return answer({"result": done, "flag": on}, 200 if done == "done" else REFUSED)


@bp.get("/attempts/<uuid:attempt_id>/summary")
@signed_in
def summary(attempt_id: UUID) -> AnyResponse:
    """What is answered, flagged and left, before handing in."""
    paper = own_paper(attempt_id)
    if paper.state != "in_progress":
        return redirect(result_url(attempt_id), 303)
    sequential, at = paper.quiz.sequential, paper.position
    reachable = range(at, at + 1) if sequential else range(len(paper.slots))
    page = render_template(
        "quizzes/summary.html",
        frame=frame_of(paper),
        places=palette(paper),
        back=at + 1 if sequential else len(paper.slots),
        sequential=sequential,
        prompts={index + 1: paper.side(index).prompt for index in reachable},
    )
    return Response(page)


@bp.post("/attempts/<uuid:attempt_id>/submit")
@signed_in
def hand_in_submit(attempt_id: UUID) -> AnyResponse:
    """Close the attempt with the answers that were not saved yet. Done once, however often it is sent."""
    ask = partial(papers.question, current_user.id, attempt_id)
    unsaved = unsaved_of(request.form.get("unsaved"), ask)
    done = attempts.submit(current_user.id, attempt_id, unsaved, arrived()) or abort(404)
    see = result_url(attempt_id)
    if IN_PLACE not in request.headers:
        return redirect(see, 303)
    content = {
        "result": "submitted",
        "see": see,
        "submitted_at": milliseconds(done.submitted_at),
        "answered": done.answered,
        "items": done.items,
    }
    return answer(content)


@bp.get("/attempts/<uuid:attempt_id>/state")
@signed_in
def state(attempt_id: UUID) -> AnyResponse:
    """How the attempt stands, for its page to ask every 15 s: more time, answers from another device."""
    paper = own_paper(attempt_id)
    frame = frame_of(paper)
    content = {
        "state": paper.state,
        "deadline": None if paper.timing.deadline is None else milliseconds(paper.timing.deadline),
        "now": frame.now,
        "seqs": paper.seqs,
        "csrf_token": generate_csrf(),
        "timing": frame.timing,
        "until": frame.until,
        "see": result_url(attempt_id),
    }
    return answer(content, deadline=paper.timing.deadline)
