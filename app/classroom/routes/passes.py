"""Who asks: everybody with the code, the desk with its key, a seat with its token.

Key and token are headers, never part of an address, which others may read over a shoulder or in a log.
"""

import re
from functools import partial
from typing import Annotated, Final

from fastapi import Depends, Header, Path, Request

from app.classroom.secrets import CODE, KEY, DeskPass, SeatPass
from app.classroom.store import unknown
from app.faults.kinds import NotAllowed
from app.http.work import stored
from app.services import services_of

ROOM: Final = "/{code}"
_CODE: Final = re.compile(CODE)
_KEY: Final = re.compile(KEY)
_DESK: Final = re.compile("[0-9a-f]{8,32}")

Typed = Annotated[str, Path(alias="code", description="The room's code, in upper or lower case.")]
Key = Annotated[str | None, Header(alias="X-Room-Key", description="The key of the room.")]
DeskId = Annotated[str | None, Header(alias="X-Desk", description="Which desk asks, as it has said itself.")]
Token = Annotated[str | None, Header(alias="X-Seat-Token", description="The token of the seat.")]


async def code_of(typed: Typed) -> str:
    """Return a code as it is kept; raises `NotThere` for what cannot be one."""
    if not _CODE.fullmatch(typed):
        raise unknown(typed if typed.isalnum() and len(typed) <= len("BCDF") else "with this code")
    return typed.upper()


Code = Annotated[str, Depends(code_of)]


async def desk_of(request: Request, code: Code, key: Key = None, desk: DeskId = None) -> DeskPass:
    """Return the pass of a desk; raises `NotThere`, and `NotAllowed` without the room's key."""
    known = desk if desk and _DESK.fullmatch(desk) else None
    shown = DeskPass(code, key if key and _KEY.fullmatch(key) else "", known)
    await stored(partial(services_of(request).classrooms.rooms.check, shown))
    return shown


Desk = Annotated[DeskPass, Depends(desk_of)]


def seat_pass(code: str, token: str | None) -> SeatPass:
    """Return the pass of a seat; raises `NotAllowed` for what is no token."""
    if token is None or not _KEY.fullmatch(token):
        raise NotAllowed("Expected the token of a seat of this room in the header X-Seat-Token.")
    return SeatPass(code, token)


async def seat_of(code: Code, token: Token = None) -> SeatPass:
    """Return the pass of a seat; raises as `seat_pass` does."""
    return seat_pass(code, token)


Seat = Annotated[SeatPass, Depends(seat_of)]
