"""Rooms in the database, which alone knows how they stand: any worker can answer for any room.

Every change is one transaction that holds its room, so that an answer and the close of its question have an
order. A server that is killed has kept all that it acknowledged.
"""

import re
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.engine import Connection

from app.classroom.reading import read_room, read_seat, stand_of
from app.classroom.records import Room, Seat, Stand
from app.classroom.secrets import DeskPass, SeatPass, fits, hash_of
from app.classroom.tables import rooms, seats
from app.faults.kinds import Conflict, Gone, NotAllowed, NotThere
from app.models.database import Database
from app.models.holding import hold

_MODEL: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
"""An uploaded model in an address."""


class Head(NamedTuple):
    """A room that is held by a transaction, without its seats and questions."""

    code: str
    key: str
    expires: int
    is_closed: bool
    version: int
    desk: str
    stand: Stand


_HEAD: Final = (
    select(*(rooms.c[name] for name in Head._fields))
    .where(rooms.c.code == bindparam("code"), rooms.c.expires > bindparam("now"))
    .with_for_update()
)


class Held:
    """A room that a transaction holds until its end.

    Parameters
    ----------
    connection : Connection
        The transaction.
    head : Head
        The room as it is.
    now : int
        The time in nanoseconds.
    """

    def __init__(self, connection: Connection, head: Head, now: int) -> None:
        self.connection, self.head, self.now = connection, head, now

    @property
    def code(self) -> str:
        """The room's code."""
        return self.head.code

    @property
    def next_version(self) -> int:
        """The room's version once it has changed."""
        return self.head.version + 1

    def change(self, times: int = 1, /, **values: Any) -> int:  # noqa: ANN401 - values of columns
        """Note that the room has changed so many times, with new values of its own; return its version."""
        mine, version = update(rooms).where(rooms.c.code == self.code), self.head.version + times
        self.connection.execute(mine.values(version=version, **values))
        return version

    def stand(self, **values: Any) -> Stand:  # noqa: ANN401 - as in Stand
        """Set what is given of how the room is run; return all of it. A model that is shown stays."""
        stand = self.head.stand._replace(**values)
        if models := set(models_of(stand)) - set(models_of(self.head.stand)):
            hold(self.connection, models, self.code)
        if stand != self.head.stand:
            self.change(stand=json_of(stand._asdict()))
        return stand


class RoomStore:
    """Rooms.

    Parameters
    ----------
    database : Database
        Where they are kept. Every method raises `Unavailable` if it cannot be used.
    now : callable
        Returns the time in nanoseconds.
    """

    def __init__(self, database: Database, now: Callable[[], int] = time.time_ns) -> None:
        self.database, self.now = database, now
        # Threads that wait for SQLite sleep ever longer; a lock wakes them at once.
        is_sqlite = database.address.get_backend_name() == "sqlite"
        self._in_turn: AbstractContextManager[object] = Lock() if is_sqlite else nullcontext()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes."""
        with self._in_turn, self.database.writing() as connection:
            yield connection

    def read(self, code: str) -> Room:
        """Return a room, closed or not, or raise `NotThere`."""
        with self.database.reading() as connection:
            found = read_room(connection, code)
        if found is None or found.expires <= self.now():
            raise unknown(code)
        return found

    def total(self) -> tuple[int, int]:
        """Return the number of open rooms, and of the seats in them."""
        is_open = rooms.c.is_closed.is_(False), rooms.c.expires > self.now()
        taken = select(func.count()).select_from(seats).join(rooms, rooms.c.code == seats.c.room)
        with self.database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(rooms).where(*is_open))
            return int(count or 0), int(
                connection.scalar(taken.where(*is_open, seats.c.is_removed.is_(False))) or 0
            )

    def check(self, one: DeskPass) -> None:
        """Raise `NotThere` if there is no such room, `NotAllowed` if a key is not the room's."""
        with self.database.reading() as connection:
            chosen = select(rooms.c.key).where(rooms.c.code == one.code, rooms.c.expires > self.now())
            kept = connection.scalar(chosen)
        if kept is None:
            raise unknown(one.code)
        check_key(one, kept)

    def versions(self, codes: Collection[str]) -> dict[str, int]:
        """Return the versions of those of some rooms that are there."""
        with self.database.reading() as connection:
            found = select(rooms.c.code, rooms.c.version).where(rooms.c.code.in_(codes))
            return {row.code: row.version for row in connection.execute(found)}

    @contextmanager
    def holding(self, code: str) -> Iterator[Held]:
        """Hold a room until the end of a transaction; raises `NotThere`, or `Gone` if it is closed."""
        with self._any(code) as held:
            if held.head.is_closed:
                raise closed(code)
            yield held

    @contextmanager
    def as_desk(self, one: DeskPass) -> Iterator[Held]:
        """Hold a room for its desk.

        Raises
        ------
        NotThere, Gone
            As `holding` does.
        NotAllowed
            If the key is not the room's.
        Conflict
            If another desk has the room.
        """
        with self.as_any_desk(one) as held:
            if held.head.desk and held.head.desk != one.desk:
                raise Conflict("Another desk has this room; this one reads until it takes over.")
            yield held

    @contextmanager
    def as_any_desk(self, one: DeskPass) -> Iterator[Held]:
        """Hold a room for one of its desks, also for one that only reads; raises as `as_desk` does."""
        with self._any(one.code) as held:
            check_key(one, held.head.key)
            if held.head.is_closed:
                raise closed(one.code)
            yield held

    @contextmanager
    def as_seat(self, one: SeatPass) -> Iterator[tuple[Held, Seat]]:
        """Hold a room for a seat; raises as `holding` does, and `NotAllowed` if it has no such seat."""
        with self.holding(one.code) as held:
            yield held, checked_seat(held.connection, one)

    def held(self, connection: Connection, code: str) -> Held | None:
        """Hold a room, closed or not, until the end of a transaction; return None if there is none."""
        now = self.now()
        row = connection.execute(_HEAD, {"code": code, "now": now}).one_or_none()
        if row is None:
            return None
        return Held(connection, Head._make(row)._replace(stand=stand_of(row.stand)), now)

    @contextmanager
    def _any(self, code: str) -> Iterator[Held]:
        with self.writing() as connection:
            held = self.held(connection, code)
            if held is None:
                raise unknown(code)
            yield held


def checked_seat(connection: Connection, one: SeatPass) -> Seat:
    """Return the seat with a token, or raise `NotAllowed`."""
    return check_seat(read_seat(connection, one.code, hash_of(one.token)))


def check_seat(found: Seat | None) -> Seat:
    """Return a seat that was looked for, or raise `NotAllowed` if it is not there."""
    if found is None or found.is_removed:
        raise NotAllowed("This is no token of a seat in this room; the seat may have been removed.")
    return found


def check_key(one: DeskPass, kept: str) -> None:
    """Raise `NotAllowed` unless a key is the one of which this hash is kept."""
    if not fits(one.key, kept):
        raise NotAllowed("This is not the key of this room.")


def models_of(stand: Stand) -> list[str]:
    """Return the uploaded models to which a room's address leads."""
    return _MODEL.findall(str(stand.state["address"]))


def unknown(code: str) -> NotThere:
    """Return the fault of a room that does not exist."""
    return NotThere(f"There is no room {code} on this server.")


def closed(code: str) -> Gone:
    """Return the fault of a room that is closed."""
    return Gone(f"The room {code} is closed.")


def json_of(value: object) -> str:
    """Return a value as JSON."""
    return orjson.dumps(value).decode()
