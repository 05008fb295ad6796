"""Models that somebody shows: they stay until they are let go, also if their senders delete them meanwhile.

Who shows a model is noted beside its senders, under a name that is no hash and hence no sender's.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from app.models.store import drop, lock_out_others
from app.models.tables import models, senders

_SHOWN: Final = "shown: "


def hold(connection: Connection, wanted: Collection[str], holder: str) -> None:
    """Keep those of some models that are there, until their holder lets go."""
    lock_out_others(connection)
    name = _SHOWN + holder
    there = set(connection.scalars(select(models.c.id).where(models.c.id.in_(wanted))))
    there -= set(connection.scalars(select(senders.c.id).where(senders.c.token == name)))
    for model in sorted(there):
        connection.execute(insert(senders).values(id=model, token=name))


def let_go(connection: Connection, holders: Collection[str]) -> bool:
    """Let go of what some holders keep; return whether a model was deleted, which nobody else has."""
    names = [_SHOWN + holder for holder in holders]
    held = set(connection.scalars(select(senders.c.id).where(senders.c.token.in_(names))))
    if not held:
        return False
    lock_out_others(connection)
    connection.execute(delete(senders).where(senders.c.token.in_(names)))
    left = held - set(connection.scalars(select(senders.c.id).where(senders.c.id.in_(held))))
    for model in left:
        drop(connection, model)
    return bool(left)
