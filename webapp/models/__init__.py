"""Every table. The database holds only what people did; what there is to know stays in the bank's text."""

from webapp.models.memory import Card, Day, Report, Review, Wording
from webapp.models.people import Role, SignInFailure, User, user_role
from webapp.models.publishing import (
    DeckVersion,
    DocumentVersion,
    Draft,
    HeldItem,
    Notice,
    Publication,
    Upload,
)
from webapp.models.quizzes import (
    AnswerEvent,
    Attempt,
    Audit,
    Extension,
    GradingRun,
    Quiz,
    QuizVersion,
    SlotScore,
)

__all__ = [
    "AnswerEvent",
    "Attempt",
    "Audit",
    "Card",
    "Day",
    "DeckVersion",
    "DocumentVersion",
    "Draft",
    "Extension",
    "GradingRun",
    "HeldItem",
    "Notice",
    "Publication",
    "Quiz",
    "QuizVersion",
    "Report",
    "Review",
    "Role",
    "SignInFailure",
    "SlotScore",
    "Upload",
    "User",
    "Wording",
    "user_role",
]
