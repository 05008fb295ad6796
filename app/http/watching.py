"""What happens at the server, one line of JSON per answer, and counts of them.

Neither says who asked, nor for which model: an id is the right to use a model, and an address in the tutorial
or the Lab contains what somebody typed. A route is named by its pattern, such as ``/api/v1/models/{id}``.
"""

import logging
import sys
import time
from datetime import UTC, datetime
from typing import Final

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.metrics import Metrics

_METHODS: Final = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_OTHER: Final = "other"
"""Stands for any other method: a client may invent them without end."""
_UNKNOWN: Final = "-"
"""The route of an address at which there is nothing."""
_CUT_OFF: Final = 499
"""The status of an answer that never began, because its client left; the number is nginx's."""
log = logging.getLogger("memory_pipe.access")


class Watching:
    """Count every answer, and log it.

    Parameters
    ----------
    app : ASGI application
        The application that answers.
    metrics : Metrics
        Counts.
    is_logged : bool
        Whether each answer is logged as well.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, *, is_logged: bool) -> None:
        self.app, self._metrics, self._is_logged = app, metrics, is_logged
        if is_logged:
            _open_log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), _CUT_OFF, 0

        async def send_watched(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path_format", _UNKNOWN)
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            self._metrics.count(method, route, status, seconds)
            if self._is_logged:
                log.info(_line(method, route, status, size, seconds))


def _line(method: str, route: str, status: int, size: int, seconds: float) -> str:
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": method,
        "route": route,
        "status": status,
        "bytes": size,
        "ms": round(1000 * seconds, 1),
    }
    return orjson.dumps(entry).decode()


class _Output(logging.Handler):
    """Writes to what is standard output at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stdout.write(f"{record.getMessage()}\n")
        sys.stdout.flush()


def _open_log() -> None:
    """Write to standard output, unless the log was already directed elsewhere."""
    if not log.handlers:
        log.addHandler(_Output())
        log.propagate = False
    log.setLevel(logging.INFO)
