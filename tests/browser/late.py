"""The server with answers that come late, each by a time of its own, so that what races shows itself.

``TEST_LATE=0.4 ./test tests/browser`` has each request wait up to 0.4 seconds, and its answer once more, as
others may hear of what was done before the one who asked for it. A test that passes only when answers come in
the order of their questions fails then, and so does a page.
"""

import asyncio
import os
from random import Random

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.main import create_app as create_punctual_app
from tests.browser.server import LATE


def create_app() -> ASGIApp:
    """Return the app behind a wait before each request, and one before its answer."""
    app = create_punctual_app()
    longest = float(os.environ[LATE])
    random = Random()  # noqa: S311  # nothing is kept secret by it

    async def late(scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                await asyncio.sleep(random.uniform(0, longest))
            await send(message)

        if scope["type"] != "http":
            return await app(scope, receive, send)
        await asyncio.sleep(random.uniform(0, longest))
        return await app(scope, receive, answer)

    return late
