"""The progress of long work: one line on a terminal, nothing anywhere else."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TextIO, TypeVar

PATIENCE: Final = 1.0
"""Seconds before the first report."""
PAUSE: Final = 0.2
"""Seconds between reports."""
_CLEAR: Final = "\r\x1b[K"

T = TypeVar("T")


class Progress:
    """Counts steps or rows, and reports the count.

    Parameters
    ----------
    stream : TextIO
        Where to report; if it is not a terminal, nothing is written.
    what : str
        What is counted.
    total : int, optional
        The expected count.
    clock : callable
        Returns the time in seconds.
    """

    def __init__(
        self,
        stream: TextIO,
        what: str,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._what, self._total, self._clock = stream, what, total, clock
        self._listened = stream.isatty()
        self._count = 0
        self._next = clock() + PATIENCE
        self._said = False

    def advance(self, count: int) -> None:
        """Count some more."""
        self._count += count
        if self._listened and (now := self._clock()) >= self._next:
            self._next = now + PAUSE
            self._said = True
            of = "" if self._total is None else f" of {self._total:,}"
            self._stream.write(f"{_CLEAR}memory-pipe: {self._count:,}{of} {self._what}")
            self._stream.flush()

    def close(self) -> None:
        """Erase the line."""
        if self._said:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def over(self, things: Iterable[T], count: Callable[[T], int] = lambda _: 1) -> Iterator[T]:
        """Yield the items, and count each one when the next is requested."""
        try:
            for thing in things:
                yield thing
                self.advance(count(thing))
        finally:
            self.close()
