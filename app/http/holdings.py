"""Bytes in flight: what requests hold of the worker's memory, by client."""

from collections import Counter

from app.http.turns import busy


class Holdings:
    """Counts bytes of bodies that came and of answers that nobody took yet.

    Parameters
    ----------
    most : int
        How many there may be, the setting max_bytes_in_flight; a client may hold a quarter of them. A request
        that is alone may hold more: other limits bound it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._share = most // 4
        self._held: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many bytes all hold."""
        return self._held.total()

    def take(self, client: str, count: int, own: int) -> None:
        """Count bytes of a body.

        Parameters
        ----------
        client : str
            Who sends them.
        count : int
            How many come.
        own : int
            How many this very request has sent before.

        Raises
        ------
        Problem
            429 where the client holds too much besides, 503 where all do.
        """
        mine = self._held[client]
        if mine > own and mine + count > self._share:
            raise busy(
                429,
                f"Your requests hold {mine} bytes, a quarter of the limit max_bytes_in_flight.",
                "MAX_BYTES_IN_FLIGHT",
            )
        # Whoever holds more than a share must not keep the others out.
        others = sum(min(held, self._share) for one, held in self._held.items() if one != client)
        if others and others + mine + count > self._most:
            raise busy(
                503,
                f"Other requests hold {others} bytes of the limit max_bytes_in_flight.",
                "MAX_BYTES_IN_FLIGHT",
            )
        self._held[client] += count

    def make(self, client: str, count: int) -> None:
        """Count bytes of an answer, which is made and has to be sent."""
        self._held[client] += count
        self._unread[client] += count

    def sent(self, client: str, count: int) -> None:
        """No longer count bytes of an answer."""
        _less(self._unread, client, count)
        self.give(client, count)

    def give(self, client: str, count: int) -> None:
        """No longer count bytes of a body."""
        _less(self._held, client, count)

    def is_held_up(self, client: str) -> bool:
        """Return whether so much was made for a client that it should take some before more is made."""
        return self._unread[client] >= self._share or self._unread.total() >= self._most


def _less(counts: Counter[str], client: str, count: int) -> None:
    counts[client] -= count
    if counts[client] <= 0:
        del counts[client]
