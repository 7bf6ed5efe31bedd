"""How Alembic runs our migrations: one transaction, SQLite's foreign keys looked at after, not during."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from webapp import models  # noqa: F401  (its tables are the target)
from webapp.db import UTCDateTime, db


def render_item(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """A migration says what is in the database, whatever our type is called by then."""
    return "sa.BigInteger()" if kind == "type" and isinstance(thing, UTCDateTime) else False


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        if sqlite:
            # Rebuilding a parent table with keys on would delete its children.
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                render_item=render_item,
                transactional_ddl=True,  # Alembic thinks that SQLite cannot; our BEGIN makes it so
                **options,
            )
            with context.begin_transaction():
                context.run_migrations()
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                    raise RuntimeError(f"the migration would break {len(broken)} references")
            connection.commit()
        finally:
            if sqlite:
                driver.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise RuntimeError("migrations run against a database, not into a script")
run()
