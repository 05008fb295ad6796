"""Behind a proxy, a request that is refused is heard out first.

The HTTP server of Go, of which Caddy and Traefik are made, takes up to 256 KiB of a request's body away as
soon as an answer begins (net/http, `maxPostHandlerReadBytes`). Where the proxy is still sending that body on,
it then cuts the connection, and the client gets half an answer. A longer body is not touched.
"""

import asyncio
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DRAINED_BYTES: Final = 256 * 1024
DRAINED_SECONDS: Final = 2.0
"""How much of a body is waited for, and how long."""
_PAUSE: Final = 0.1
"""How long a proxy may take to see that it has sent all of it, in seconds."""
_REFUSALS: Final = 400


class Draining:
    """Before an answer of 400 or more, take what is still to come of a short body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_short(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        body = _Body(receive)

        async def answer(message: Message) -> None:
            if message.get("status", 0) >= _REFUSALS and not body.is_whole:
                with suppress(TimeoutError):
                    await asyncio.wait_for(body.drain(), DRAINED_SECONDS)
                await asyncio.sleep(_PAUSE)
            await send(message)

        await self.app(scope, body.take, answer)


class _Body:
    """A request's body on its way."""

    def __init__(self, receive: Receive) -> None:
        self.is_whole = False
        self._receive, self._taken = receive, 0

    async def take(self) -> Message:
        message = await self._receive()
        self.is_whole = not message.get("more_body")
        self._taken += len(message.get("body", b""))
        return message

    async def drain(self) -> None:
        while not self.is_whole and self._taken <= DRAINED_BYTES:
            await self.take()


def _is_short(headers: Headers) -> bool:
    """Return whether there is a body that is short, or one whose length is not said."""
    length = headers.get("content-length", "0" if "transfer-encoding" not in headers else "1")
    return 0 < int(length) <= DRAINED_BYTES
