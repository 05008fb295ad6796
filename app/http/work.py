"""Where a request's work is done: short work at once, long or waiting work off the event loop."""

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Final, TypeVar

from anyio import to_thread
from starlette.requests import ClientDisconnect

from app.http.admission import visit_at_hand

Made = TypeVar("Made")

AT_A_TIME: Final = max(2, min(4, os.cpu_count() or 1))
"""The number of long runs and uploads that a worker does at a time; each may take a hundred megabytes."""
# The event loop waits for Python's lock several times during a request. At Python's own 5 ms each, work
# beside it delays everybody: while one client asked for handouts without end, another's trace took 60 ms,
# and now 16.
sys.setswitchinterval(0.001)


async def done(make: Callable[[], Made], *, is_long: bool) -> Made:
    """Return the result of `make`: on the event loop if that is short, otherwise as `heavy`.

    Short work also takes turns: where many requests of few clients have arrived, one of another client does
    not wait for all of them.
    """
    if is_long:
        return await heavy(make)
    visit = visit_at_hand()
    if visit is None:
        return make()
    async with visit.house.short_turns.turn(visit.client, is_begun=True):
        await asyncio.sleep(0)  # whatever has arrived gets in line
        return make()


async def heavy(make: Callable[[], Made], *, is_begun: bool = False) -> Made:
    """Return the result of `make`, off the event loop, at its client's turn.

    Parameters
    ----------
    make : callable
        The work.
    is_begun : bool
        Whether a part of the answer is sent already.

    Raises
    ------
    Problem
        As `Turns.turn` does.
    ClientDisconnect
        If the client left while it waited: nobody wants the result.
    """
    visit = visit_at_hand()
    if visit is None:
        return await to_thread.run_sync(make)
    async with visit.house.turns.turn(visit.client, is_begun=is_begun):
        if visit.has_left():
            raise ClientDisconnect
        return await to_thread.run_sync(make)


async def stored(make: Callable[[], Made]) -> Made:
    """Return the result of `make`, which asks the store of models; raises as `Turns.turn` does.

    A store that does not answer takes no place from runs.
    """
    visit = visit_at_hand()
    if visit is None:
        return await to_thread.run_sync(make)
    async with visit.house.store_turns.turn(visit.client):
        return await to_thread.run_sync(make)
