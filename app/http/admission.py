"""Admission: rates, bytes in flight and places for heavy work, so that one client cannot hurt another.

Each worker counts for itself. Cheap requests never count: static files, words, and the health check, which
therefore answers under any load.
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Settings
from app.http.clients import client_of
from app.http.ending import has_left
from app.http.holdings import Holdings
from app.http.paths import path_of
from app.http.problems import Problem, problem_response
from app.http.rates import Rate
from app.http.turns import Turns

_FREE: Final = ("/static/", "/words/", "/healthz")
_LONG_HEAD: Final = 8 * 1024
"""A request with a longer head counts anyway: no browser sends one, and reading it takes time."""
_PIECE: Final = 256 * 1024
"""Answers are sent in pieces of this many bytes. Others get a turn in between; each must be taken in time."""
_PARSED: Final = 16
"""How many bytes one byte of JSON may become: two of them are a number in a list."""
_UNIT: Final = 20_000
"""This many bytes of JSON count as one more request: reading a body takes time, just as running it does."""
_PAGE: Final = 5
"""The number of requests that a page counts as: it is rendered for each request."""
_STORE_PLACES: Final = 4
"""How many questions to the store of models are asked at a time: it may be slow to answer."""
_TRIES: Final = 3
_PAUSE: Final = 1.0
"""How many seconds a request over the rate waits: clients refused immediately would retry immediately."""


class House:
    """A worker's resources, and each client's share of them.

    Parameters
    ----------
    settings : Settings
        The limits.
    places : int
        The number of places for heavy work.
    """

    def __init__(self, settings: Settings, places: int) -> None:
        self.most_body = settings.max_body_bytes
        self.holdings = Holdings(settings.max_bytes_in_flight, "max_bytes_in_flight")
        self.files = Holdings(settings.max_temporary_bytes, "max_temporary_bytes")
        self.turns = Turns(places, settings.max_waiting, self.holdings.is_held_up)
        self.short_turns = Turns(1, settings.max_waiting, lambda _: False)
        self.store_turns = Turns(_STORE_PLACES, settings.max_waiting, lambda _: False)
        self.rate = Rate("rate", settings.rate, "requests")
        self.rate_of_all = Rate("rate_of_all", settings.rate_of_all, "requests", is_shared=True)
        self.upload_rate = Rate("upload_rate", settings.upload_rate, "models")
        self.room_rate = Rate("room_rate", settings.room_rate, "rooms")
        self.join_rate = Rate("join_rate", settings.join_rate, "joins of one room")
        self.seat_rate = Rate("seat_rate", settings.seat_rate, "answers and signs of one seat")


class Visit:
    """One request, and the resources that it takes from others."""

    def __init__(
        self, house: House, client: str, weight: int = 1, has_left: Callable[[], bool] = lambda: False
    ) -> None:
        self.house, self.client, self.has_left = house, client, has_left
        self._weight = weight
        self._body = 0
        self._unsent = 0
        self._on_disk = 0

    def arrived(self, count: int) -> None:
        """Count bytes of its body; raises as `Holdings.take` does."""
        weighed = count * self._weight
        self.house.holdings.take(self.client, weighed, self._body)
        self._body += weighed

    def parsed(self, count: int) -> None:
        """Count bytes of its body that are one JSON text, where the rest of it is lines; raises likewise."""
        weighed = count * (_PARSED - 1)
        self.house.holdings.take(self.client, weighed, self._body)
        self._body += weighed

    def stored(self, total: int) -> None:
        """Count the bytes that it keeps in temporary files by now; raises as `Holdings.take` does."""
        self.house.files.take(self.client, total - self._on_disk, self._on_disk)
        self._on_disk = total

    async def send(self, send: Send, message: Message) -> None:
        """Send a large part of an answer piece by piece."""
        body, holdings = message["body"], self.house.holdings
        self._unsent = len(body)
        holdings.make(self.client, self._unsent)
        for start in range(0, len(body), _PIECE):
            piece = body[start : start + _PIECE]
            is_last = start + _PIECE >= len(body)
            await send(
                {**message, "body": piece, "more_body": message.get("more_body", False) or not is_last}
            )
            self._unsent -= len(piece)
            holdings.sent(self.client, len(piece))
            self.house.turns.go_on()
            await asyncio.sleep(0)

    def end(self) -> None:
        """Stop counting the request."""
        if self._unsent:
            self.house.holdings.sent(self.client, self._unsent)
        if self._body:
            self.house.holdings.give(self.client, self._body)
        if self._on_disk:
            self.house.files.give(self.client, self._on_disk)
        if self._unsent:
            self.house.turns.go_on()


class Admission:
    """Let requests in, or answer 429 or 503 with ``Retry-After``."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or _is_free(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_json = headers.get("content-type", "").startswith("application/json")
        visit = Visit(self._house, client_of(scope), _PARSED if is_json else 1, partial(has_left, scope))
        if refusal := await self._refusal(visit.client, self._cost(path_of(scope), headers, is_json)):
            await problem_response(refusal)(scope, receive, send)
            return

        async def receive_counted() -> Message:
            message = await receive()
            if body := message.get("body"):
                visit.arrived(len(body))
            return message

        async def send_in_pieces(message: Message) -> None:
            if len(message.get("body", b"")) > _PIECE:
                await visit.send(send, message)
            else:
                await send(message)

        token = _VISIT.set(visit)
        try:
            await self.app(scope, receive_counted, send_in_pieces)
        finally:
            _VISIT.reset(token)
            visit.end()

    def _cost(self, path: str, headers: Headers, is_json: bool) -> int:
        if not path.startswith("/api/"):
            return _PAGE
        if not is_json:
            return 1
        announced = headers.get("content-length", "")
        return 1 + (int(announced) if announced.isdecimal() else self._house.most_body) // _UNIT

    async def _refusal(self, client: str, cost: int) -> Problem | None:
        """Wait a while until the rates allow the request; return the reason if they do not."""
        found = None
        for _ in range(_TRIES):
            try:
                self._house.rate.hit(client, cost)
                self._house.rate_of_all.hit(client)
            except Problem as refusal:
                found = refusal
                await asyncio.sleep(_PAUSE)
            else:
                return None
        return found


def _is_free(scope: Scope) -> bool:
    size = sum(len(name) + len(value) for name, value in scope["headers"])
    return path_of(scope).startswith(_FREE) and size < _LONG_HEAD


_VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)


def visit_at_hand() -> Visit | None:
    """Return the request that is being answered, or None if it is not counted."""
    return _VISIT.get()


def count_on_disk(total: int) -> None:
    """Count the bytes that the current request keeps in temporary files; raises as `Holdings.take` does."""
    if visit := visit_at_hand():
        visit.stored(total)


def count_parsed(count: int) -> None:
    """Count bytes of the current request's lines that are one JSON text; raises as `Holdings.take` does."""
    if visit := visit_at_hand():
        visit.parsed(count)


def count_upload() -> None:
    """Count a model that the current client uploads; raises as `Rate.hit` does."""
    if visit := visit_at_hand():
        visit.house.upload_rate.hit(visit.client)
