"""A database that several workers, or machines, share: opened at first use, left alone while it fails."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.faults.kinds import Unavailable
from app.models.engines import READS, checked, engine_of, in_time, make_folder
from app.models.shapes import differences
from app.models.tables import make_tables

log = logging.getLogger("memory_pipe")
LONG_SECONDS: Final = 1.0
REST_SECONDS: Final = 5.0
"""A database that failed after `LONG_SECONDS` is left alone for this long."""
_UNAVAILABLE: Final = "The store cannot be used at this moment."


class Database:
    """What is kept, in transactions.

    Parameters
    ----------
    url : str
        The database, as SQLAlchemy names it. It is opened at first use.

    Raises
    ------
    sqlalchemy.exc.ArgumentError, ValueError
        When the URL is malformed; when its driver is not installed.
    """

    def __init__(self, url: str) -> None:
        self.address = checked(url)
        self._engine: Engine | None = None
        self._has_tables = self._was_tried = False
        self._rests_until = 0.0
        self._lock = Lock()

    def is_there(self) -> bool:
        """Return False for an SQLite file that does not exist yet; any other database may exist."""
        file = self.address.database
        is_file = self.address.get_backend_name() == "sqlite" and file not in (None, "", ":memory:")
        return not is_file or Path(str(file)).exists()

    def check(self) -> None:
        """Raise `ValueError` if another version made its tables; one that does not answer may be right."""
        if not self.is_there():
            return
        engine = engine_of(self.address)
        try:
            found = differences(engine)
        except (SQLAlchemyError, sqlite3.Error, OSError):
            return  # the first use says so, and everything else works meanwhile
        finally:
            engine.dispose()
        if found:
            raise ValueError(
                f"The store {self.address.render_as_string()} was made by another version of Memory Pipe: "
                f"{'; '.join(found)}. Start that version, restore a backup, or set MEMORY_PIPE_DATA_DIR or "
                "MEMORY_PIPE_MODEL_STORE to another place."
            )

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads; `Unavailable` if the database cannot be used."""
        with self._guarded(), self.opened().connect() as plain:
            connection = plain.execution_options(**{READS: True})
            with connection.begin(), in_time(connection):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; raises as `reading` does."""
        with self._guarded():
            self._make_tables(must=True)
            with self.opened().begin() as connection, in_time(connection):
                yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn database errors into `Unavailable`; one that kept us waiting is left alone for a while."""
        began = time.monotonic()
        if began < self._rests_until:
            raise Unavailable(_UNAVAILABLE)
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
            if time.monotonic() - began > LONG_SECONDS:
                self._rests_until = time.monotonic() + REST_SECONDS
            log.error("the store of models cannot be used", exc_info=error)
            raise Unavailable(_UNAVAILABLE) from error

    def opened(self) -> Engine:
        """Return the engine, after making the tables if that is possible."""
        with self._lock:
            if self._engine is None:
                self._engine = engine_of(self.address)
        self._make_tables(must=False)
        return self._engine

    def _make_tables(self, *, must: bool) -> None:
        """Make the tables once. Reads go on if that fails: the tables may already exist."""
        with self._lock:
            if self._has_tables or (self._was_tried and not must):
                return
            self._was_tried = True
            try:
                make_folder(self.address)
                engine = self._engine = self._engine or engine_of(self.address)
                make_tables(engine)
            except (SQLAlchemyError, OSError):
                if must or self.address.get_backend_name() != "sqlite":
                    self._was_tried = False
                    raise
            else:
                self._has_tables = True
