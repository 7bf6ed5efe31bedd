"""The wordings that were ever shown, brought back from the database to be graded as they were asked."""

from sqlalchemy.engine import Connection

from question_bank.item import Item
from question_bank.stored import item_of as item_of
from webapp.memory import queries


def wording(connection: Connection, fingerprint: str) -> Item | None:
    """The item as it stood under this fingerprint, if it was ever answered."""
    content = connection.execute(queries.WORDING, {"fingerprint": fingerprint}).scalar()
    return None if content is None else item_of(content)
