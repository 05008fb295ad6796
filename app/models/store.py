"""The store of uploaded models: a file once under its content's hash, the least recently used go first.

A file, what is said about it, and what makes room for it go in or out in one transaction, so a server
that is killed leaves no half model, and workers need no locks of ours. It is an SQLite file unless a
setting names another database, which several machines can share. The bytes have a table of their own,
because every run notes that its model is used; that one `UPDATE` also tells whether the model is still
there, so a deletion counts in every worker at once although each keeps parsed models in memory. SQLite
overwrites what is deleted and folds its journal in: deleted is deleted.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from app.faults.kinds import TooLarge, Unavailable
from app.models.tables import connect, files, fold, models

log = logging.getLogger("memory_pipe")


class ModelStore:
    """Files of models in a database that several workers, or machines, share.

    A file goes in, with all that makes room for it, in one transaction: a server that is stopped in the
    middle leaves nothing of it.

    Parameters
    ----------
    url : str
        The database, as SQLAlchemy names it. It is opened at first use.
    most_bytes : int
        How many bytes of files there may be.

    Raises
    ------
    sqlalchemy.exc.ArgumentError
        When the URL is malformed.
    """

    def __init__(self, url: str, most_bytes: int) -> None:
        make_url(url)
        self._url = url
        self._most = most_bytes
        self._engine: Engine | None = None
        self._lock = Lock()

    def add(self, model: str, data: bytes, about: str) -> bool:
        """Keep a file under its id; return whether it is new.

        Files go, the least recently used first, until all fit.

        Raises
        ------
        TooLarge
            When the file alone is over the limit.
        Unavailable
            As from every method, without a database.
        """
        if len(data) > self._most:
            raise TooLarge(
                f"The file has {len(data)} bytes, over the limit model_store_bytes of {self._most}."
            )
        with self._begin() as connection:
            _lock_out_others(connection)
            if _touch(connection, model):
                return False
            now = time.time_ns()
            connection.execute(insert(models).values(id=model, bytes=len(data), used=now, about=about))
            connection.execute(insert(files).values(id=model, data=data))
            self._make_room(connection, model)
        return True

    def use(self, model: str) -> bool:
        """Note that a model is used now; return whether there is one."""
        with self._begin() as connection:
            return _touch(connection, model)

    def about(self, model: str) -> str | None:
        """Return what was said about a model when it was added, None where there is none."""
        with self._begin() as connection:
            _touch(connection, model)
            found: str | None = connection.scalar(select(models.c.about).where(models.c.id == model))
            return found

    def data(self, model: str) -> bytes | None:
        """Return the file of a model, None where there is none."""
        with self._begin() as connection:
            found: bytes | None = connection.scalar(select(files.c.data).where(files.c.id == model))
            return found

    def remove(self, model: str) -> bool:
        """Delete a model; return whether there was one."""
        with self._begin() as connection:
            connection.execute(delete(files).where(files.c.id == model))
            removed = connection.execute(delete(models).where(models.c.id == model)).rowcount > 0
        if removed:
            fold(self._opened())
        return removed

    def total(self) -> tuple[int, int]:
        """Return how many models there are, and how many bytes they have."""
        with self._begin() as connection:
            count, size = connection.execute(select(func.count(), func.sum(models.c.bytes))).one()
            return int(count), int(size or 0)

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _make_room(self, connection: Connection, newest: str) -> None:
        over = int(connection.scalar(select(func.sum(models.c.bytes))) or 0) - self._most
        if over <= 0:
            return
        oldest = select(models.c.id, models.c.bytes).where(models.c.id != newest)
        for model, size in connection.execute(oldest.order_by(models.c.used, models.c.id)).all():
            connection.execute(delete(files).where(files.c.id == model))
            connection.execute(delete(models).where(models.c.id == model))
            over -= size
            if over <= 0:
                return

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._opened().begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError, ImportError) as error:
            log.error("the store of models cannot be used", exc_info=error)
            raise Unavailable("The store of models cannot be used at this moment.") from error

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = connect(self._url)
            return self._engine


def _touch(connection: Connection, model: str) -> bool:
    used = update(models).where(models.c.id == model).values(used=time.time_ns())
    return connection.execute(used).rowcount > 0


def _lock_out_others(connection: Connection) -> None:
    """Let one upload at a time count and make room; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE models IN SHARE ROW EXCLUSIVE MODE"))
