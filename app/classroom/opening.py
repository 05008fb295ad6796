"""Opening a room: how many there may be, how many of one client, and which is given back for it."""

from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, exists, func, insert, select, update
from sqlalchemy.engine import Connection

from app.classroom.closing import forget
from app.classroom.records import SECOND, Stand
from app.classroom.secrets import hash_of, new_code, new_key
from app.classroom.store import RoomStore, json_of, models_of
from app.classroom.tables import openers, rooms, seats
from app.faults.kinds import TooMany, Unavailable
from app.faults.wording import setting
from app.models.holding import hold, let_go
from app.models.tables import fold

OPEN_SECONDS: Final = 12 * 3600
"""A room that nobody closes is closed after this time."""
UNWATCHED_SECONDS: Final = 600
"""A room without seats that nobody has watched for this long is given back if its place is needed."""
_TRIES: Final = 50
_HASH: Final = 16


class Most(NamedTuple):
    """The most rooms that are open: of all clients, and of one."""

    rooms: int
    of_client: int


class New(NamedTuple):
    """A room that was opened; `expires` in nanoseconds."""

    code: str
    key: str
    expires: int


def open_room(store: RoomStore, client: str, stand: Stand, lesson: Mapping[str, Any], most: Most) -> New:
    """Open a room.

    Parameters
    ----------
    store : RoomStore
        Where it is kept.
    client : str
        Who opens it; a hash is kept.
    stand : Stand
        How it is run at first.
    lesson : mapping
        The desk's plan.
    most : Most
        How many may be open.

    Raises
    ------
    TooMany, Unavailable
        If as many of the client, or as many of all, are open and none of them can be given back.
    """
    now, key, who = store.now(), new_key(), hash_of(client)[:_HASH]
    with store.writing() as connection:
        is_less = _make_place(connection, who, most, now)
        code = _free_code(connection)
        new = New(code, key, now + OPEN_SECONDS * SECOND)
        connection.execute(
            insert(rooms).values(
                code=code,
                key=hash_of(key),
                made=now,
                expires=new.expires,
                is_closed=False,
                version=1,
                desk="",
                stand=json_of(stand._asdict()),
                lesson=json_of(lesson),
            )
        )
        connection.execute(insert(openers).values(room=code, client=who, watched=now))
        if models := models_of(stand):
            hold(connection, models, code)
    if is_less:
        fold(store.database.opened())
    return new


def note_watched(store: RoomStore, codes: Collection[str]) -> None:
    """Note that somebody watches some rooms at this moment."""
    if codes:
        with store.writing() as connection:
            connection.execute(update(openers).where(openers.c.room.in_(codes)).values(watched=store.now()))


def _make_place(connection: Connection, who: str, most: Most, now: int) -> bool:
    """Give a room back where there are as many as there may be; return whether models are less needed."""
    mine, is_less = openers.c.client == who, False
    if (count := _open(connection, now, mine)) >= most.of_client:
        if (code := _given_back(connection, now, mine)) is None:
            raise TooMany(
                f"{count} of your rooms are open, the limit max_rooms_of_client. Close one, or raise the "
                f"setting {setting('max_rooms_of_client')}."
            )
        is_less = let_go(connection, [code])
        forget(connection, [code])
    if (count := _open(connection, now)) >= most.rooms:
        if (code := _given_back(connection, now)) is None:
            raise Unavailable(
                f"{count} rooms are open, the limit max_rooms. Close one, or raise the setting "
                f"{setting('max_rooms')}."
            )
        is_less |= let_go(connection, [code])
        forget(connection, [code])
    return is_less


def _open(connection: Connection, now: int, *which: ColumnElement[bool]) -> int:
    found = select(func.count()).select_from(rooms).outerjoin(openers)
    is_open = rooms.c.is_closed.is_(False), rooms.c.expires > now
    return int(connection.scalar(found.where(*is_open, *which)) or 0)


def _given_back(connection: Connection, now: int, *which: ColumnElement[bool]) -> str | None:
    """Return the open room without seats that nobody has watched for longest, if that is long enough."""
    has_seats = exists().where(seats.c.room == rooms.c.code, seats.c.is_removed.is_(False))
    unwatched = openers.c.watched <= now - UNWATCHED_SECONDS * SECOND
    found = select(rooms.c.code).join(openers).where(rooms.c.is_closed.is_(False), rooms.c.expires > now)
    oldest = found.where(unwatched, ~has_seats, *which).order_by(openers.c.watched).limit(1)
    code: str | None = connection.scalar(oldest)
    return code


def _free_code(connection: Connection) -> str:
    for _ in range(_TRIES):
        code = new_code()
        if connection.scalar(select(rooms.c.code).where(rooms.c.code == code)) is None:
            return code
    raise Unavailable("No code is free at this moment.")
