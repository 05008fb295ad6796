"""The streams of a room, read as pages read them: by `fetch`, not by EventSource."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from threading import Thread
from typing import Any

from httpx2 import Client, HTTPError

ENDED = ("ended", None)


class Stream:
    """Events of a stream, which a thread reads."""

    def __init__(self) -> None:
        self.events: Queue[tuple[str, Any]] = Queue()

    def read(self, lines: Iterator[str]) -> None:
        """Read until the end."""
        name = ""
        with suppress(HTTPError):  # if the server dies
            for line in lines:
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    self.events.put((name, json.loads(value)))
        self.events.put(ENDED)

    def next(self, seconds: float = 5) -> tuple[str, Any]:
        """Return the next event."""
        try:
            return self.events.get(timeout=seconds)
        except Empty:
            raise AssertionError(f"no event within {seconds} s") from None

    def until(self, seconds: float = 5, **wanted: Any) -> dict[str, Any]:
        """Return the document of the first event in which these fields are so."""
        deadline = time.monotonic() + seconds
        while True:
            name, document = self.next(max(0.0, deadline - time.monotonic()))
            assert (name, document) != ENDED, f"the stream ended before {wanted}"
            if document is None:
                continue
            if all(document.get(field) == value for field, value in wanted.items()):
                found: dict[str, Any] = document
                return found

    def is_silent(self, seconds: float) -> bool:
        """Return whether nothing comes for a while."""
        try:
            self.events.get(timeout=seconds)
        except Empty:
            return True
        return False


@contextmanager
def watching(client: Client, path: str, headers: Mapping[str, str] | None = None) -> Iterator[Stream]:
    """Yield the stream at an address."""
    stream = Stream()
    with client.stream("GET", path, headers=headers, timeout=30) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        thread = Thread(target=stream.read, args=(answer.iter_lines(),), daemon=True)
        thread.start()
        line: socket.socket = answer.extensions["network_stream"].get_extra_info("socket")
        try:
            yield stream
        finally:
            # A close would wait for the thread that reads.
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            thread.join(5)
