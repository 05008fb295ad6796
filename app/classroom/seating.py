"""Taking a seat, and what a seat says of itself."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import orjson
from sqlalchemy import delete, func, insert, select, update

from app.classroom.nicknames import Nickname, invented
from app.classroom.reading import read_own_answers, read_seat
from app.classroom.records import ABSENT_AFTER, Seat
from app.classroom.requests import JoinRequest, SeatChange, TaskProgress
from app.classroom.secrets import SeatPass, hash_of, new_key
from app.classroom.showing import asked_of
from app.classroom.store import Held, RoomStore, checked_seat, closed, json_of
from app.classroom.tables import seats, tasks
from app.faults.kinds import Conflict, Locked, NotAllowed, Refused


class Taken(NamedTuple):
    """A seat that was taken, and whether it is a new one."""

    seat: int
    token: str
    nickname: Nickname | None
    is_new: bool


def join(rooms: RoomStore, code: str, wanted: JoinRequest, most: int) -> Taken:
    """Take a seat; the same token again has the same seat.

    Raises
    ------
    NotThere, Gone
        As `RoomStore.holding` does.
    NotAllowed
        If the token is that of a seat that was removed.
    Locked, Conflict
        If nobody else may join, or if `most` have.
    Refused
        For a name of one's own where that is off.
    """
    token = wanted.token or new_key()
    with rooms.holding(code) as held:
        known = read_seat(held.connection, code, hash_of(token))
        if known is not None:
            if known.is_removed:
                raise NotAllowed("This seat was removed.")
            return Taken(known.seat, token, known.nickname, is_new=False)
        if held.head.stand.locked:
            raise Locked(f"The room {code} is locked: nobody else may join.")
        in_room = select(seats.c.seat, seats.c.nickname, seats.c.is_removed).where(seats.c.room == code)
        there = held.connection.execute(in_room).all()
        if sum(not one.is_removed for one in there) >= most:
            raise Conflict(f"The room {code} is full: {most} seats are the limit max_seats.")
        seat = 1 + max((one.seat for one in there), default=0)
        nickname = _nickname(held, wanted.nickname, [orjson.loads(one.nickname) for one in there])
        held.connection.execute(
            insert(seats).values(
                room=code,
                seat=seat,
                token=hash_of(token),
                language=wanted.language,
                people=wanted.people,
                nickname=json_of(nickname),
                doing="following",
                address=None,
                since=held.now,
                told="",
                seen=held.now,
                is_removed=False,
            )
        )
        held.change()
    return Taken(seat, token, nickname, is_new=True)


def _nickname(held: Held, wanted: str, taken: list[Nickname | None]) -> Nickname | None:
    if wanted == "invented":
        return invented(taken)
    if wanted == "none":
        return None
    if not held.head.stand.own_names:
        raise Refused("/nickname", "expected 'invented' or 'none': names of one's own are off in this room")
    return {"text": wanted}


def present(rooms: RoomStore, one: SeatPass) -> Seat:
    """Return a seat; raises as `RoomStore.as_seat` does."""
    found = rooms.read(one.code)
    if found.is_closed:
        raise closed(one.code)
    with rooms.database.reading() as connection:
        return checked_seat(connection, one)


def own(rooms: RoomStore, one: SeatPass) -> dict[str, Any]:
    """Return what a seat may know of itself; raises as `RoomStore.as_seat` does."""
    room, seat = rooms.read(one.code), present(rooms, one)
    with rooms.database.reading() as connection:
        given = read_own_answers(connection, one.code, seat.seat)
    found: dict[str, dict[str, Any]] = {}
    for question, answer in given:
        if not answer.why:
            found.setdefault(question, {})[str(answer.round)] = answer.value
    return {
        "seat": seat.seat,
        "nickname": seat.nickname,
        "people": seat.people,
        "answers": found,
        "showing": asked_of(room.stand.showing, seat.seat),
    }


def change(rooms: RoomStore, one: SeatPass, wanted: SeatChange) -> None:
    """Note what a seat says of itself; the same id again changes nothing. Raises as `as_seat` does."""
    values = wanted.model_dump(exclude={"id", "task"}, exclude_none=True) | {"address": wanted.address}
    with rooms.as_seat(one) as (held, seat):
        mine = seats.c.room == held.code, seats.c.seat == seat.seat
        now = {"told": wanted.id, "since": held.now if wanted.doing != seat.doing else seat.since}
        changed = update(seats).where(*mine, seats.c.told != wanted.id).values(**values, **now)
        if held.connection.execute(changed).rowcount:
            if wanted.task is not None:
                _note_task(held, seat.seat, wanted.task)
            held.change()


def _note_task(held: Held, seat: int, wanted: TaskProgress) -> None:
    held.connection.execute(delete(tasks).where(tasks.c.room == held.code, tasks.c.seat == seat))
    now = {"task": wanted.task, "reached": wanted.reached, "goal": wanted.of}
    held.connection.execute(insert(tasks).values(room=held.code, seat=seat, **now))


def note_seen(rooms: RoomStore, code: str, here: Collection[int], gone: Mapping[int, int]) -> int:
    """Note which seats of a room are connected to a server, and which have just ceased to be.

    Parameters
    ----------
    rooms : RoomStore
        The store.
    code : str
        The room.
    here : collection of int
        The seats that are connected.
    gone : mapping of int to int
        When this server last noted each seat that has gone: one that another server has noted since has only
        changed servers.

    Returns
    -------
    int
        The time that was noted.
    """
    now = rooms.now()
    with rooms.writing() as connection:
        held = rooms.held(connection, code)
        if held is None:
            return now
        in_room = seats.c.room == code
        absent = seats.c.seen <= now - ABSENT_AFTER
        come = select(func.count()).where(in_room, seats.c.seat.in_(here), absent)
        is_news = bool(connection.scalar(come))
        connection.execute(update(seats).where(in_room, seats.c.seat.in_(here)).values(seen=now))
        for seat, noted in gone.items():
            left = update(seats).where(in_room, seats.c.seat == seat, seats.c.seen <= noted)
            is_news |= connection.execute(left.values(seen=0)).rowcount > 0
        if is_news:
            held.change()
    return now
