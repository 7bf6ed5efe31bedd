"""The anchor: the least that a Flask app with an ORM does to answer a card. And a view that does nothing.

One SELECT by primary key, one INSERT, one UPDATE, committed, with as many rows and the same settings.
"""

from datetime import datetime
from pathlib import Path

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from webapp.clock import now
from webapp.db import UTCDateTime, engine_options, set_up_sqlite

BATCH = 50_000


class Base(DeclarativeBase):
    """Tables apart from the app's."""


class Card(Base):
    """What a card needs at least."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    item: Mapped[str]
    due_day: Mapped[int] = mapped_column(index=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    reps: Mapped[int]


class Review(Base):
    """What a line of the log needs at least."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(index=True)
    rating: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)


def bare_app(folder: Path, url: str = "") -> Flask:
    """The app and its two views."""
    app = Flask("bare")
    url = url or f"sqlite:///{folder / 'bare.sqlite'}"
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
    db = SQLAlchemy(app, model_class=Base)
    app.extensions["bare"] = db
    with app.app_context():
        if url.startswith("sqlite"):
            set_up_sqlite(db.engine)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.post("/answer")
    def answer() -> str:
        card = db.session.get_one(Card, int(request.form["card"]))
        rating = int(request.form["rating"])
        card.due_day += 20
        card.stability *= 1.5
        card.reps += 1
        db.session.add(Review(card_id=card.id, rating=rating, at=now()))
        db.session.commit()
        return "answered"

    return app


def build(app: Flask, cards: int) -> None:
    db: SQLAlchemy = app.extensions["bare"]
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with db.engine.begin() as connection:
            for start in range(0, cards, BATCH):
                numbers = range(start, min(start + BATCH, cards))
                values = {"user_id": 1, "stability": 20.0, "difficulty": 5.0, "reps": 1}
                connection.execute(
                    insert(Card),
                    [{"item": f"item-{n}", "due_day": 20_000 + n % 200, **values} for n in numbers],
                )
                at = now()
                connection.execute(
                    insert(Review), [{"card_id": n + 1, "rating": 3, "at": at} for n in numbers]
                )
        db.session.remove()
