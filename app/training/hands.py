"""Processes that compute chunks. One that dies takes its chunk with it; the pool is then made anew."""

import os
import signal
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Final, Protocol

from app.training.chunks import Checkpoint, Diverged, take

Result = Checkpoint | Diverged
_NICE: Final = 5
"""Learning makes way for requests."""


class Hands(Protocol):
    """What computes chunks."""

    @property
    def count(self) -> int:
        """How many chunks are computed at a time."""

    def take(self, plan: str, state: bytes, n: int) -> "Future[Result]":
        """Begin a chunk of `n` steps; its future raises `BrokenExecutor` where its process has died."""

    def rest(self) -> None:
        """Let go of everything; the next chunk begins anew."""


class PoolHands:
    """Processes of this machine, started by the first chunk.

    Parameters
    ----------
    count : int
        How many there are at most.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    @property
    def count(self) -> int:
        """How many chunks are computed at a time."""
        return self._count

    def take(self, plan: str, state: bytes, n: int) -> "Future[Result]":
        """Begin a chunk; see `Hands`."""
        try:
            return self._opened().submit(take, plan, state, n)
        except BrokenExecutor:
            self.rest()
            return self._opened().submit(take, plan, state, n)

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a server has threads, and a copy of their locks might never be released.
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_prepare)
        return self._pool

    def rest(self) -> None:
        """End all processes, after the chunks that they are computing."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _prepare() -> None:
    """Make way for requests, leave interruptions to the server, and end with it."""
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when the server has ended, even if that was killed."""
    wait([sentinel])
    os._exit(1)
