"""The tables of the model store, in SQLite or another database that SQLAlchemy speaks to."""

import sqlite3
import time
from pathlib import Path
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    inspect,
    literal,
    select,
)
from sqlalchemy.engine import Connection, make_url

WAIT_SECONDS: Final = 20
"""How long a worker waits for another to finish writing."""

_LOCK: Final = 0x6D656D6F7279
"""The lock under which the tables are made: a number that no other program uses, "memory" in ASCII."""

metadata = MetaData()
models = Table(
    "models",
    metadata,
    Column("id", String(64), primary_key=True, comment="SHA-256 of the file, in hexadecimal"),
    Column("bytes", BigInteger, nullable=False, comment="the size of the file"),
    Column("used", BigInteger, nullable=False, index=True, comment="when it was last used, in nanoseconds"),
    Column("about", Text, nullable=False, comment="what the API says about it, as JSON"),
)
files = Table(
    "model_files",
    metadata,
    Column("id", String(64), ForeignKey("models.id", ondelete="CASCADE"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""The bytes have their own table, so that noting a model's use does not write them again."""
senders = Table(
    "model_senders",
    metadata,
    Column("id", String(64), ForeignKey("models.id", ondelete="CASCADE"), primary_key=True),
    Column("token", String(64), primary_key=True, comment="SHA-256 of a sender's deletion token"),
)
UNKNOWN: Final = ""
"""The sender of a model that was kept before there were tokens: a hash that no token has."""


def sqlite_url(folder: Path) -> str:
    """Return the address of the embedded database in a folder."""
    return f"sqlite:///{folder / 'models.sqlite3'}"


def connect(url: str) -> Engine:
    """Return an engine whose database has the tables.

    Raises
    ------
    sqlalchemy.exc.SQLAlchemyError
        When the address is malformed, or the database cannot be reached.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(address, pool_pre_ping=True)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # A second server waits, and then finds the tables; SQLite does so by itself.
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        had_senders = inspect(connection).has_table(senders.name)
        metadata.create_all(connection)
        if not had_senders:
            before = select(models.c.id, literal(UNKNOWN))
            connection.execute(insert(senders).from_select(["id", "token"], before))
    return engine


def fold(engine: Engine) -> None:
    """Write SQLite's journal into the database file, which still contains deleted data until then."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        # If another worker is reading at the moment, the next checkpoint will do it.
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, _: object) -> None:
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
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that asks for it later can only fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
