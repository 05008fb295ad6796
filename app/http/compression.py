"""Dynamic answers are compressed quickly as they are sent; documents were compressed when they were made."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.negotiation import accepts_coding

_SMALLEST = 500
_LEVEL = 1
"""A trace of a megabyte must not wait for its compression."""


class Compression:
    """Compress with gzip if the client accepts it and the answer is not compressed yet."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packing = GZipMiddleware(app, minimum_size=_SMALLEST, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, compressed if suitable."""
        is_accepted = scope["type"] == "http" and accepts_coding(
            Headers(scope=scope).get("accept-encoding"), "gzip"
        )
        await (self._packing if is_accepted else self._plain)(scope, receive, send)
