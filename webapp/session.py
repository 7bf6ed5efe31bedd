"""The session of a request, spared the ORM's bookkeeping where it uses no objects of the ORM."""

from typing import Any

from flask_sqlalchemy.session import Session as FlasksSession
from sqlalchemy.engine import Connection, Engine


class Session(FlasksSession):
    """Lends a connection with a transaction of SQLAlchemy's core for as long as it is asked for nothing else;
    what the ORM does after that, it does in that same transaction. It is not to begin within a savepoint of
    the connection that was lent."""

    _lent: Connection | None = None

    def connection(self, bind_arguments: Any = None, execution_options: Any = None) -> Connection:
        if bind_arguments or execution_options or self.in_transaction():
            return super().connection(bind_arguments, execution_options)
        if self._lent is None:
            self._lent = self._db.engine.connect()
        if not self._lent.in_transaction():  # also where a lock was refused at the last try
            self._lent.begin()
        return self._lent

    def get_bind(self, *what: Any, **more: Any) -> Engine | Connection:
        return super().get_bind(*what, **more) if self._lent is None else self._lent

    def commit(self) -> None:
        if self._lent is None or self.in_transaction():
            super().commit()
        else:
            self._lent.commit()
        self._give_back()

    def rollback(self) -> None:
        super().rollback()
        self._give_back()

    def close(self) -> None:
        super().close()
        self._give_back()

    def _give_back(self) -> None:
        """What was not committed is rolled back."""
        lent, self._lent = self._lent, None
        if lent is not None:
            try:
                lent.rollback()  # also after a refused COMMIT, which to close takes for one that succeeded
            finally:
                lent.close()
