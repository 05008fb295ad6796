"""Closing rooms, and deleting what is kept of them when its time is over."""

from collections.abc import Collection

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from app.classroom.secrets import DeskPass
from app.classroom.store import RoomStore
from app.classroom.tables import answers, openers, questions, rooms, seats, tasks
from app.models.holding import let_go
from app.models.tables import fold


def close(store: RoomStore, one: DeskPass, kept: int) -> None:
    """Close a room; its data go after `kept` nanoseconds. Raises as `RoomStore.as_desk` does."""
    with store.as_desk(one) as held:
        is_less = let_go(held.connection, [held.code])
        if kept:
            held.change(is_closed=True, expires=held.now + kept)
        else:
            forget(held.connection, [held.code])
    if is_less:
        fold(store.database.opened())


def forget_expired(store: RoomStore, kept: int) -> list[str]:
    """Close rooms that nobody closed in time, and delete those whose time is over; return these."""
    now = store.now()
    is_over = rooms.c.expires <= now
    with store.database.reading() as connection:
        if connection.scalar(select(func.count()).select_from(rooms).where(is_over)) == 0:
            return []
    with store.writing() as connection:
        is_less = let_go(connection, list(connection.scalars(select(rooms.c.code).where(is_over))))
        left = update(rooms).where(is_over, rooms.c.is_closed.is_(False))
        if kept:
            again = {"is_closed": True, "expires": rooms.c.expires + kept}
            connection.execute(left.values(**again, version=rooms.c.version + 1))
        gone = list(connection.scalars(select(rooms.c.code).where(is_over)))
        forget(connection, gone)
    if is_less:
        fold(store.database.opened())
    return gone


def forget(connection: Connection, codes: Collection[str]) -> None:
    """Delete rooms with everything in them."""
    for table in (answers, questions, tasks, seats, openers):
        connection.execute(delete(table).where(table.c.room.in_(codes)))
    connection.execute(delete(rooms).where(rooms.c.code.in_(codes)))
