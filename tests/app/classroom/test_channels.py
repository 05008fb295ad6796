"""A room that nobody watches any more is no longer read, whenever the last listener leaves."""

import asyncio

import pytest
from fastapi import FastAPI

from app.classroom.channels import Channels, Listener
from tests.app.classroom.classes import Class


async def left(channels: Channels, code: str, ticks: int) -> int:
    """Listen to a room, and leave so many ticks after a change; return how much still runs."""
    before = asyncio.all_tasks()
    with channels.listening(code, Listener(is_seat=True)) as channel:
        while channel.view is None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        channels.stir(code, is_step=True)
        for _ in range(ticks):
            await asyncio.sleep(0)
    _, running = await asyncio.wait(asyncio.all_tasks() - before, timeout=5)
    return len(running)


@pytest.mark.parametrize("ticks", range(5))
def test_a_change_at_the_moment_of_leaving_keeps_no_room_read(lesson: Class, ticks: int) -> None:
    app = lesson.client.app  # type: ignore[attr-defined]  # of a test client
    assert isinstance(app, FastAPI)
    assert asyncio.run(left(Channels(app.state.services.classrooms.rooms), lesson.code, ticks)) == 0
