"""Which seats are connected to this server, noted in the store for all servers."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from anyio import to_thread

from app.classroom.channels import Listener
from app.faults.kinds import Unavailable

MOST_STREAMS: Final = 3
"""A seat may be open in a few tabs; with one more, the oldest stream ends."""
TICK_SECONDS: Final = 1.0
_AGAIN: Final = 10
"""Every so many ticks all are noted again."""
_GRACE: Final = 3
"""A seat whose stream has ended for this many ticks is away: a reload is no absence."""

Note = Callable[[str, list[int], Mapping[int, int]], int]
"""Notes the seats of a room that are here, and those that left; returns the time that was noted."""


class _Crowd:
    """The seats of one room that are, or just were, connected."""

    def __init__(self) -> None:
        self.streams: dict[int, deque[Listener]] = defaultdict(deque)
        self.noted: dict[int, int] = {}
        self.leaving: dict[int, int] = {}


class Attendance:
    """The seats that are connected to this server.

    Parameters
    ----------
    note : callable
        Notes them in the store, from a thread.
    tell : callable
        Hears of a room in which somebody was noted.
    """

    def __init__(self, note: Note, tell: Callable[[str], None]) -> None:
        self._note, self._tell = note, tell
        self._crowds: dict[str, _Crowd] = {}
        self._ticks = 0

    @contextmanager
    def attending(self, code: str, seat: int, listener: Listener) -> Iterator[None]:
        """Count a stream of a seat."""
        crowd = self._crowds.setdefault(code, _Crowd())
        streams = crowd.streams[seat]
        streams.append(listener)
        crowd.leaving.pop(seat, None)
        if len(streams) > MOST_STREAMS:
            streams.popleft().end()
        try:
            yield
        finally:
            if listener in streams:
                streams.remove(listener)
            if not streams and crowd.streams.get(seat) is streams:
                del crowd.streams[seat]
                crowd.leaving[seat] = 0

    async def keep(self) -> None:
        """Note who comes and goes, until cancelled."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self._ticks += 1
            for code, crowd in list(self._crowds.items()):
                try:
                    await self._tick(code, crowd, is_all=self._ticks % _AGAIN == 0)
                except Unavailable:
                    continue

    async def _tick(self, code: str, crowd: _Crowd, *, is_all: bool) -> None:
        for seat in crowd.leaving:
            crowd.leaving[seat] += 1
        gone = {seat: crowd.noted.get(seat, 0) for seat, ticks in crowd.leaving.items() if ticks >= _GRACE}
        here = [seat for seat in crowd.streams if is_all or seat not in crowd.noted]
        if here or gone:
            now = await to_thread.run_sync(self._note, code, here, gone)
            crowd.noted |= dict.fromkeys(here, now)
            self._tell(code)
        for seat in gone:
            crowd.noted.pop(seat, None)
            crowd.leaving.pop(seat, None)
        if not crowd.streams and not crowd.leaving:
            del self._crowds[code]
