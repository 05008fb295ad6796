"""Whether a database's tables are those of this version; only those that are missing are made."""

from typing import Any

from sqlalchemy import Engine, inspect

from app.models.engines import READS, in_time
from app.models.tables import metadata


def differences(engine: Engine) -> list[str]:
    """Return what keeps this version from using a database, such as ``rooms has no column lesson``.

    A table that is missing is no difference, nor is a column of its own that may be empty.

    Raises
    ------
    sqlalchemy.exc.SQLAlchemyError
        When the database cannot be reached.
    """
    with engine.connect().execution_options(**{READS: True}) as connection, in_time(connection):
        found = inspect(connection)
        there = set(found.get_table_names())
        return [
            what
            for table in metadata.sorted_tables
            if table.name in there
            for what in _of_table(table.name, set(table.c.keys()), found.get_columns(table.name))
        ]


def _of_table(name: str, ours: set[str], found: list[Any]) -> list[str]:
    columns = {one["name"]: one for one in found}
    others = (one for key, one in columns.items() if key not in ours)
    needed = [one["name"] for one in others if not one["nullable"] and one["default"] is None]
    return [
        *(f"{name} has no column {column}" for column in sorted(ours - columns.keys())),
        *(f"{name} needs a column {column}" for column in sorted(needed)),
    ]
