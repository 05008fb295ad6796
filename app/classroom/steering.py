"""What a desk does with its room. Every function raises as `RoomStore.as_desk` does."""

from typing import Any

from sqlalchemy import update

from app.classroom.requests import DeskRequest, RoomChange, StateRequest
from app.classroom.secrets import DeskPass
from app.classroom.store import RoomStore, json_of
from app.classroom.tables import seats
from app.faults.kinds import Conflict, NotThere


def show(rooms: RoomStore, desk: DeskPass, wanted: StateRequest) -> int:
    """Show the class another state; return its version.

    Raises
    ------
    Conflict
        If the desk has not seen the present one.
    """
    with rooms.as_desk(desk) as held:
        present = held.head.stand.state
        if wanted.after != present["version"]:
            raise Conflict(
                f"expected the present version of the state, {present['version']}, found {wanted.after}",
                "/after",
            )
        state = {"version": present["version"] + 1, "address": wanted.address}
        held.stand(state=state, shown=held.head.stand.shown if held.head.stand.frozen else state)
        return int(state["version"])


def change(rooms: RoomStore, desk: DeskPass, wanted: RoomChange) -> None:
    """Change how the room is run. The class sees the desk's state again when it is no longer frozen."""
    values: dict[str, Any] = {name: value for name, value in wanted.model_dump().items() if value is not None}
    with rooms.as_desk(desk) as held:
        if wanted.frozen is False:
            values["shown"] = held.head.stand.state
        held.stand(**values)


def recall(rooms: RoomStore, desk: DeskPass) -> int:
    """Call everybody; return how often that was done."""
    with rooms.as_desk(desk) as held:
        return held.stand(recall=held.head.stand.recall + 1).recall


def keep_lesson(rooms: RoomStore, desk: DeskPass, lesson: dict[str, Any]) -> None:
    """Keep the desk's plan."""
    with rooms.as_desk(desk) as held:
        held.change(lesson=json_of(lesson))


def remove(rooms: RoomStore, desk: DeskPass, seat: int) -> None:
    """Remove a seat, whose answers no longer count; raises `NotThere` if there is none."""
    with rooms.as_desk(desk) as held:
        one = seats.c.room == held.code, seats.c.seat == seat
        gone = update(seats).where(*one, seats.c.is_removed.is_(False)).values(is_removed=True)
        if not held.connection.execute(gone).rowcount:
            raise NotThere(f"There is no seat {seat} in this room.")
        held.change()


def claim(rooms: RoomStore, desk: DeskPass, wanted: DeskRequest) -> bool:
    """Let a desk write, if none does or if it takes over; return whether it only reads."""
    with rooms.as_any_desk(desk) as held:
        if held.head.desk in ("", wanted.desk) or wanted.take_over:
            if held.head.desk != wanted.desk:
                held.change(desk=wanted.desk)
            return False
        return True
