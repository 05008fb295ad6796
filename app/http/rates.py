"""How often one client, and all clients together, may send requests to this worker."""

import time
from math import ceil
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

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
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def hit(self, client: str, cost: int = 1) -> None:
        """Count one request of a client.

        Raises
        ------
        Problem
            When the rate is exceeded: 429, or 503 if all clients share it.
        """
        counted = _ALL if self._is_shared else client
        if self._limiter.hit(self._item, counted, cost=min(cost, self._item.amount)):
            return
        wait = self._limiter.get_window_stats(self._item, counted).reset_time - time.time()
        status, whose = (503, "All clients") if self._is_shared else (429, "You")
        detail = f"{whose} may send {self._rate} {self._what}, the limit {self._name}."
        raise busy(status, detail, self._name.upper(), max(1, ceil(wait)))
