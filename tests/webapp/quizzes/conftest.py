"""The pages of quizzes, upon the attempts' own small bank and learner."""

from tests.webapp.attempts.conftest import settings as settings
from tests.webapp.attempts.conftest import trying as trying
