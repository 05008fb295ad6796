"""Wakes those who listen to a training when there is something to hear."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Bell:
    """Who listens to which training. Any thread may ring; listeners are tasks of an event loop."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}
        self._lock = Lock()

    @contextmanager
    def listening(self, training: str) -> Iterator[asyncio.Event]:
        """Listen to a training; the event is set by each ring."""
        one = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._listeners.setdefault(training, []).append(one)
        try:
            yield one[1]
        finally:
            with self._lock:
                left = self._listeners[training]
                left.remove(one)
                if not left:
                    del self._listeners[training]

    @property
    def heard(self) -> list[str]:
        """The ids of trainings to which somebody listens."""
        with self._lock:
            return list(self._listeners)

    @property
    def listeners(self) -> int:
        """How many listen."""
        with self._lock:
            return sum(map(len, self._listeners.values()))

    def ring(self, training: str | None = None) -> None:
        """Wake all who listen to a training; without an id, all who listen."""
        with self._lock:
            ids = list(self._listeners) if training is None else [training]
            found = [one for name in ids for one in self._listeners.get(name, ())]
        for loop, event in found:
            try:
                loop.call_soon_threadsafe(event.set)
            except RuntimeError:
                continue  # the loop has ended, and the listener with it
