"""The store of uploaded models: each file once, under its content's hash; the least recently used go first.

A file, its description, and the files evicted for it are changed in one transaction, so a server
that is killed leaves no partial model, and workers need no locks of ours. It is an SQLite file unless a
setting names another database, which several machines can share. The bytes have their own table,
because every run notes that its model is used; this one `UPDATE` also tells whether the model is still
there, so a deletion takes effect in every worker at once, although each keeps parsed models in memory. SQLite
overwrites what is deleted and folds its journal in: deleted is deleted.
"""

import logging
import sqlite3
import time
from collections.abc import Collection
from enum import Enum, auto
from hmac import compare_digest
from typing import Final, NamedTuple

from sqlalchemy import delete, func, insert, inspect, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.faults.kinds import TooLarge, Unavailable
from app.models.database import Database
from app.models.files import ModelFile
from app.models.reserve import Reserve
from app.models.tables import files, fold, models, senders, vocabularies

log = logging.getLogger("memory_pipe")
NOTE_SECONDS = 60
"""The precision of the time of last use: not every read should write."""
MOST_SENDERS: Final = 1000
"""This many senders of the same file get a token: what anyone may add to must not grow for ever."""


class Added(NamedTuple):
    """The result of an upload: whether the file is new, and whether the sender's token is kept."""

    is_new: bool
    has_token: bool


class Removal(Enum):
    """The result of a request to delete a model."""

    DONE = auto()
    NOT_ALLOWED = auto()
    NOT_THERE = auto()


