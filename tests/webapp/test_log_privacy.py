"""What people wrote does not reach the log, whatever goes wrong."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.db import db


def test_a_failing_statement_does_not_tell_its_values(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as failed:
        db.session.execute(text("SELECT :answer FROM nowhere"), {"answer": "a private answer"})
    assert "nowhere" in str(failed.value)
    assert "a private answer" not in str(failed.value)
