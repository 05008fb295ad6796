"""Where a request's work is done: short work at once, long or waiting work beside the event loop."""

import os
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from app.schemas import ModelChoice

Made = TypeVar("Made")

_HEAVY = CapacityLimiter(max(2, os.cpu_count() or 1))
"""How many long runs and uploads a worker has in hand at a time; each may hold a hundred megabytes."""


async def do(long: bool, model: ModelChoice, make: Callable[[], Made]) -> Made:
    """Return what `make` makes.

    Parameters
    ----------
    long : bool
        Whether it takes long enough that others would notice.
    model : ModelChoice
        What runs. A model by its id is looked up in a database, so that it is never done at once.
    make : callable
        The work.
    """
    if long:
        return await heavy(make)
    if model.id is not None:
        return await to_thread.run_sync(make)
    return make()


async def heavy(make: Callable[[], Made]) -> Made:
    """Return what `make` makes, beside the event loop, with few others of its kind."""
    return await to_thread.run_sync(make, limiter=_HEAVY)


async def aside(make: Callable[[], Made]) -> Made:
    """Return what `make` makes, beside the event loop."""
    return await to_thread.run_sync(make)
