"""The store of uploaded models: each file once, under its content's hash; the least recently used go first.

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
from enum import Enum, auto
from hmac import compare_digest
from threading import Lock
from typing import Final, NamedTuple

from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from app.faults.kinds import TooLarge, Unavailable
from app.models.tables import connect, files, fold, models, senders

log = logging.getLogger("memory_pipe")
MOST_SENDERS: Final = 1000
"""So many of those who send the same file get a token: what anybody may add must not grow for ever."""


class Added(NamedTuple):
    """What became of an upload: whether the file is new, and whether the sender's token is kept."""

    is_new: bool
    has_token: bool


class Removal(Enum):
    """What became of a wish to delete."""

    DONE = auto()
    NOT_ALLOWED = auto()
    NOT_THERE = auto()


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

    def add(self, model: str, data: bytes, about: str, token: str) -> Added:
        """Keep a file under its id.

        Files go, the least recently used first, until all fit.

        Parameters
        ----------
        model, about : str
            Its id, and what is to be said about it.
        data : bytes
            The file.
        token : str
            The hash of its sender's deletion token.

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
                return Added(False, _is_noted(connection, model, token))
            now = time.time_ns()
            connection.execute(insert(models).values(id=model, bytes=len(data), used=now, about=about))
            connection.execute(insert(files).values(id=model, data=data))
            connection.execute(insert(senders).values(id=model, token=token))
            self._make_room(connection, model)
        return Added(True, True)

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

    def remove(self, model: str, token: str) -> Removal:
        """Let go of a sender's hold on a model; the model goes with its last sender.

        Parameters
        ----------
        model : str
            Its id.
        token : str
            The hash of the sender's deletion token.
        """
        with self._begin() as connection:
            _lock_out_others(connection)
            if connection.scalar(select(models.c.id).where(models.c.id == model)) is None:
                return Removal.NOT_THERE
            tokens = list(connection.scalars(select(senders.c.token).where(senders.c.id == model)))
            if not any(compare_digest(token, one) for one in tokens):
                return Removal.NOT_ALLOWED
            if len(tokens) > 1:
                connection.execute(delete(senders).where(senders.c.id == model, senders.c.token == token))
                return Removal.DONE
            _delete(connection, model)
        fold(self._opened())
        return Removal.DONE

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
            _delete(connection, model)
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


def _is_noted(connection: Connection, model: str, token: str) -> bool:
    """Note one more sender of a model; return False where there are too many."""
    count = connection.scalar(select(func.count()).where(senders.c.id == model)) or 0
    if count >= MOST_SENDERS:
        return False
    connection.execute(insert(senders).values(id=model, token=token))
    return True


def _delete(connection: Connection, model: str) -> None:
    for table in (senders, files, models):
        connection.execute(delete(table).where(table.c.id == model))


def _lock_out_others(connection: Connection) -> None:
    """Let one at a time count and make room; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE models IN SHARE ROW EXCLUSIVE MODE"))
