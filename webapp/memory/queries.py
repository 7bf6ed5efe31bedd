"""The statements of practice, each built once: on the hot path building them costs more than running them."""

from sqlalchemy import (
    JSON,
    Integer,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    union_all,
    update,
)

from webapp.db import UTCDateTime
from webapp.models import Card, Day, Review, Wording
from webapp.prepared import Prepared

tables = Card.metadata.tables
card, review, day, wording = (tables[model.__tablename__] for model in (Card, Review, Day, Wording))

# What a line of the log may change of a card, in the log's `before` and `after` too.
STATE = (
    "stage",
    "step",
    "stability",
    "difficulty",
    "last_day",
    "due_day",
    "due_at",
    "reps",
    "lapses",
    "suspended",
    "buried_day",
)
state_columns = [card.c[name] for name in STATE]
later = review.alias("later")
USER = card.c.user_id == bindparam("user")
KEY = and_(
    USER,
    card.c.deck == bindparam("deck"),
    card.c.item == bindparam("item"),
    card.c.direction == bindparam("direction"),
)
NOT_SUSPENDED = text("NOT suspended")  # in these words, for the partial index to be used

# --- reading one card ---------------------------------------------------------------------------------

CARD = Prepared(select(card.c.id, card.c.rev, card.c.flagged, *state_columns).where(KEY))

# The card, and the line that already carries this key, if the page has been sent before.
CARD_AND_LINE = Prepared(
    select(
        card.c.id,
        card.c.rev,
        *state_columns,
        review.c.card_id.label("line_card"),
        review.c.base_rev.label("line_base"),
        review.c.action.label("line_action"),
        review.c.rating.label("line_rating"),
    )
    .select_from(card.outerjoin(review, review.c.id == bindparam("line")))
    .where(KEY)
)

# --- what comes next ----------------------------------------------------------------------------------

CANDIDATES = 2  # looked up in one statement: the next card, and one more if another process took that
next_columns = [
    card.c.deck,
    card.c.item,
    card.c.direction,
    card.c.rev,
    card.c.stage,
    card.c.last_day,
    card.c.due_day,
    card.c.due_at,
    card.c.suspended,
    card.c.buried_day,
    card.c.flagged,
]
LEARNING = (
    select(*next_columns)
    .where(USER, card.c.due_at.is_not(None), card.c.due_day <= bindparam("today"), NOT_SUSPENDED)
    .order_by(card.c.due_at)
    # Nobody keeps more in mind at once; as many as the longest quiz asks. It stands in the statement because
    # SQLite plans a statement anew each time that a value is bound to its LIMIT.
    .limit(literal_column("200", Integer))
)
PLACES = or_(
    *(
        and_(USER, card.c.deck == bindparam(f"deck{n}"), card.c.item == bindparam(f"item{n}"))
        for n in range(CANDIDATES)
    )
)
NEXT = Prepared(union_all(select(LEARNING.subquery()), select(*next_columns).where(PLACES)))

IN_REVIEW = and_(USER, NOT_SUSPENDED, card.c.due_at.is_(None))
NOT_BURIED = or_(card.c.buried_day.is_(None), card.c.buried_day < bindparam("today"))
DUE = (
    select(card.c.deck, card.c.item, card.c.direction)
    .where(IN_REVIEW, card.c.due_day <= bindparam("until"), NOT_BURIED)
    .order_by(card.c.due_day, card.c.id)
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=Integer))
)
# Met and then undone, set aside before the first answer, or met in a quiz only: rows, but new ones.
MET_NOT_ANSWERED = (
    select(card.c.deck, card.c.item, card.c.direction)
    .where(IN_REVIEW, card.c.due_day.is_(None), NOT_BURIED)  # by the index of days: a moment has a day
    .limit(literal_column("5000", Integer))
)
LAST_MET = (  # in practice: a quiz gives cards rows, too, in no order
    select(card.c.deck, card.c.item, card.c.direction)
    .where(USER, card.c.stage != "new")
    .order_by(card.c.id.desc())
    .limit(1)
)
MET_OF = select(card.c.deck, card.c.item, card.c.direction).where(
    USER, tuple_(card.c.deck, card.c.item, card.c.direction).in_(bindparam("keys", expanding=True))
)
MET_ALL = select(card.c.deck, card.c.item, card.c.direction).where(USER)
ANSWERED_TODAY = (
    select(card.c.deck, card.c.item)
    .select_from(review.join(card, card.c.id == review.c.card_id))
    .where(
        review.c.user_id == bindparam("user"),
        review.c.study_day == bindparam("today"),
        review.c.action == "answer",
        card.c.last_day == bindparam("today"),
    )
    .distinct()
)

