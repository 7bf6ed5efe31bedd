"""A quiz explained to who is about to take it: its rules, and what is shown when. Pure."""

from question_bank.quizzes.quiz import Quiz, Shown
from webapp.domain.attempts import ever_released
from webapp.quizzes.words import SHOWN, joined

WAYS = {"choice": "choosing", "typed": "typing", "cloze": "filling a gap in the sentence of the source"}
CERTAINTY = (
    "Say how sure you are of each answer. Sure: 3 points if right, 6 lost if wrong. "
    "Unsure: 2, and 2 lost. A guess, or nothing said: 1, and none lost."
)
NEVER = (
    "The right answers are never shown. Footnote then keeps them back for good: "
    "what an attempt asked comes neither in your practice nor in the library’s decks any more."
)


def rules(quiz: Quiz) -> list[str]:
    """Everything about it that a learner should know before the clock runs."""
    found = [order(quiz), f"Names, dates and numbers are asked for by {ways(quiz)}."]
    if quiz.unseen_first and quiz.attempts != 1:
        found.append("Items that no earlier attempt of yours asked come first.")
    if quiz.reverse:
        found.append("An item may be asked the other way round.")
    if quiz.certainty:
        found.append(CERTAINTY)
    if quiz.penalty:
        found.append(f"A wrong choice loses {quiz.penalty} % of the item’s points.")
    if quiz.points:
        found.append("Some items count more or less than others: each says how much.")
    if not quiz.date_credit:
        found.append("A date counts only as precise as it is asked for.")
    found.append(book(quiz))
    return found


def order(quiz: Quiz) -> str:
    if quiz.sequential:
        return "One item after the other, without going back."
    return "You may go back and forth, and change an answer until you hand in."


def ways(quiz: Quiz) -> str:
    return joined([WAYS[way] for way in WAYS if way in quiz.ways], "or")


def book(quiz: Quiz) -> str:
    if quiz.open_book:
        return "The documents may be read while it runs."
    return "The documents it asks about are put away while it runs."


def review(quiz: Quiz) -> list[str]:
    """What is shown when."""
    return [*moments(quiz), *([] if "answers" in ever_released(quiz) else [NEVER])]


def moments(quiz: Quiz) -> list[str]:
    shows = quiz.review
    found = []
    if shows.during:
        found.append(f"While it runs, once you check an answer: {seen(shows.during)}. It is then final.")
    ends = quiz.closes is not None
    if shows.just_after == shows.later and (not ends or shows.later == shows.after_close):
        return [*found, f"As soon as you hand in: {seen(shows.just_after)}."]
    found.append(f"For two minutes after you hand in: {seen(shows.just_after)}.")
    found.append(f"Later{', while the quiz is open' if ends else ''}: {seen(shows.later)}.")
    if ends:
        found.append(f"After the close: {seen(shows.after_close)}.")
    return found


def seen(what: tuple[Shown, ...]) -> str:
    return joined([SHOWN[part] for part in SHOWN if part in what]) or "nothing yet"
