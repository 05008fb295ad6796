"""Behind a proxy, no answer to a short body begins before the proxy has seen that it has sent all of it.

The HTTP server of Go, of which Caddy and Traefik are made, takes up to 256 KiB of a request's body away as
soon as an answer begins (net/http, `maxPostHandlerReadBytes`). Where the proxy is still sending that body on,
or has sent all of it and not yet looked for its end, it then cuts the connection, and the client gets half an
answer. A longer body is not touched.
"""

import asyncio
import time
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DRAINED_BYTES: Final = 256 * 1024
DRAINED_SECONDS: Final = 2.0
"""How much of a body is waited for, and how long."""
_PAUSE: Final = 0.1
"""How long a proxy may take to see that it has sent a body, in seconds, if nobody wanted it."""
MOMENT: Final = 0.01
"""The same if it was read as it came. Without it, Caddy 2.6 lost 4 of 1000 answers beside other load."""
_REFUSALS: Final = 400


class Draining:
    """Before a refusal, take what is still to come of a short body; let other answers wait a moment."""

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
            elif "status" in message and body.is_whole:
                await asyncio.sleep(body.whole_at + MOMENT - time.monotonic())
            await send(message)

        await self.app(scope, body.take, answer)


class _Body:
    """A request's body on its way."""

    def __init__(self, receive: Receive) -> None:
        self.is_whole = False
        self.whole_at = 0.0
        self._receive, self._taken = receive, 0

    async def take(self) -> Message:
        message = await self._receive()
        self.is_whole = not message.get("more_body")
        self.whole_at = time.monotonic()
        self._taken += len(message.get("body", b""))
        return message

    async def drain(self) -> None:
        while not self.is_whole and self._taken <= DRAINED_BYTES:
            await self.take()


def _is_short(headers: Headers) -> bool:
    """Return whether there is a body that is short, or one whose length is not said."""
    length = headers.get("content-length", "0" if "transfer-encoding" not in headers else "1")
    return 0 < int(length) <= DRAINED_BYTES
