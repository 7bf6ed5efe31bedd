"""Making a quiz for oneself."""

from flask import flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.bank import Bank
from question_bank.item import Kind
from question_bank.quizzes.quiz import SHOWN, WAYS, Draw, Quiz, Review, problems
from webapp.bank import current_bank
from webapp.guards import signed_in
from webapp.quizzes import keeping, words
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.faulty import mark
from webapp.quizzes.forms import MakeForm
from webapp.quizzes.ready import fits

Page = str | Response | tuple[str, int]
AT_ONCE = Review(during=SHOWN)


@bp.get("/new")
@signed_in
def new() -> str:
    """The form, with the part of the bank that the address names ticked already."""
    chosen = {name: request.args.getlist(name.rstrip("s")) for name in ("documents", "decks", "kinds")}
    usual = {"count": 10, "minutes": 10, "feedback": "end", "ways": list(WAYS)}
    return shown(MakeForm(data=usual | chosen))


def shown(form: MakeForm, **more: object) -> str:
    there = len(current_bank().items)
    return render_template("quizzes/new.html", form=form, there=there, words=words, **more)


@bp.post("/new")
@signed_in
def new_submit() -> Page:
    form, bank = MakeForm(), current_bank()
    if request.form.get("do") == "count":
        return shown(form, fits=fits(draw_of(form), bank))
    if form.validate():
        quiz = quiz_of_form(form, bank)
        if mark(form, problems(quiz, bank)):
            key = keeping.make("own", quiz, current_user.id, arrived())
            flash("Your quiz is made. It stays on your list.", "success")
            return redirect(url_for("quizzes.start", key=key), 303)
    return shown(form), 422


def draw_of(form: MakeForm) -> Draw:
    kinds: list[Kind] = form.kinds.data or []
    return Draw(
        count=form.count.data or 0,
        decks=tuple(form.decks.data or ()),
        documents=tuple(form.documents.data or ()),
        kinds=tuple(kinds),
    )


def quiz_of_form(form: MakeForm, bank: Bank) -> Quiz:
    draw = draw_of(form)
    return Quiz(
        title=form.title.data or name_for(draw, bank),
        draws=(draw,),
        minutes=form.minutes.data,
        ways=tuple(form.ways.data or ()),
        reverse=form.reverse.data,
        review=AT_ONCE if form.feedback.data == "at_once" else Review(),
    )


def name_for(draw: Draw, bank: Bank) -> str:
    """What a quiz is called by what it asks: "10 dates or people, Milestones"."""
    what = words.items_in_words(draw)
    titles = [bank.decks[deck].title for deck in draw.decks if deck in bank.decks]
    titles += [
        bank.documents_by_slug[slug].title for slug in draw.documents if slug in bank.documents_by_slug
    ]
    return f"{what}, {words.short(titles[0])}{' and more' if len(titles) > 1 else ''}" if titles else what
