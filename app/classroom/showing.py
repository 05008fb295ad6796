"""A seat's own picture before the class: the desk asks the seat, and shows it only if the seat agrees.

The desk has asked one seat at a time. What is shown is the state as the seat had it when it was asked, as a
state of the desk: nobody is told whose it is.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.classroom.reading import read_seat_numbered
from app.classroom.requests import ShowingAnswer, ShowingRequest
from app.classroom.secrets import DeskPass, SeatPass
from app.classroom.store import RoomStore
from app.faults.kinds import Conflict, NotThere

Showing = Mapping[str, Any]
"""The id of what is asked, the seat, its address, and whether it agreed: null while it has not answered."""


class Begun(NamedTuple):
    """A seat that was asked, and whether it was asked just now."""

    id: str
    address: str
    is_new: bool


def ask(rooms: RoomStore, desk: DeskPass, wanted: ShowingRequest) -> Begun:
    """Ask a seat whether its picture may be shown; the same id again asks nothing else.

    Raises
    ------
    NotThere, Gone, NotAllowed, Conflict
        As `RoomStore.as_desk` does; `NotThere` also if there is no such seat, `Conflict` also if it has no
        picture of its own or is away.
    """
    with rooms.as_desk(desk) as held:
        known = held.head.stand.showing
        if known is not None and known["id"] == wanted.id:
            return Begun(known["id"], known["address"], is_new=False)
        seat = read_seat_numbered(held.connection, held.code, wanted.seat)
        if seat is None or seat.is_removed:
            raise NotThere(f"There is no seat {wanted.seat} in this room.")
        if seat.address is None or not seat.is_present(held.now):
            raise Conflict(f"Seat {wanted.seat} looks at nothing by itself at this moment.")
        held.stand(showing={**wanted.model_dump(), "address": seat.address, "agreed": None})
        return Begun(wanted.id, seat.address, is_new=True)


def withdraw(rooms: RoomStore, desk: DeskPass) -> None:
    """Ask no seat any more. Raises as `RoomStore.as_desk` does."""
    with rooms.as_desk(desk) as held:
        held.stand(showing=None)


def answer(rooms: RoomStore, seat: SeatPass, name: str, wanted: ShowingAnswer) -> None:
    """Note whether a seat agrees; its last word counts.

    Raises
    ------
    NotThere, Gone, NotAllowed
        As `RoomStore.as_seat` does; `NotThere` also if this seat is not asked that.
    """
    with rooms.as_seat(seat) as (held, mine):
        known = held.head.stand.showing
        if known is None or (known["id"], known["seat"]) != (name, mine.seat):
            raise NotThere("This seat is not asked that any more.")
        held.stand(showing={**known, "agreed": wanted.agreed})


def asked_of(showing: Showing | None, seat: int | None) -> dict[str, str] | None:
    """Return what a seat is asked and has not answered yet."""
    if showing is None or showing["seat"] != seat or showing["agreed"] is not None:
        return None
    return {"id": showing["id"], "address": showing["address"]}
