"""How much of the worker's memory, and of its temporary space, requests occupy, by client."""

from collections import Counter

from app.http.turns import busy


class Holdings:
    """Counts bytes of bodies that have arrived and of answers that have not been taken yet.

    Parameters
    ----------
    most : int
        The limit; a client may hold a quarter of it. A request that is alone may hold more: other limits
        apply to it.
    name : str
        The name of its setting.
    """

    def __init__(self, most: int, name: str) -> None:
        self._most, self._name = most, name
        self._share = most // 4
        self._held: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """The number of bytes that all clients hold."""
        return self._held.total()

    def take(self, client: str, count: int, own: int) -> None:
        """Count bytes of a body.

        Parameters
        ----------
        client : str
            The client that sends them.
        count : int
            The number of bytes that arrive.
        own : int
            The number of bytes that this request has sent before.

        Raises
        ------
        Problem
            429 if the client holds too much besides, 503 if all together do.
        """
        mine = self._held[client]
        if mine > own and mine + count > self._share:
            raise busy(
                429,
                f"Your requests hold {mine} bytes, a quarter of the limit {self._name}.",
                self._name.upper(),
            )
        # Whoever holds more than a share must not keep the others out.
        others = sum(min(held, self._share) for one, held in self._held.items() if one != client)
        if others and others + mine + count > self._most:
            raise busy(
                503,
                f"Other requests hold {others} bytes of the limit {self._name}.",
                self._name.upper(),
            )
        self._held[client] += count

    def make(self, client: str, count: int) -> None:
        """Count bytes of an answer that is ready to be sent."""
        self._held[client] += count
        self._unread[client] += count

    def sent(self, client: str, count: int) -> None:
        """Stop counting bytes of an answer."""
        _less(self._unread, client, count)
        self.give(client, count)

    def give(self, client: str, count: int) -> None:
        """Stop counting bytes of a body."""
        _less(self._held, client, count)

    def is_held_up(self, client: str) -> bool:
        """Return whether a client has so much waiting that it should take some before more is made."""
        return self._unread[client] >= self._share or self._unread.total() >= self._most


def _less(counts: Counter[str], client: str, count: int) -> None:
    counts[client] -= count
    if counts[client] <= 0:
        del counts[client]
