"""How pages of quizzes say times, lengths, scores and what a quiz asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from question_bank.bank import Bank
from question_bank.quizzes.quiz import MOST_ITEMS, POINT, Draw, Quiz, Shown
from webapp.domain.attempts import MINUTE, Timing, limit

KINDS = {
    "date": ("date", "dates"),
    "agreement": ("agreement", "agreements"),
    "person": ("person", "people"),
    "figure": ("figure", "figures"),
}
SHOWN: dict[Shown, str] = {
    "correctness": "which answers are right",
    "scores": "the score",
    "answers": "the right answers",
    "footnotes": "their footnotes",
}
COUNTS = {
    "best": "the best attempt counts",
    "last": "the last attempt counts",
    "first": "the first attempt counts",
    "mean": "the mean of the attempts counts",
}
LONG = 60  # characters of a title in a sentence


@dataclass(frozen=True)
class Local:
    """The reader's clock."""

    zone: ZoneInfo
    now: datetime

    def at(self, moment: datetime) -> str:
        """ "today, 10:10", "22 Nov, 10:10", or with its year where that is another."""
        then, today = moment.astimezone(self.zone), self.now.astimezone(self.zone)
        if then.date() == today.date():
            return f"today, {then:%H:%M}"
        year = "" if then.year == today.year else f" {then.year}"
        return f"{then.day} {then:%b}{year}, {then:%H:%M}"

    def by(self, moment: datetime) -> str:
        """The same after "until", where today goes without saying: "10:10"."""
        return self.at(moment).removeprefix("today, ")

    def left(self, moment: datetime) -> str:
        """ "12 min left"."""
        left = moment - self.now
        if left <= timedelta(0):
            return "time is up"
        return f"{length(-(-left // MINUTE) * MINUTE)} left" if left > MINUTE else "less than a minute left"


def length(span: timedelta) -> str:
    """ "22 min 30 s", "1 h 5 min", "2 days"."""
    seconds = round(span.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join([f"{number} {unit}" for number, unit in parts if number][:2]) or "0 s"


def arithmetic(timing: Timing) -> str:
    """How an attempt's length comes about: "20 min + 50 % = 30 min". Empty without a limit."""
    if timing.minutes is None or timing.allowed is None:
        return ""
    parts = [length(timing.minutes * MINUTE)]
    if timing.extra_time:
        parts.append(f"{timing.extra_time} %")
    if timing.extended:
        parts.append(length(timing.extended * MINUTE))
    return " + ".join(parts) + (f" = {length(timing.allowed)}" if len(parts) > 1 else "")


def extra_of_close(quiz: Quiz, extra_time: int) -> timedelta:
    """How much later than the close a learner's attempt may run, for the extra time they have."""
    return timedelta(0) if quiz.minutes is None else limit(quiz.minutes, extra_time) - quiz.minutes * MINUTE


def points(milli: int) -> str:
    """ "8.5", with up to two decimals."""
    return f"{milli / POINT:.2f}".rstrip("0").rstrip(".")


def percent(score: int, out_of: int) -> int:
    """Whole per cent, rounded down: nothing looks passed that is not."""
    return score * 100 // out_of if out_of else 0


def joined(parts: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def shown(what: Sequence[Shown]) -> str:
    return joined([SHOWN[part] for part in SHOWN if part in what]) or "nothing"


def counted(number: int, word: str, several: str = "") -> str:
    return f"{number} {word if number == 1 else several or word + 's'}"


def short(title: str) -> str:
    return title if len(title) <= LONG else title[:LONG].rsplit(" ", 1)[0] + " …"


def draw_in_words(draw: Draw, bank: Bank) -> str:
    """ "10 dates or people from “Milestones”, tagged trade"."""
    what = items_in_words(draw)
    titles = [bank.documents_by_slug[slug].title for slug in draw.documents if slug in bank.documents_by_slug]
    decks = [f"the deck “{short(bank.decks[deck].title)}”" for deck in draw.decks if deck in bank.decks]
    from_documents = [f"“{short(title)}”" for title in titles]
    places = " within ".join(filter(None, (joined(decks, "or"), joined(from_documents, "or"))))
    words = f"{what} from {places}" if places else what if draw.items else f"{what} from the whole bank"
    if draw.tags:
        words += f", tagged {joined(draw.tags, 'or')}"
    return words + (f", out of {counted(len(draw.items), 'chosen item')}" if draw.items else "")


def items_in_words(draw: Draw) -> str:
    """ "1 date", "10 dates or people"."""
    one, many = (joined([KINDS[kind][form] for kind in draw.kinds], "or") for form in (0, 1))
    return counted(draw.count, one, many) if draw.kinds else counted(draw.count, "item")


def fitting(number: int) -> str:
    """ "34 items fit"."""
    if number >= MOST_ITEMS:
        return f"{MOST_ITEMS} items or more fit"
    return f"{counted(number, 'item')} {'fits' if number == 1 else 'fit'}" if number else "no item fits"


def count_of(quiz: Quiz) -> int:
    return sum(draw.count for draw in quiz.draws)
