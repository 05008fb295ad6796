"""The rooms of a server, as routes use them."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from anyio import to_thread

from app.classroom.answering import keep
from app.classroom.attendance import Attendance
from app.classroom.channels import Channels
from app.classroom.letterbox import Letterbox
from app.classroom.records import SECOND
from app.classroom.seating import note_seen
from app.classroom.store import RoomStore
from app.config import Settings
from app.faults.kinds import Unavailable
from app.models.database import Database

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
        self.most_rooms, self.most_seats = settings.max_rooms, settings.max_seats
        self.kept = int(settings.room_kept_hours * 3600) * SECOND
        self.rooms = RoomStore(database)
        self.channels = Channels(self.rooms)
        self.attendance = Attendance(self._note)
        self.letterbox = Letterbox(partial(keep, self.rooms))
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Look after the rooms until `stop`."""
        self._tasks = [
            asyncio.create_task(task()) for task in (self.channels.look, self.attendance.keep, self._forget)
        ]

    def stop(self) -> None:
        """Let all streams end."""
        self.channels.end()
        for task in self._tasks:
            task.cancel()

    def _note(self, code: str, here: list[int], gone: Mapping[int, int]) -> int:
        return note_seen(self.rooms, code, here, gone)

    async def _forget(self) -> None:
        forget: Callable[[], list[str]] = partial(self.rooms.forget_expired, self.kept)
        while True:
            await asyncio.sleep(_FORGET_SECONDS)
            try:
                await to_thread.run_sync(forget)
            except Unavailable:
                continue