SET_ASIDE = (
    select(card.c.deck, card.c.item, card.c.direction, card.c.rev)
    .where(USER, text("suspended"))
    .order_by(card.c.id)
    .limit(500)
)
# --- a user's day -------------------------------------------------------------------------------------

SUMS = ("answers", "new_cards", "reviews", "recalled", "took_ms")
TODAY = Prepared(
    select(*(day.c[name] for name in SUMS)).where(
        day.c.user_id == bindparam("user"), day.c.study_day == bindparam("today")
    )
)
PACE = select(func.sum(day.c.took_ms), func.sum(day.c.answers)).where(
    day.c.user_id == bindparam("user"), day.c.study_day.between(bindparam("since"), bindparam("today"))
)

RATINGS_OF_DAY = (
    select(review.c.card_id, review.c.rating)
    .where(
        review.c.user_id == bindparam("user"),
        review.c.study_day == bindparam("today"),
        review.c.action == "answer",
        ~exists().where(later.c.undoes == review.c.id),
    )
    .order_by(review.c.at, review.c.id)
)

# --- writing ------------------------------------------------------------------------------------------

INSERT_CARD = Prepared(
    insert(card)
    .values({column.name: bindparam(column.name) for column in card.c if column is not card.c.id})
    .returning(card.c.id)
)
UPDATE_CARD = Prepared(
    update(card)
    .where(card.c.id == bindparam("card_id"), card.c.rev == bindparam("base_rev"))
    .values({card.c.rev: card.c.rev + 1, **{card.c[name]: bindparam(f"new_{name}") for name in STATE}})
)
INSERT_LINE = Prepared(insert(review))
SET_FLAG = update(card).where(card.c.id == bindparam("card_id")).values(flagged=bindparam("value"))
ADD_TO_DAY = Prepared(
    text("""
    INSERT INTO day (user_id, study_day, answers, new_cards, reviews, recalled, took_ms)
    VALUES (:user, :today, :answers, :new_cards, :reviews, :recalled, :took_ms)
    ON CONFLICT (user_id, study_day) DO UPDATE SET
        answers = day.answers + excluded.answers,
        new_cards = day.new_cards + excluded.new_cards,
        reviews = day.reviews + excluded.reviews,
        recalled = day.recalled + excluded.recalled,
        took_ms = day.took_ms + excluded.took_ms
    RETURNING answers, new_cards, reviews, recalled, took_ms
    """)
)
KEEP_WORDING = text(
    """
    INSERT INTO wording (fingerprint, deck, item, content) VALUES (:fingerprint, :deck, :item, :content)
    ON CONFLICT (fingerprint) DO NOTHING
    """
).bindparams(bindparam("content", type_=JSON))
KEPT_WORDINGS = select(wording.c.fingerprint)
WORDING = select(wording.c.content).where(wording.c.fingerprint == bindparam("fingerprint"))

# --- undoing ------------------------------------------------------------------------------------------

LINE = select(review.c.user_id, review.c.action).where(review.c.id == bindparam("line", type_=Uuid))
LAST_LINE = (  # of today, that is neither an undoing nor undone; what a quiz showed stays
    select(
        review.c.id,
        review.c.card_id,
        review.c.action,
        review.c.rating,
        review.c.took_ms,
        review.c.fingerprint,
        review.c.before,
        review.c.after,
        card.c.deck,
        card.c.item,
        card.c.direction,
        card.c.rev,
        *state_columns,
    )
    .select_from(review.join(card, card.c.id == review.c.card_id))
    .where(
        review.c.user_id == bindparam("user"),
        review.c.study_day == bindparam("today"),
        review.c.action.not_in(("undo", "quiz")),
        ~exists().where(later.c.undoes == review.c.id),
        ~exists().where(  # a quiz has built on it
            later.c.card_id == review.c.card_id,
            later.c.base_rev > review.c.base_rev,
            later.c.action == "quiz",
        ),
    )
    .order_by(review.c.at.desc(), review.c.id.desc())
    .limit(1)
)

# --- reports and retired items ------------------------------------------------------------------------

KEEP_REPORT = text(
    """
    INSERT INTO report (id, user_id, deck, item, direction, fingerprint, reason, comment, typed, at, state,
                        answer)
    VALUES (:id, :user_id, :deck, :item, :direction, :fingerprint, :reason, :comment, :typed, :at, :state, '')
    ON CONFLICT (id) DO NOTHING
    """
).bindparams(bindparam("id", type_=Uuid), bindparam("at", type_=UTCDateTime))
KNOWN = (  # whether an item that is not in the bank ever was
    select(wording.c.fingerprint)
    .where(wording.c.deck == bindparam("deck"), wording.c.item == bindparam("item"))
    .limit(1)
)
