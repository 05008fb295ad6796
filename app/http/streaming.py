"""Answers that go on: bytes are sent as they come, until they end or the client leaves."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Stream(Response):
    """An answer that many clients may keep open for an hour.

    Starlette's has a second task for each stream, which takes part in each message.

    Parameters
    ----------
    pieces : async generator of bytes
        What is sent.
    leave : callable
        Lets the pieces end, when the client has left.
    media_type : str
        What they are.
    headers : mapping of str to str
        More headers.
    """

    def __init__(
        self,
        pieces: AsyncGenerator[bytes, None],
        leave: Callable[[], None],
        media_type: str,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(None, headers=headers, media_type=media_type)
        del self.headers["content-length"]
        self._pieces, self._leave = pieces, leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Send all pieces."""
        watching = asyncio.create_task(self._watch(receive))
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            watching.cancel()
            await self._pieces.aclose()

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._leave()
