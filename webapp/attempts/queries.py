"""The statements of attempts, each built once: on the hot path building them costs more than running them."""

from sqlalchemy import Uuid, and_, bindparam, func, insert, or_, select, text, true, update

from webapp.db import UTCDateTime
from webapp.memory.release import CLOSES_NOW
from webapp.models import (
    AnswerEvent,
    Attempt,
    Audit,
    Card,
    Extension,
    GradingRun,
    Quiz,
    QuizVersion,
    SlotScore,
    User,
    Wording,
)

tables = Attempt.metadata.tables
attempt, event, run, score = (
    tables[model.__tablename__] for model in (Attempt, AnswerEvent, GradingRun, SlotScore)
)
quiz, version, extension, audit = (
    tables[model.__tablename__] for model in (Quiz, QuizVersion, Extension, Audit)
)
user, card, wording = (tables[model.__tablename__] for model in (User, Card, Wording))

ID = attempt.c.id == bindparam("attempt", type_=Uuid)
OWNER = attempt.c.user_id == bindparam("user")
OPEN = text("attempt.state = 'in_progress'")  # in these words, for the partial index to be used

# --- reading an attempt -------------------------------------------------------------------------------

# What a change of an attempt may set; the rest stays as it was at the start.
CHANGEABLE = (
    "state",
    "close_reason",
    "position",
    "flags",
    "deadline_at",
    "last_event_at",
    "submitted_at",
    "run",
    "score",
    "out_of",
    "failures",
    "retry_at",
)
ROW = (
    attempt.c.id,
    attempt.c.user_id,
    attempt.c.quiz_id,
    attempt.c.quiz_version_id,
    attempt.c.number,
    attempt.c.rev,
    attempt.c.started_at,
    attempt.c.extra_time,
    *(attempt.c[name] for name in CHANGEABLE),
)
# First of all on PostgreSQL, so that one at a time changes an attempt; on SQLite the transaction itself holds
# the only lock there is.
LOCK = select(*ROW).where(ID).with_for_update(key_share=True)
LOCK_OWN = select(*ROW).where(ID, OWNER).with_for_update(key_share=True)
LOCK_FREE = select(*ROW).where(ID).with_for_update(key_share=True, skip_locked=True)
ASKED = select(attempt.c.user_id, attempt.c.quiz_version_id, attempt.c.slots).where(ID)
VERSION = select(version.c.content).where(version.c.id == bindparam("version"))
EXTENDED = (
    select(func.coalesce(func.sum(extension.c.minutes), 0))
    .where(extension.c.attempt_id == attempt.c.id)
    .correlate(attempt)
    .scalar_subquery()
)
PAPER = (
    select(
        *ROW,
        attempt.c.expected,
        EXTENDED.label("extended"),
        CLOSES_NOW,
        quiz.c.key,
        quiz.c.origin,
        quiz.c.owner_id,
    )
    .select_from(attempt.join(quiz, quiz.c.id == attempt.c.quiz_id))
    .where(ID)
)
CLOSE = select(CLOSES_NOW).select_from(attempt).where(ID)
WORDINGS = select(wording.c.fingerprint, wording.c.content).where(
    wording.c.fingerprint.in_(bindparam("fingerprints", expanding=True))
)

# --- answers ------------------------------------------------------------------------------------------

newest = (
    select(event.c.slot, func.max(event.c.seq).label("seq"))
    .where(event.c.attempt_id == bindparam("attempt", type_=Uuid))
    .group_by(event.c.slot)
    .subquery()
)
CURRENT = (
    select(event.c.slot, event.c.seq, event.c.body)
    .select_from(event.join(newest, and_(event.c.slot == newest.c.slot, event.c.seq == newest.c.seq)))
    .where(event.c.attempt_id == bindparam("attempt", type_=Uuid))
)
ANSWERS = ("slot", "seq", "client_key", "body", "body_hash", "received_at")
by_slot = (
    select(*(event.c[name] for name in ANSWERS))
    .where(event.c.attempt_id == bindparam("attempt", type_=Uuid), event.c.slot == bindparam("slot"))
    .order_by(event.c.seq.desc())
    .limit(1)
    .subquery()
)
# The answer that already carries this key, and the current one of the slot; they may be the same.
ANSWER = (
    select(*(event.c[name] for name in ANSWERS))
    .where(
        event.c.attempt_id == bindparam("attempt", type_=Uuid),
        event.c.client_key == bindparam("key", type_=Uuid),
    )
    .union_all(select(by_slot))
)
INSERT_ANSWER = insert(event)

# --- changing an attempt ------------------------------------------------------------------------------

CHANGE = (
    update(attempt)
    .where(
        ID,
        attempt.c.state == bindparam("from_state"),
        attempt.c.rev == bindparam("from_rev"),
    )
    .values(
        {
            attempt.c.rev: attempt.c.rev + 1,
            **{attempt.c[name]: bindparam(f"new_{name}") for name in CHANGEABLE},
        }
    )
)
# Of a save, the hot path, only what it changes.
TOUCH = (
    update(attempt)
    .where(ID, OPEN, attempt.c.rev == bindparam("from_rev"))
    .values(rev=attempt.c.rev + 1, last_event_at=bindparam("at", type_=UTCDateTime))
)
INSERT_RUN = insert(run)
INSERT_SCORES = insert(score)
INSERT_AUDIT = insert(audit)
INSERT_EXTENSION = insert(extension)
GIVEN_EXTENSION = select(extension.c.attempt_id).where(extension.c.id == bindparam("extension", type_=Uuid))
EXTENDED_BY = select(func.coalesce(func.sum(extension.c.minutes), 0)).where(
    extension.c.attempt_id == bindparam("attempt", type_=Uuid)
)

