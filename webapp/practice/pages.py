"""The sides of a card as values for its templates, sent as a page or, to the script, as a part of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from uuid_utils.compat import uuid7
from werkzeug.wrappers import Response as AnyResponse

from question_bank.grading import Verdict, shown
from question_bank.item import Item, Side
from webapp.db import EPOCH, MILLISECOND
from webapp.domain.scheduling import Rating, fuzz_seed, outcomes, suggested
from webapp.domain.selection import ALL, Key
from webapp.memory.finder import Next
from webapp.memory.overview import MORE_DAYS, back_in_words, end_of_row, more_new, scope_name
from webapp.memory.record import UNMET, memory_of, state_of
from webapp.memory.sitting import Sitting
from webapp.page import IN_PLACE
from webapp.practice.forms import Shown
from webapp.practice.moment import Moment, card_row
from webapp.practice.responses import Inputs, Typed, inputs_for

URLS = "practice.urls"


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses that every card's page names."""

    card: str
    show: str
    rate: str
    undo: str
    bury: str
    suspend: str
    flag: str
    report: str


def urls() -> Urls:
    """They depend only on where the app is mounted, so they are made once for each such place."""
    made: dict[str, Urls] = current_app.extensions[URLS]
    found = made.get(request.root_path)
    if found is None:
        actions = ("show", "rate", "undo", "bury", "suspend", "flag")
        paths = {action: url_for(f"practice.{action}_submit") for action in actions}
        card, report = url_for("practice.card"), url_for("practice.report")
        found = made[request.root_path] = Urls(card=card, report=report, **paths)
    return found


def token() -> str:
    """The token of the form that led here serves its successor as well."""
    return request.form.get("csrf_token") or generate_csrf()


@dataclass(frozen=True, slots=True)
class Card:
    """What both sides of a card's page carry in their forms and show in their frame."""

    key: Key
    item: Item
    side: Side
    inputs: Inputs
    rev: int
    line: str
    at: int
    sitting: Sitting
    scope_name: str
    total: int
    flagged: bool
    is_new: bool
    left: str = ""
    notice: str = ""
    verdict: Verdict | None = None
    answered: bool = False
    urls: Urls = field(default_factory=urls)
    csrf: str = field(default_factory=token)

    @property
    def here(self) -> str:
        """The address of this card with what was typed, to come back to. The names of a bank's parts need no
        quoting."""
        row = "".join(f"{name}={value}&" for name, value in self.sitting.query.items())
        given = self.inputs.given if any(self.inputs.given) else ()
        typed = "".join(f"&typed={quote(text[:200])}" for text in given)
        return f"{self.urls.card}?{row}card={self.key}&at={self.at}&of={self.total}{typed}"

    @property
    def here_answered(self) -> str:
        return f"{self.here}&side=back"

    @property
    def report(self) -> str:
        """The address of the form that says what is wrong with the item, and leads back here."""
        given = " ".join(self.inputs.given).strip() if self.answered else ""
        typed = f"&typed={quote(given)}" if given else ""
        what = f"card={self.key}&fingerprint={self.item.fingerprint}{typed}"
        return f"{self.urls.report}?{what}&back={quote(self.here_answered if self.answered else self.here)}"


@dataclass(frozen=True, slots=True)
class Button:
    """A rating with the interval it gives."""

    rating: int
    name: str
    wait: str
    suggested: bool
    focused: bool


def left_in_words(cards: int, pace_ms: int) -> str:
    minutes = cards * pace_ms / 60_000
    return "less than a minute left" if minutes < 0.75 else f"about {max(1, round(minutes))} min left"


