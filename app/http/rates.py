"""How often one client, and all clients together, may send requests to this worker.

The library `limits` reads the notation. Its storage in memory is not used: it starts a thread on nearly every
request to look for what has expired, a seventh of the event loop's time while a class answered.
"""

import time
from math import ceil
from typing import Final

from limits import RateLimitItem, parse

from app.http.turns import busy

_ALL: Final = "all"


class Rate:
    """A rate that is enforced.

    Parameters
    ----------
    name : str
        The name of its setting.
    rate : str
        In the notation of the library `limits`, such as ``200/second``.
    what : str
        What is counted, in the plural.
    is_shared : bool
        Whether all clients share it.

    Raises
    ------
    ValueError
        If `rate` is malformed.
    """

    def __init__(self, name: str, rate: str, what: str, *, is_shared: bool = False) -> None:
        self._name, self._rate, self._what, self._is_shared = name, rate, what, is_shared
        self._item: RateLimitItem = parse(rate)
        self._windows = Windows(self._item.get_expiry())

    def hit(self, client: str, cost: int = 1) -> None:
        """Count one request of a client.

        Raises
        ------
        Problem
            When the rate is exceeded: 429, or 503 if all clients share it.
        """
        counted = _ALL if self._is_shared else client
        count, wait = self._windows.hit(counted, min(cost, self._item.amount), time.monotonic())
        if count <= self._item.amount:
            return
        status, whose = (503, "All clients") if self._is_shared else (429, "You")
        detail = f"{whose} may send {self._rate} {self._what}, the limit {self._name}."
        raise busy(status, detail, self._name.upper(), max(1, ceil(wait)))


class Windows:
    """Counts per client, each of which begins anew some time after its first hit.

    Parameters
    ----------
    seconds : float
        That time.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._counts: dict[str, tuple[int, float]] = {}
        self._swept = 0.0

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._counts)

    def hit(self, client: str, cost: int, now: float) -> tuple[int, float]:
        """Count `cost` more of a client at a time in seconds; return its count, and when it begins anew."""
        if now - self._swept >= self._seconds:
            self._swept = now
            self._counts = {one: known for one, known in self._counts.items() if known[1] > now}
        count, until = self._counts.get(client, (0, 0.0))
        if until <= now:
            count, until = 0, now + self._seconds
        self._counts[client] = count + cost, until
        return count + cost, until - now
