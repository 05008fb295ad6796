"""Gives chunks of trainings to processes, fairly, and keeps what comes back.

One thread of the server does this. What runs, and how far it is, stands in the database alone, so a server
that is killed loses the chunks under way and nothing else: whoever owns these trainings next computes the
same bits.
"""

import logging
import time
from collections import Counter
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final

import orjson

from app.faults.kinds import Unavailable
from app.training.bell import Bell
from app.training.chunks import Diverged
from app.training.fairness import Shares, queue
from app.training.hands import Hands, Result
from app.training.ledger import Ledger
from app.training.records import Phase, Record
from app.training.store import TrainingStore

log = logging.getLogger("memory_pipe")
AT_ONCE: Final = 8
"""How many trainings share the processes; more wait for one of these to end."""
LEASE: Final = 10 * 10**9
_BEAT: Final = 2.0
"""Seconds between signs of life."""
_LOOK: Final = 5.0
"""Seconds between looks for trainings that nobody computes."""
_LONGEST_REST: Final = 60.0
_IDLE: Final = 60.0
"""Seconds without work after which the processes end."""
_TRIES: Final = 3
"""How often in a row a training may end its process."""
_SECOND: Final = 10**9


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a training goes on, and is kept, when nobody listens, in seconds."""

    listening: float
    keeping: float


class Scheduler:
    """Computes the trainings of one server process.

    Parameters
    ----------
    store : TrainingStore
        The trainings.
    ledger : Ledger
        The same, as their owner sees them.
    hands : Hands
        What computes chunks.
    bell : Bell
        Tells listeners.
    patience : Patience
        How long to wait for listeners.
    """

    def __init__(
        self, store: TrainingStore, ledger: Ledger, hands: Hands, bell: Bell, patience: Patience
    ) -> None:
        self._store, self._ledger, self._hands, self._bell = store, ledger, hands, bell
        self._patience = patience
        self._shares = Shares()
        self._under_way: dict[str, tuple[Record, Future[Result]]] = {}
        self._crashes: Counter[str] = Counter()
        self._beaten = self._looked = self._worked = float("-inf")
        self._woken = Event()
        self._ends = False
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin; trainings that an earlier process left unfinished go on."""
        self._ends = False
        self._thread = Thread(target=self._run, name="training", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the chunks under way are given up; others may take over at once."""
        if self._thread is None:
            return
        self._ends = True
        self.wake()
        self._thread.join()
        self._thread = None
        self._hands.rest()
        self._under_way.clear()
        try:
            if self._ledger.is_there():
                self._ledger.give_back()
        except Unavailable:
            log.warning("trainings could not be given back; they go on when their lease has ended")

    def wake(self) -> None:
        """Look at once at what there is to do."""
        self._woken.set()

    def round(self) -> float:
        """Do what there is to do now; return after how many seconds to look again."""
        for training in [name for name, (_, future) in self._under_way.items() if future.done()]:
            self._take(*self._under_way.pop(training))
        if not self._ledger.is_there():
            return _LOOK
        self._keep_alive()
        jobs = self._without_left(self._store.active(self._ledger.owner))
        if not jobs:
            if not self._under_way and time.monotonic() - self._worked > _IDLE:
                self._hands.rest()
            return _LOOK if not self._bell.heard else _BEAT
        self._worked = time.monotonic()
        running = self._begun(jobs)
        self._shares.meet(running)
        while len(self._under_way) < self._hands.count:
            job = self._shares.next(running, self._under_way)
            if job is None:
                break
            if not self._give(job):
                running.remove(job)
        return _BEAT

    def _run(self) -> None:
        rest = _LOOK
        while not self._ends:
            try:
                wait = self.round()
                rest = _LOOK
            except Unavailable:
                wait = rest
                rest = min(2 * rest, _LONGEST_REST)
            except Exception:
                log.exception("the scheduler of trainings met an error")
                wait = _LOOK
            self._woken.wait(wait)
            self._woken.clear()

    def _keep_alive(self) -> None:
        """Give signs of life, note who listens, take over what others left, and forget what is old."""
        now, clock = time.time_ns(), time.monotonic()
        if clock - self._beaten >= _BEAT:
            self._beaten = clock
            self._store.listen(self._bell.heard)
            if self._store.active(self._ledger.owner):
                self._ledger.renew(now)
        if clock - self._looked >= _LOOK:
            self._looked = clock
            self._ledger.claim(now)
            self._ledger.sweep(now - int(self._patience.keeping * _SECOND))

    def _without_left(self, jobs: list[Record]) -> list[Record]:
        """Pause what nobody listens to; return all others."""
        since = time.time_ns() - int(self._patience.listening * _SECOND)
        heard = set(self._bell.heard)
        left = [job.id for job in jobs if job.seen < since and job.id not in heard]
        self._ledger.leave(left)
        return [job for job in jobs if job.id not in left]

    def _begun(self, jobs: list[Record]) -> list[Record]:
        """Let those run whose turn it is, and all others wait; return those that run.

        A client that comes later takes a place from one that has more of them.
        """
        turn = set(queue((), jobs)[:AT_ONCE])
        begin = [job.id for job in jobs if job.phase is Phase.QUEUED and job.id in turn]
        give_way = [job.id for job in jobs if job.phase is Phase.RUNNING and job.id not in turn]
        self._ledger.give_way(give_way)
        self._ledger.begin(begin)
        if begin or give_way:
            self._bell.ring()  # others have moved up, or down
        return [job for job in jobs if job.id in turn]

    def _give(self, job: Record) -> bool:
        """Begin the next chunk of a training; return False if it was deleted."""
        found = self._ledger.state(job.id)
        if found is None:
            return False
        future = self._hands.take(*found, min(job.chunk, job.steps - job.step))
        self._under_way[job.id] = job, future
        future.add_done_callback(lambda _: self.wake())
        return True

    def _take(self, job: Record, future: "Future[Result]") -> None:
        """Keep what a chunk brought."""
        try:
            result = future.result()
        except CancelledError:
            return
        except BrokenExecutor:
            self._crashes[job.id] += 1
            if self._crashes[job.id] >= _TRIES:
                self._end(job, Phase.FAILED, f"Its process ended {_TRIES} times in a row.")
            return
        except Exception as error:
            log.exception("a chunk of a training failed")
            self._end(job, Phase.FAILED, f"The server met an error of its own: {type(error).__name__}.")
            return
        del self._crashes[job.id]
        if isinstance(result, Diverged):
            self._end(job, Phase.DIVERGED, result.detail)
            return
        self._shares.charge(job.id, job.client, result.told["seconds"])
        told = orjson.dumps(result.told).decode()
        is_last = result.step >= job.steps
        if self._ledger.advance(job, result, told, is_last=is_last):
            self._bell.ring(None if is_last else job.id)

    def _end(self, job: Record, phase: Phase, error: str) -> None:
        del self._crashes[job.id]
        self._ledger.end(job.id, phase, error)
        self._bell.ring()
