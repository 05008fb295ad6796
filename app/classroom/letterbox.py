"""Answers that come in at the same time wait for each other, and are kept together."""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Final

from anyio import to_thread

from app.classroom.answering import Letter, Receipt
from app.faults.kinds import Fault

GATHER_SECONDS: Final = 0.05
"""So long the first waits for others: a transaction for each took three times as much of a processor."""
MOST_AT_A_TIME: Final = 100

Keep = Callable[[str, Sequence[Letter]], Sequence[Receipt | Fault]]
"""Keeps answers to one room, from a thread; returns what became of each."""
Waiting = list[tuple[Letter, asyncio.Future[Receipt]]]


class Letterbox:
    """The answers that have arrived at this server and are not yet kept.

    Parameters
    ----------
    keep : callable
        Keeps them.
    """

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._waiting: dict[str, Waiting] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def post(self, code: str, letter: Letter) -> Receipt:
        """Return the receipt of an answer once it is kept; raises as `answering.keep` says."""
        loop = asyncio.get_running_loop()
        receipt: asyncio.Future[Receipt] = loop.create_future()
        if code in self._waiting:
            self._waiting[code].append((letter, receipt))
        else:
            self._waiting[code] = [(letter, receipt)]
            # A context of its own: it does not belong to the request that happened to come first.
            task = loop.create_task(self._empty(code), context=Context())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await receipt

    async def _empty(self, code: str) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        while waiting := self._waiting[code]:
            now, self._waiting[code] = waiting[:MOST_AT_A_TIME], waiting[MOST_AT_A_TIME:]
            for (_, receipt), outcome in zip(now, await self._kept(code, now), strict=True):
                if receipt.done():  # whoever asked has left
                    continue
                if isinstance(outcome, Receipt):
                    receipt.set_result(outcome)
                else:
                    receipt.set_exception(outcome)
        del self._waiting[code]

    async def _kept(self, code: str, now: Waiting) -> Sequence[Receipt | Exception]:
        try:
            return await to_thread.run_sync(self._keep, code, [letter for letter, _ in now])
        except Exception as failure:  # raised again, by each that waits
            return [failure] * len(now)
