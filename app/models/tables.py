"""The tables of the model store, in SQLite or another database that SQLAlchemy speaks to."""

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
    func,
    insert,
    inspect,
    literal,
    select,
)

from app.models.engines import READS, in_time

_LOCK: Final = 0x6D656D6F7279
"""The lock under which the tables are made: a number that no other program uses, "memory" in ASCII."""

metadata = MetaData()
models = Table(
    "models",
    metadata,
    Column("id", String(64), primary_key=True, comment="SHA-256 of the file, or of it and its vocabulary"),
    Column("bytes", BigInteger, nullable=False, comment="the size of the file and its vocabulary"),
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
vocabularies = Table(
    "model_vocabularies",
    metadata,
    Column("id", String(64), ForeignKey("models.id", ondelete="CASCADE"), primary_key=True),
    Column("data", LargeBinary, nullable=False, comment="the file of the model's vocabulary, if it has one"),
)
senders = Table(
    "model_senders",
    metadata,
    Column("id", String(64), ForeignKey("models.id", ondelete="CASCADE"), primary_key=True),
    Column("token", String(64), primary_key=True, comment="SHA-256 of a sender's deletion token"),
)
UNKNOWN: Final = ""
"""The sender of models stored before there were tokens: a hash that no token has."""


def sqlite_url(folder: Path) -> str:
    """Return the address of the embedded database in a folder."""
    return f"sqlite:///{folder / 'models.sqlite3'}"


def make_tables(engine: Engine) -> None:
    """Make the tables that do not exist yet.

    Raises
    ------
    sqlalchemy.exc.SQLAlchemyError
        When the database cannot be reached, or written to.
    """
    with engine.connect().execution_options(**{READS: True}) as connection, in_time(connection):
        if all(inspect(connection).has_table(table.name) for table in metadata.sorted_tables):
            return
    with engine.begin() as connection, in_time(connection):
        if engine.dialect.name == "postgresql":
            # A second server waits, and then finds the tables; SQLite does so by itself.
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        had_senders = inspect(connection).has_table(senders.name)
        metadata.create_all(connection)
        if not had_senders:
            before = select(models.c.id, literal(UNKNOWN))
            connection.execute(insert(senders).from_select(["id", "token"], before))


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
