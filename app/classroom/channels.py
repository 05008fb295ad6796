"""Rooms that somebody watches at this server: what is seen of each, read once for all who listen.

A room that was changed through this server is read at once; through another, when that tells so, or within
`LOOK_SECONDS` if there is no line between them. A change is not told each time: of several in a row only the
last.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import Context
from functools import partial
from typing import Any, Final

import orjson
from anyio import to_thread

from app.classroom.store import RoomStore
from app.classroom.views import Counts, View, view_of
from app.faults.kinds import NotThere, Unavailable

LOOK_SECONDS: Final = 0.2
TOLD_LOOK_SECONDS: Final = 2.0
"""As often the database is asked for changes although other servers tell them: a message may be lost."""
HEARTBEAT_SECONDS: Final = 15.0
"""A room is read at least this often: a seat whose server was killed goes away without a word."""
STEP_SECONDS: Final = 0.2
"""At least as much time lies between two steps."""
COUNT_SECONDS: Final = 0.5
"""Numbers of people alone are told once nothing was for this long; so they never make a step wait."""
SEAT_COUNT_SECONDS: Final = 2.0
"""Within this time seats hear of numbers of people alone: 250 phones need not count along with the board."""
_GATHER_SECONDS: Final = 0.05
"""Changes are gathered for this long before the room is read again."""


class Listener:
    """One open stream.

    Parameters
    ----------
    is_seat : bool
        Whether it is a seat's, for which numbers of people alone are no reason to hurry.
    """

    def __init__(self, *, is_seat: bool) -> None:
        self.is_seat = is_seat
        self.rung = asyncio.Event()
        self.is_over = False

    def end(self) -> None:
        """Let the stream end."""
        self.is_over = True
        self.rung.set()


class Channel:
    """One room.

    Parameters
    ----------
    read : callable
        Returns what is seen of the room, from a thread; raises `NotThere`, `Unavailable`.

    Attributes
    ----------
    view : View or None
        What was told last; None before.
    public : bytes
        The same as the event that boards receive; it stays where nothing of it has changed.
    for_seats : bytes
        The event that seats receive: the same, or an earlier one with other numbers of people.
    is_over : bool
        Whether the room is closed, or no longer there.
    """

    def __init__(self, read: Callable[[], View]) -> None:
        self.view: View | None = None
        self.public = self.for_seats = b""
        self.is_over = False
        self.listeners: set[Listener] = set()
        self._read = read
        self._stirred = asyncio.Event()
        self._due: asyncio.TimerHandle | None = None
        self._seats_due: asyncio.TimerHandle | None = None
        self._told = self._told_step = 0.0

    def stir(self, *, is_step: bool) -> None:
        """Note that the room has changed; where only numbers of people have, it is read when they are due."""
        wait = self._told + COUNT_SECONDS - time.monotonic()
        if is_step or wait <= 0:
            self._stirred.set()
        elif self._due is None:
            self._due = asyncio.get_running_loop().call_later(wait, self._stirred.set)

    async def tell(self) -> None:
        """Tell what changes, until the room is gone or closed."""
        self._stirred.set()
        while not self.is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), HEARTBEAT_SECONDS)
            self._stirred.clear()
            self._due = None
            try:
                view = await to_thread.run_sync(self._read)
            except NotThere:
                self.is_over = True
                self._ring()
            except Unavailable:
                await asyncio.sleep(1)
                self._stirred.set()
            else:
                await self._publish(view)
                if view.is_closed:
                    self.is_over = True
                    self._ring()

    async def _publish(self, view: View) -> None:
        """Tell a view; if it is too early, look again when it is time."""
        is_step = self.view is None or _still(view) != _still(self.view)
        if self.view is not None:
            earliest = self._told_step + STEP_SECONDS if is_step else self._told + COUNT_SECONDS
            wait = earliest - time.monotonic()
            if wait > 0:
                await self._pause(wait, is_step=is_step)
                self._stirred.set()
                return
            self._told = time.monotonic()
            if is_step:
                self._told_step = self._told
        if self.view is None or _rest(view.public) != _rest(self.view.public):
            self.public = event("room", view.public, view.public["version"])
        self.view = view
        if is_step:
            self.for_seats = self.public
            self._ring()
        else:
            self._ring(seats=False)
            if self._seats_due is None:
                self._seats_due = asyncio.get_running_loop().call_later(SEAT_COUNT_SECONDS, self._tell_seats)

    def _tell_seats(self) -> None:
        self._seats_due = None
        if self.for_seats is not self.public:
            self.for_seats = self.public
            self._ring()

    async def _pause(self, seconds: float, *, is_step: bool) -> None:
        """Wait; where only numbers have changed, something else may come in between."""
        least = seconds if is_step else min(seconds, _GATHER_SECONDS)
        await asyncio.sleep(least)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stirred.wait(), seconds - least)

    def _ring(self, *, seats: bool = True) -> None:
        for one in self.listeners:
            if seats or not one.is_seat:
                one.rung.set()


class Channels:
    """All rooms that somebody watches at this server.

    Parameters
    ----------
    rooms : RoomStore
        Where rooms are kept.
    is_told : callable
        Returns whether other servers tell at this moment what they change.
    """

    def __init__(self, rooms: RoomStore, is_told: Callable[[], bool] = lambda: False) -> None:
        self._rooms, self._is_told = rooms, is_told
        self._open: dict[str, tuple[Channel, asyncio.Task[None]]] = {}

    @contextmanager
    def listening(self, code: str, listener: Listener) -> Iterator[Channel]:
        """Listen to a room."""
        if code not in self._open:
            channel = Channel(partial(view_of, self._rooms, code, Counts()))
            # A context of its own: it does not belong to the request that happened to come first.
            task = asyncio.get_running_loop().create_task(channel.tell(), context=Context())
            self._open[code] = channel, task
        channel, task = self._open[code]
        channel.listeners.add(listener)
        try:
            yield channel
        finally:
            channel.listeners.discard(listener)
            if not channel.listeners and self._open.get(code) == (channel, task):
                del self._open[code]
                channel.is_over = True  # Python 3.11 loses a cancellation that meets the end of a wait.
                task.cancel()

    @property
    def listeners(self) -> int:
        """How many streams are open, of all rooms."""
        return sum(len(channel.listeners) for channel, _ in self._open.values())

    @property
    def watched(self) -> list[str]:
        """The codes of the rooms that somebody watches."""
        return list(self._open)

    def seen(self, code: str) -> dict[str, Any] | None:
        """Return what was told last of a room, None where nobody here watches it."""
        channel, _ = self._open.get(code, (None, None))
        return None if channel is None or channel.view is None else channel.view.public

    def stir(self, code: str, *, is_step: bool) -> None:
        """Note that a room was changed by its desk or by a seat."""
        if code in self._open:
            self._open[code][0].stir(is_step=is_step)

    async def look(self) -> None:
        """Notice what is changed through other servers, until cancelled."""
        while True:
            await asyncio.sleep(TOLD_LOOK_SECONDS if self._is_told() else LOOK_SECONDS)
            if not self._open:
                continue
            try:
                found = await to_thread.run_sync(self._rooms.versions, list(self._open))
            except Unavailable:
                continue
            for code, (channel, _) in list(self._open.items()):
                if channel.view is not None and found.get(code) != channel.view.public["version"]:
                    channel.stir(is_step=True)

    def end(self) -> None:
        """Let all streams end."""
        for channel, _ in list(self._open.values()):
            for one in list(channel.listeners):
                one.end()


def event(name: str, data: object, number: int | None = None) -> bytes:
    """Return a server-sent event."""
    own = b"" if number is None else b"id: %d\n" % number
    return b"%sevent: %s\ndata: %s\n\n" % (own, name.encode(), orjson.dumps(data))


def _rest(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without its version, which also counts what the class does not see."""
    return {**public, "version": None}


def _still(view: View) -> tuple[object, ...]:
    """Return what seats should know at once: all but the version and numbers of people."""
    question = view.public["question"]
    numbers = {"version": None, "joined": None, "present": None}
    asked = question and {**question, "answered": None, "counts": None}
    return {**view.public, **numbers, "question": asked}, view.showing, view.removed
