"""Heavy work waits for its turn: a few pieces at a time, one client after the other, in a limited queue."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from app.http.problems import Problem

_RETRY_SECONDS = 5


class Turns:
    """Places for heavy work. One client never gets the last of them, so others need not wait for its work.

    Parameters
    ----------
    places : int
        The number of places.
    most_waiting : int
        The length of the queue, the setting max_waiting; a client may have a quarter of it.
    is_held_up : (client) -> bool
        Returns whether a client must first take what was made for it.
    """

    def __init__(self, places: int, most_waiting: int, is_held_up: Callable[[str], bool]) -> None:
        self._places = places
        self._each = max(1, places - 1)
        self._most = most_waiting
        self._share = max(1, most_waiting // 4)
        self._is_held_up = is_held_up
        self._working: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def working(self) -> int:
        """The number of places that are taken."""
        return self._working.total()

    @property
    def waiting(self) -> int:
        """The number of requests that wait."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, client: str, *, is_begun: bool = False) -> AsyncIterator[None]:
        """Wait for a place, and hold it.

        Parameters
        ----------
        client : str
            The client that asks.
        is_begun : bool
            Whether this continues an answer that was partly sent already; it is not refused.

        Raises
        ------
        Problem
            429 if the client has too many waiting, 503 if all together have.
        """
        if not is_begun:
            self._check(client)
        place = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        self.go_on()
        try:
            await place
        except asyncio.CancelledError:
            self._leave(client, place)
            raise
        try:
            yield
        finally:
            self._give_back(client)

    def go_on(self) -> None:
        """Give free places to waiting requests, one client after the other."""
        while self.working < self._places:
            client = next(filter(self._may_work, self._waiting), None)
            if client is None:
                return
            waiting = self._waiting.pop(client)
            place = waiting.popleft()
            if not place.done():  # else its request has just left
                self._working[client] += 1
                place.set_result(None)
            if waiting:
                self._waiting[client] = waiting  # after all others

    def _may_work(self, client: str) -> bool:
        return self._working[client] < self._each and not self._is_held_up(client)

    def _check(self, client: str) -> None:
        mine = len(self._waiting.get(client, ()))
        if mine >= self._share:
            raise busy(
                429,
                f"{mine} of your requests are waiting, a quarter of the limit max_waiting.",
                "MAX_WAITING",
            )
        if self.waiting >= self._most:
            raise busy(
                503, f"{self._most} requests are waiting, which is the limit max_waiting.", "MAX_WAITING"
            )

    def _leave(self, client: str, place: asyncio.Future[None]) -> None:
        if place.done() and not place.cancelled():
            self._give_back(client)
            return
        waiting = self._waiting.get(client)
        if waiting and place in waiting:
            waiting.remove(place)
            if not waiting:
                del self._waiting[client]

    def _give_back(self, client: str) -> None:
        self._working[client] -= 1
        if not self._working[client]:
            del self._working[client]
        self.go_on()


def busy(status: int, detail: str, setting: str, seconds: int = _RETRY_SECONDS) -> Problem:
    """Return the problem for a limit that is temporarily reached."""
    advice = f"Try again in {seconds} s, or raise the setting MEMORY_PIPE_{setting}."
    return Problem(status, f"{detail} {advice}", headers={"Retry-After": str(seconds)})
