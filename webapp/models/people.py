"""People with accounts, and how they like to study."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ColumnElement, ForeignKey, String, Table, case
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp import clock
from webapp.db import Base, UTCDateTime

ACCOUNT_CLOSED = "someone whose account is closed"

user_role = Table(
    "user_role",
    Base.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """student, instructor or administrator."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


def teaches(roles: Iterable[Any]) -> bool:
    """Whether who has these roles is an instructor: administrators are, too."""
    return any(role.name in ("instructor", "administrator") for role in roles)


class User(Base, UserMixin):
    """A person with an account, and how they like to study."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("quiz_evidence IN ('none', 'wrong_due', 'full')", "quiz_evidence"),
        CheckConstraint("extra_time BETWEEN 0 AND 300", "extra_time"),
        {"sqlite_autoincrement": True},  # the number of somebody who is gone is nobody else's
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32), unique=True)  # [a-z0-9._-]{3,32}
    # Flask-Security expects an address of everyone; a pupil may have none.
    email: Mapped[str | None] = mapped_column(String(255), unique=True)  # type: ignore[assignment]
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)  # replaced to end every session
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=clock.now)

    delete_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # asked to be forgotten; None: no

    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    day_start: Mapped[int] = mapped_column(default=4)  # hour at which a study day begins
    new_per_day: Mapped[int] = mapped_column(default=20)
    reviews_per_day: Mapped[int] = mapped_column(default=200)
    retention: Mapped[float] = mapped_column(default=0.9)  # FSRS's desired retention
    theme: Mapped[str] = mapped_column(String(6), default="system")  # system, light, dark
    quiz_evidence: Mapped[str] = mapped_column(String(9), default="wrong_due")  # what a quiz does to cards
    extra_time: Mapped[int] = mapped_column(
        default=0
    )  # per cent of every time limit, granted by an instructor
    sealed: Mapped[bool] = mapped_column(default=False)  # some attempt may still keep its answers from them

    roles: Mapped[list[Role]] = relationship(secondary=user_role, lazy="selectin")  # type: ignore[assignment]

    @hybrid_property
    def shown_name(self) -> str:
        """What others read: the user name, until the account is closed."""
        return ACCOUNT_CLOSED if self.delete_at else self.username

    @shown_name.inplace.expression
    @classmethod
    def _shown_name(cls) -> ColumnElement[str]:
        return case((cls.delete_at.is_(None), cls.username), else_=ACCOUNT_CLOSED).label("shown_name")

    @property
    def is_instructor(self) -> bool:
        return teaches(self.roles)


class SignInFailure(Base):
    """Wrong passwords lately, by account and by address: how long the next try has to wait."""

    __tablename__ = "sign_in_failure"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)  # keyed hash of account or address
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UTCDateTime)