def front_of(
    moment: Moment,
    key: Key,
    rev: int,
    found: Next,
    *,
    flagged: bool = False,
    is_new: bool = False,
    notice: str = "",
    typed: tuple[str, ...] = (),
    at: int | None = None,
    verdict: Verdict | None = None,
) -> Card:
    item = moment.bank.items[key.place]
    side = item.side(key.direction)
    return Card(
        key=key,
        item=item,
        side=side,
        inputs=inputs_for(side, moment.seed(key, rev), typed),
        rev=rev,
        line=str(uuid7()),
        at=(moment.now - EPOCH) // MILLISECOND if at is None else at,
        sitting=moment.sitting,
        scope_name=scope_name(moment.bank, moment.sitting.scope),
        total=moment.sitting.done + max(1, found.left),
        flagged=flagged,
        is_new=is_new,
        left=left_in_words(max(1, found.left), found.pace_ms),
        notice=notice,
        verdict=verdict,
    )


def send_front(card: Card) -> AnyResponse:
    return send("front", card=card)


def send_next(moment: Moment, found: Next, sums: Any, notice: str = "") -> AnyResponse:
    """The next card's front, or the end of the row."""
    if found.key is not None:
        card = front_of(
            moment,
            found.key,
            found.rev,
            found,
            flagged=found.flagged,
            is_new=found.is_new,
            notice=notice,
        )
        return send_front(card)
    more = more_new(moment.sitting, sums).query
    return send(
        "end",
        end=end_of_row(moment.finder(), found, sums),
        back_in=back_in_words(found.waiting, moment.now) if found.waiting else "",
        sitting=moment.sitting,
        scope_name=scope_name(moment.bank, moment.sitting.scope),
        everything=moment.sitting.scope == ALL,
        more_new_query={**more, "done": 0},
        more_days_query={**replace(moment.sitting, new=0, ahead=MORE_DAYS, done=0).query},
        line=str(uuid7()),
        notice=notice,
    )


def send_back(
    moment: Moment, page: Shown, item: Item, typed: Typed, verdict: Verdict | None, notice: str = ""
) -> AnyResponse:
    """The answer, its source, the grade of what was typed, and the four ratings with their intervals."""
    key, side = page.key, item.side(page.key.direction)
    row = card_row(moment, key)
    rev, state = (0, UNMET) if row is None else (row["rev"], state_of(row))
    card = Card(
        key=key,
        item=item,
        side=side,
        inputs=inputs_for(side, moment.seed(key, rev), typed.given),
        rev=rev,
        line=str(uuid7()),
        at=page.shown_at,
        sitting=moment.sitting,
        scope_name=scope_name(moment.bank, moment.sitting.scope),
        total=page.total or moment.sitting.done + 1,
        flagged=bool(row and row["flagged"]),
        is_new=state["stage"] == "new",
        notice=notice,
        verdict=verdict,
        answered=True,
    )
    return send(
        "back",
        card=card,
        buttons=buttons_for(moment, key, rev, state, verdict),
        typed=typed,
        answer=shown(side.answer),
        documents=moment.bank.documents,
        away=moment.sealed.documents,
    )


def buttons_for(
    moment: Moment, key: Key, rev: int, state: Mapping[str, Any], verdict: Verdict | None
) -> list[Button]:
    """The four ratings, the one that the verdict suggests in focus: without a verdict, Good."""
    chance = fuzz_seed(moment.learner.id, *key, rev=rev)
    results = outcomes(memory_of(state), moment.now, moment.today, moment.learner.retention, chance)
    advice = suggested(verdict.outcome, verdict.score) if verdict else None
    focus = advice if verdict else Rating.GOOD
    return [
        Button(rating, rating.name.capitalize(), result.words, rating is advice, rating is focus)
        for rating, result in results.items()
    ]


def wants_part() -> bool:
    """Whether the page's script asks, which puts a part of a page in place."""
    return IN_PLACE in request.headers


def send(side: str, **values: Any) -> AnyResponse:
    """A side of a card, or the end of a row: alone for the script, else within its page.

    The sides are macros, called without a template's context: gathering that takes longer than the side.
    """
    module = current_app.jinja_env.get_template(f"practice/{side}.html").module
    part = module.part(**values)  # type: ignore[attr-defined]
    return Response(part if wants_part() else render_template("practice/card.html", part=part))


def see(url: str, notice: str = "", category: str = "success") -> AnyResponse:
    """Go there after a form, with a word about what was done."""
    if notice:
        flash(notice, category)
    return redirect(url, 303)
