"""Databases for the store of models: SQLite on a disk that may be full, PostgreSQL that may be frozen."""

import socket
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError, NoSuchModuleError

WAIT_SECONDS: Final = 20
"""How long a worker waits for another to finish writing."""
CONNECT_SECONDS: Final = 3
ANSWER_SECONDS: Final = 5
"""How long a remote database may take to accept a connection, and for one transaction."""
_RECYCLE_SECONDS: Final = 60
"""How long a file is only read before the next attempt to write to it."""
READS: Final = "reads"
"""The execution option of a connection that only reads."""


def checked(url: str) -> URL:
    """Return the address of a database whose driver is installed.

    Raises
    ------
    sqlalchemy.exc.ArgumentError
        When the address is malformed.
    ValueError
        When its driver is not installed.
    """
    address = make_url(url)
    try:
        address.get_dialect().import_dbapi()
    except (ImportError, NoSuchModuleError) as error:
        raise ValueError(
            f"MEMORY_PIPE_MODEL_STORE needs the driver {address.drivername}, which is not installed. "
            "For PostgreSQL: pip install 'memory-pipe[postgresql]', and an address postgresql+psycopg://..."
        ) from error
    return address


def engine_of(address: URL) -> Engine:
    """Return an engine for a database, without connecting to it yet."""
    if address.get_backend_name() == "sqlite":
        file = address.database
        if not file or file == ":memory:":
            engine = create_engine(address)
            event.listen(engine, "connect", _prepare)
        else:
            engine = create_engine(address, creator=partial(_opened, file), pool_recycle=_RECYCLE_SECONDS)
        event.listen(engine, "begin", _begin)
        return engine
    if address.get_backend_name() != "postgresql":
        return create_engine(address, pool_pre_ping=True)
    limits = f"-c statement_timeout={ANSWER_SECONDS}s -c lock_timeout={ANSWER_SECONDS}s"
    engine = create_engine(
        address,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": limits},
    )
    event.listen(engine, "checkout", _check)
    return engine


@contextmanager
def in_time(connection: Connection) -> Iterator[None]:
    """Cut the connection to a PostgreSQL that does not answer: its own timeouts are frozen with it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    with _cut_after(connection.connection.driver_connection, ANSWER_SECONDS + 1):
        yield


@contextmanager
def _cut_after(driver_connection: Any, seconds: float) -> Iterator[None]:  # noqa: ANN401 - psycopg's
    line = socket.socket(fileno=socket.dup(driver_connection.pgconn.socket))

    def cut() -> None:
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.close()


def _check(driver_connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 - psycopg's
    """Drop a connection whose server was restarted or is frozen."""
    try:
        with _cut_after(driver_connection, CONNECT_SECONDS):
            driver_connection.execute("SELECT 1")
            driver_connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _opened(file: str) -> sqlite3.Connection:
    """Open an SQLite file: read-only if nothing can be written beside it and no journal is left."""
    connection = sqlite3.connect(file, timeout=WAIT_SECONDS, check_same_thread=False)
    try:
        _prepare(connection)
    except sqlite3.OperationalError:
        connection.close()
        journal = Path(f"{file}-wal")
        if not Path(file).exists() or (journal.exists() and journal.stat().st_size):
            raise
        address = f"{Path(file).absolute().as_uri()}?immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.isolation_level = None
    return connection


def _prepare(connection: sqlite3.Connection, _: object = None) -> None:
    """Let readers go on while one writes, keep foreign keys, and overwrite what is deleted."""
    # Transactions begin in `_begin`, not where Python's driver would begin one.
    connection.isolation_level = None
    _keep_journal(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _keep_journal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead journal. Here SQLite does not wait for other workers by itself."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the write lock at once, unless reading: a transaction that asks for it later can only fail."""
    reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def make_folder(address: URL) -> None:
    """Make an SQLite file and its folder, accessible only to their owner."""
    if address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:":
        file = Path(address.database)
        file.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if not file.exists():  # SQLite gives its journals the same permissions.
            file.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