class ModelStore:
    """Files of models in a database that several workers, or machines, share.

    A file is added, and others are evicted for it, in one transaction: a server that is stopped halfway
    leaves nothing of it behind.

    Parameters
    ----------
    url : str
        The database, as SQLAlchemy names it. It is opened at first use.
    most_bytes : int
        The largest size of all files together.

    Raises
    ------
    sqlalchemy.exc.ArgumentError, ValueError
        When the URL is malformed; when its driver is not installed.
    """

    def __init__(self, url: str, most_bytes: int) -> None:
        self.database = Database(url)
        self._most = most_bytes
        self._reserve = Reserve(self.database.address)

    def add(self, model: str, file: ModelFile, about: str, token: str) -> Added:
        """Keep a file under its id; one that is there already gets the new description.

        Other files are evicted, the least recently used first, until all fit.

        Parameters
        ----------
        model, about : str
            Its id and its description.
        file : ModelFile
            The file.
        token : str
            The hash of its sender's deletion token.

        Raises
        ------
        TooLarge
            When the file alone is over the limit.
        Unavailable
            As from every method, if the database is not available.
        """
        if file.size > self._most:
            raise TooLarge(
                f"The file has {file.size} bytes, over the limit model_store_bytes of {self._most}; raise "
                "the setting MEMORY_PIPE_MODEL_STORE_BYTES."
            )
        with self.database.writing() as connection:
            lock_out_others(connection)
            if _touch(connection, model):
                # An earlier version may have seen less in the file.
                connection.execute(update(models).where(models.c.id == model).values(about=about))
                return Added(False, _is_noted(connection, model, token))
            now = _now(connection)
            connection.execute(insert(models).values(id=model, bytes=file.size, used=now, about=about))
            connection.execute(insert(files).values(id=model, data=file.data))
            if file.vocabulary is not None:
                connection.execute(insert(vocabularies).values(id=model, data=file.vocabulary))
            connection.execute(insert(senders).values(id=model, token=token))
            self._make_room(connection)
        self._reserve.keep(file.size)
        return Added(True, True)

    def use(self, model: str) -> bool:
        """Return whether a model exists, and note its use now and then."""
        with self.database.reading() as connection:
            used = connection.scalar(select(models.c.used).where(models.c.id == model))
        if used is not None and abs(time.time_ns() - used) >= NOTE_SECONDS * 10**9:
            self._note(model)
        return used is not None

    def those_of(self, known: Collection[str]) -> set[str]:
        """Return those of some ids that are still there."""
        with self.database.reading() as connection:
            return set(connection.scalars(select(models.c.id).where(models.c.id.in_(known))))

    def about(self, model: str) -> str | None:
        """Return the description of a model from when it was added, or None."""
        if not self.use(model):
            return None
        with self.database.reading() as connection:
            found: str | None = connection.scalar(select(models.c.about).where(models.c.id == model))
            return found

    def file(self, model: str) -> ModelFile | None:
        """Return the file of a model and its vocabulary, or None."""
        with self.database.reading() as connection:
            data = connection.scalar(select(files.c.data).where(files.c.id == model))
            if data is None:
                return None
            # A store of an earlier version that can only be read has no such table.
            if not inspect(connection).has_table(vocabularies.name):
                return ModelFile(data)
            kept = select(vocabularies.c.data).where(vocabularies.c.id == model)
            return ModelFile(data, connection.scalar(kept))

    def remove(self, model: str, token: str) -> Removal:
        """Remove a sender of a model; the model is deleted with its last sender.

        Parameters
        ----------
        model : str
            Its id.
        token : str
            The hash of the sender's deletion token.
        """
        try:
            return self._remove(model, token)
        except Unavailable:
            if not self._reserve.release():
                raise
            try:
                return self._remove(model, token)
            finally:
                self._reserve.keep(0)

    def _remove(self, model: str, token: str) -> Removal:
        with self.database.writing() as connection:
            lock_out_others(connection)
            if connection.scalar(select(models.c.id).where(models.c.id == model)) is None:
                return Removal.NOT_THERE
            tokens = list(connection.scalars(select(senders.c.token).where(senders.c.id == model)))
            if not any(compare_digest(token, one) for one in tokens):
                return Removal.NOT_ALLOWED
            if len(tokens) > 1:
                connection.execute(delete(senders).where(senders.c.id == model, senders.c.token == token))
                return Removal.DONE
            drop(connection, model)
        try:
            fold(self.database.opened())
        except (SQLAlchemyError, sqlite3.Error) as error:
            log.warning("the journal still holds what was deleted: %s", error)
        return Removal.DONE

    def total(self) -> tuple[int, int]:
        """Return the number of models, and their total size in bytes."""
        with self.database.reading() as connection:
            count, size = connection.execute(select(func.count(), func.sum(models.c.bytes))).one()
            return int(count), int(size or 0)

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        self.database.close()

    def _make_room(self, connection: Connection) -> None:
        """Drop the models unused for longest; the newest, used now, alone has room."""
        over = int(connection.scalar(select(func.sum(models.c.bytes))) or 0) - self._most
        if over <= 0:
            return
        oldest = select(models.c.id, models.c.bytes).order_by(models.c.used, models.c.id)
        for model, size in connection.execute(oldest).all():
            drop(connection, model)
            over -= size
            if over <= 0:
                return

    def _note(self, model: str) -> None:
        """Note that a model is used; reads must not fail if nothing can be written."""
        try:
            with self.database.writing() as connection:
                _touch(connection, model)
        except Unavailable:
            log.warning("that a model is used could not be noted")


def _touch(connection: Connection, model: str) -> bool:
    used = update(models).where(models.c.id == model).values(used=_now(connection))
    return connection.execute(used).rowcount > 0


def _now(connection: Connection) -> int:
    """Return the time, but later than any noted: if a clock is set back, new files must not look old."""
    newest = connection.scalar(select(func.max(models.c.used))) or 0
    return max(time.time_ns(), int(newest) + 1)


def _is_noted(connection: Connection, model: str, token: str) -> bool:
    """Note one more sender of a model; return False if there are too many."""
    count = connection.scalar(select(func.count()).where(senders.c.id == model)) or 0
    if count >= MOST_SENDERS:
        return False
    connection.execute(insert(senders).values(id=model, token=token))
    return True


def drop(connection: Connection, model: str) -> None:
    """Delete a model."""
    for table in (senders, vocabularies, files, models):
        connection.execute(delete(table).where(table.c.id == model))


def lock_out_others(connection: Connection) -> None:
    """Let one process at a time count and evict; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE models IN SHARE ROW EXCLUSIVE MODE"))
