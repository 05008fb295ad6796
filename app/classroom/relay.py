"""What changes in a room, told through Redis to other workers and servers on the same database.

Only that something has changed is told: everything else is in the database, so nothing is lost with a message
or with Redis itself. While it cannot be reached, each server looks in the database as it does without it.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.classroom.secrets import CODE

log = logging.getLogger("memory_pipe")
CHANNEL: Final = "memory-pipe:rooms"
AGAIN_SECONDS: Final = 1.0
"""After a failure Redis is asked again after this time."""
_PING_SECONDS: Final = 5.0
_MESSAGE: Final = re.compile(rf"([0-9a-f]{{16}}) ({CODE}) (step|count)")

Stir = Callable[[str, bool], None]
"""Notes that a room was changed elsewhere, and whether by more than numbers of people."""


class Relay:
    """The line to the other servers.

    Parameters
    ----------
    url : str
        The Redis.
    stir : callable
        Hears of a room that was changed through another server.

    Attributes
    ----------
    is_up : bool
        Whether what others tell is heard at this moment.

    Raises
    ------
    ValueError
        If `url` is malformed.
    """

    def __init__(self, url: str, stir: Stir) -> None:
        self._line = Redis.from_url(url, socket_connect_timeout=3, socket_timeout=10)
        self._stir = stir
        self._own = secrets.token_hex(8)
        self._news: dict[str, bool] = {}
        self._has_news = asyncio.Event()
        self.is_up = False

    def tell(self, code: str, *, is_step: bool) -> None:
        """Tell the others, soon, that a room has changed; of several changes in a row only once."""
        self._news[code] = self._news.get(code, False) or is_step
        self._has_news.set()

    async def send(self) -> None:
        """Send what is to be told, until cancelled. What cannot be sent is seen in the database."""
        while True:
            await self._has_news.wait()
            self._has_news.clear()
            news, self._news = self._news, {}
            try:
                for code, is_step in news.items():
                    kind = "step" if is_step else "count"
                    await self._line.publish(CHANNEL, f"{self._own} {code} {kind}")
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_SECONDS)

    async def listen(self) -> None:
        """Hear what others tell, until cancelled."""
        while True:
            try:
                async with self._line.pubsub() as heard:
                    await heard.subscribe(CHANNEL)
                    while True:
                        message = await heard.get_message(timeout=_PING_SECONDS)
                        if message is None:
                            await heard.ping()
                        elif message["type"] == "message":
                            self._hear(message["data"])
                        elif message["type"] == "subscribe":
                            self.is_up = True
            except (RedisError, OSError) as error:
                if self.is_up:
                    log.warning(
                        "Redis cannot be reached; rooms are looked up in the database", exc_info=error
                    )
            finally:
                self.is_up = False
            await asyncio.sleep(AGAIN_SECONDS)

    async def close(self) -> None:
        """Let go of Redis."""
        with suppress(OSError):
            await self._line.aclose()

    def _hear(self, data: bytes) -> None:
        said = _MESSAGE.fullmatch(data.decode("ascii", "replace"))
        if said and said[1] != self._own:
            self._stir(said[2], said[3] == "step")