# --- beginning ----------------------------------------------------------------------------------------

OPEN_ATTEMPT = select(attempt.c.id, attempt.c.deadline_at, attempt.c.last_event_at).where(
    OWNER, attempt.c.quiz_id == bindparam("quiz"), OPEN
)
OFFER = (  # the quiz, its current version, and how far this learner is with it
    select(
        quiz.c.withdrawn,
        quiz.c.origin,
        version.c.id.label("version_id"),
        version.c.content,
        select(func.coalesce(func.max(attempt.c.number), 0))
        .where(OWNER, attempt.c.quiz_id == quiz.c.id)
        .correlate(quiz)
        .scalar_subquery()
        .label("last"),
        select(func.count())
        .select_from(attempt)
        .where(OWNER, attempt.c.quiz_id == quiz.c.id, attempt.c.state != "voided")
        .correlate(quiz)
        .scalar_subquery()
        .label("taken"),
    )
    .select_from(quiz.join(version, and_(version.c.quiz_id == quiz.c.id, version.c.number == quiz.c.version)))
    .where(quiz.c.id == bindparam("quiz"))
)
SEEN = (  # what earlier attempts asked; more than so many of them nobody remembers
    select(attempt.c.slots).where(OWNER).order_by(attempt.c.started_at.desc()).limit(200)
)
SEAL = update(user).where(user.c.id == bindparam("user_id")).values(sealed=true())
INSERT_ATTEMPT = insert(attempt)

LEARNER = select(
    user.c.id,
    user.c.time_zone,
    user.c.day_start,
    user.c.new_per_day,
    user.c.reviews_per_day,
    user.c.retention,
    user.c.quiz_evidence,
    user.c.extra_time,
).where(user.c.id == bindparam("user"))
SET_EXTRA_TIME = update(user).where(user.c.id == bindparam("user_id")).values(extra_time=bindparam("percent"))

MEMORY = ("stage", "step", "stability", "difficulty", "last_day", "due_day", "due_at", "reps", "lapses")
CARDS = select(card.c.deck, card.c.item, card.c.direction, *(card.c[name] for name in MEMORY)).where(
    card.c.user_id == bindparam("user"),
    card.c.stage != "new",
    card.c.deck.in_(bindparam("decks", expanding=True)),
)

# --- sweeping and regrading ---------------------------------------------------------------------------

READY = or_(attempt.c.retry_at.is_(None), attempt.c.retry_at <= bindparam("now", type_=UTCDateTime))
OVERDUE = select(attempt.c.id).where(
    OPEN, attempt.c.deadline_at < bindparam("before", type_=UTCDateTime), READY
)
UNGRADED = select(attempt.c.id).where(text("attempt.state = 'submitted'"), READY)
FAILED = (
    update(attempt)
    .where(ID, READY)  # of two processes that failed at it at once, one counts
    .values(failures=attempt.c.failures + 1, retry_at=bindparam("again", type_=UTCDateTime))
)
GRADED_OF = (
    select(
        attempt.c.id,
        attempt.c.user_id,
        attempt.c.number,
        attempt.c.run,
        attempt.c.score,
        User.shown_name.label("username"),
    )
    .select_from(attempt.join(user, user.c.id == attempt.c.user_id))
    .where(attempt.c.quiz_id == bindparam("quiz"), attempt.c.state == "graded")
    .order_by(user.c.username, attempt.c.number)
)
SCORES = select(
    score.c.slot,
    score.c.seq,
    score.c.fingerprint,
    score.c.outcome,
    score.c.share,
    score.c.score,
    score.c.out_of,
    score.c.why,
).where(score.c.attempt_id == bindparam("attempt", type_=Uuid), score.c.run == bindparam("run"))
LAST_RUN = select(func.max(run.c.number)).where(run.c.attempt_id == bindparam("attempt", type_=Uuid))
# Of all graded attempts at a quiz at once: what they asked, what was answered, what it got.
ASKED_OF = GRADED_OF.add_columns(attempt.c.quiz_version_id, attempt.c.slots)
VERSIONS = select(version.c.id, version.c.content).where(version.c.quiz_id == bindparam("quiz"))
IN_GRADED = and_(attempt.c.quiz_id == bindparam("quiz"), attempt.c.state == "graded")
newest_of = (
    select(event.c.attempt_id, event.c.slot, func.max(event.c.seq).label("seq"))
    .select_from(event.join(attempt, attempt.c.id == event.c.attempt_id))
    .where(IN_GRADED)
    .group_by(event.c.attempt_id, event.c.slot)
    .subquery()
)
CURRENT_OF = select(event.c.attempt_id, event.c.slot, event.c.seq, event.c.body).select_from(
    event.join(newest_of, and_(*(event.c[name] == newest_of.c[name] for name in newest_of.c.keys())))
)
SCORES_OF = (
    select(score.c.attempt_id, *SCORES.selected_columns)
    .select_from(score.join(attempt, and_(attempt.c.id == score.c.attempt_id, attempt.c.run == score.c.run)))
    .where(IN_GRADED)
)
# The answers of a graded attempt as they were graded, beside what they got.
GRADED = (
    select(*SCORES.selected_columns, event.c.body)
    .select_from(
        score.outerjoin(
            event,
            and_(
                event.c.attempt_id == score.c.attempt_id,
                event.c.slot == score.c.slot,
                event.c.seq == score.c.seq,
            ),
        )
    )
    .where(score.c.attempt_id == bindparam("attempt", type_=Uuid), score.c.run == bindparam("run"))
    .order_by(score.c.slot)
)
