"""The rooms of a server, as routes use them."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from anyio import to_thread

from app.classroom.answering import keep
from app.classroom.attendance import Attendance
from app.classroom.channels import Channels
from app.classroom.closing import forget_expired
from app.classroom.letterbox import Letterbox
from app.classroom.opening import Most, note_watched
from app.classroom.records import SECOND
from app.classroom.seating import note_seen
from app.classroom.store import RoomStore
from app.config import Settings
from app.faults.kinds import Unavailable
from app.models.database import Database

if TYPE_CHECKING:
    from app.classroom.relay import Relay, Stir

_FORGET_SECONDS: Final = 60


class Classrooms:
    """Rooms, and who watches them at this server.

    Parameters
    ----------
    settings : Settings
        The limits.
    database : Database
        Where rooms are kept.

    Attributes
    ----------
    rooms : RoomStore
        The store.
    channels : Channels
        The rooms that somebody watches.
    attendance : Attendance
        The seats that are connected.
    letterbox : Letterbox
        The answers that are not yet kept.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        self.most_rooms = Most(settings.max_rooms, settings.max_rooms_of_client)
        self.most_seats = settings.max_seats
        self.kept = int(settings.room_kept_hours * 3600) * SECOND
        self.rooms = RoomStore(database)
        self._relay = _relay(settings.redis, lambda code, is_step: self.channels.stir(code, is_step=is_step))
        self.channels = Channels(self.rooms, lambda: self.hears_others)
        self.attendance = Attendance(self._note, partial(self.changed, is_step=False))
        self.letterbox = Letterbox(partial(keep, self.rooms))
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def hears_others(self) -> bool:
        """Whether other servers tell at this moment what they change."""
        return self._relay is not None and self._relay.is_up

    def start(self) -> None:
        """Look after the rooms until `stop`."""
        self._tasks = [
            asyncio.create_task(task()) for task in (self.channels.look, self.attendance.keep, self._forget)
        ]
        if self._relay is not None:
            self._tasks += [asyncio.create_task(task()) for task in (self._relay.send, self._relay.listen)]

    def changed(self, code: str, *, is_step: bool) -> None:
        """Let those hear of a change of a room who watch it, here and at other servers.

        Parameters
        ----------
        code : str
            The room.
        is_step : bool
            Whether the class should see it at once; numbers of people may wait.
        """
        self.channels.stir(code, is_step=is_step)
        if self._relay is not None:
            self._relay.tell(code, is_step=is_step)

    async def stop(self) -> None:
        """Let all streams end."""
        self.channels.end()
        for task in self._tasks:
            task.cancel()
        if self._relay is not None:
            await self._relay.close()

    def _note(self, code: str, here: list[int], gone: Mapping[int, int]) -> int:
        return note_seen(self.rooms, code, here, gone)

    async def _forget(self) -> None:
        forget: Callable[[], list[str]] = partial(forget_expired, self.rooms, self.kept)
        while True:
            await asyncio.sleep(_FORGET_SECONDS)
            with suppress(Unavailable):
                await to_thread.run_sync(note_watched, self.rooms, self.channels.watched)
                await to_thread.run_sync(forget)


def _relay(url: str | None, stir: "Stir") -> "Relay | None":
    """Return the line to other servers, if there is a Redis; raises `ValueError` if it cannot be used."""
    if url is None:
        return None
    try:
        from app.classroom.relay import Relay

        return Relay(url, stir)
    except ImportError as error:
        raise ValueError(
            "MEMORY_PIPE_REDIS needs a package that is not installed: pip install 'memory-pipe[redis]'"
        ) from error
    except ValueError as error:
        raise ValueError(
            "MEMORY_PIPE_REDIS: expected an address such as redis://host:6379, or unix:///run/redis.sock"
        ) from error
