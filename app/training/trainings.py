"""Trainings as routes use them."""

import hashlib
import re
import time
from collections import Counter
from contextlib import suppress
from secrets import token_hex
from typing import Any, Final

import orjson

from app.config import APP, Settings
from app.faults.kinds import NotAllowed, NotThere, Unavailable
from app.models.database import Database
from app.training.bell import Bell
from app.training.checkpoints import model_json
from app.training.chunks import first, plan_of
from app.training.dask_hands import DaskHands
from app.training.fairness import queue
from app.training.hands import Hands, PoolHands
from app.training.known import Facts, News, Progress, Weights, facts_of
from app.training.ledger import Ledger
from app.training.plans import checked, offered
from app.training.recorded import RecordedRuns
from app.training.records import ENDED, Phase, Record
from app.training.requests import TrainingPlan
from app.training.scheduler import LEASE, Patience, Scheduler
from app.training.store import Most, New, Place, TrainingStore
from app.wire.documents import Document

RUNS: Final = APP / "data" / "runs"
_ID: Final = re.compile("[0-9a-f]{32}")
_NOTE: Final = 2 * 10**9
"""How precisely it is known when somebody last listened, in nanoseconds."""


class Trainings:
    """The trainings of a server.

    Parameters
    ----------
    settings : Settings
        The limits.
    database : Database
        Where they are kept.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._place = Place(token_hex(16), LEASE)
        self.recorded = RecordedRuns(RUNS)
        self.store = TrainingStore(database, Most(settings.max_trainings_of_client, settings.max_trainings))
        self.bell = Bell()
        self.scheduler = Scheduler(
            self.store,
            Ledger(database, *self._place),
            hands_of(settings),
            self.bell,
            Patience(settings.training_idle_seconds, settings.training_kept_seconds),
        )
        self.tasks = Document.of(offered(settings, self.recorded))

    def active(self) -> Counter[Phase]:
        """Return how many trainings of this worker wait, and how many run."""
        return Counter(one.phase for one in self.store.active(self._place.owner))

    def prepare(self, plan: TrainingPlan, client: str, *, is_paused: bool = False) -> New:
        """Return a training that a client may begin, with the checkpoint before its first step.

        Raises
        ------
        NotAllowed
            When this server takes none.
        Refused
            With the place of what does not fit, or with the limit that is exceeded.
        """
        if not self._settings.trainings:
            raise NotAllowed("This server trains nothing: its setting MEMORY_PIPE_TRAININGS is off.")
        checked(plan, self._settings)
        text = plan.model_dump_json()
        start = first(text)
        told = orjson.dumps(start.told).decode()
        return New(token_hex(16), _hash_of(client), text, plan.steps, plan.chunk, start, told, is_paused)

    def add(self, new: New) -> str:
        """Begin a training; return its id.

        Raises
        ------
        TooMany, Unavailable
            When too many run or wait.
        """
        self.store.add(new, self._place)
        self.scheduler.wake()
        return new.id

    def nearest(self, plan: TrainingPlan) -> str:
        """Return the id of the recorded run closest to a plan; raises as `RecordedRuns.nearest` does."""
        return self.recorded.nearest(plan)

    def about(self, training: str) -> tuple[Progress, Facts]:
        """Return how a training is going, and its plan, or raise `NotThere`; asking counts as listening."""
        facts = facts_of(self._text(training))
        return self._progress(self._heard(training)), facts._replace(recorded=self._is_recorded(training))

    def news(self, training: str, after: int) -> News:
        """Return how a training is going, and its checkpoints after a number; raises as `about` does."""
        found = self._heard(training)
        told = self._place_of(training).told(training, after)
        return News(
            self._progress(found), told, found.phase in ENDED and len(told) + after + 1 >= found.checkpoints
        )

    def checkpoint(self, training: str, n: int) -> dict[str, Any]:
        """Return the weights of one checkpoint; raises `NotThere` when there is no such checkpoint."""
        weights = self.one(training, n)
        return model_json(plan_of(weights.plan), weights.found[0])

    def one(self, training: str, n: int) -> Weights:
        """Return the plan and the weights of one checkpoint; raises as `checkpoint` does."""
        count = self._heard(training).checkpoints
        found = self._place_of(training).weights(training, n, n)
        if not found:
            raise NotThere(f"There is no checkpoint {n}; there are: 0 to {count - 1}.")
        return Weights(self._text(training), found, self._is_recorded(training))

    def weights(self, training: str, since: int = 0) -> Weights:
        """Return the plan and the weights of all checkpoints from one on; raises as `about` does."""
        self._heard(training)
        found = self._place_of(training).weights(training, since)
        return Weights(self._text(training), found, self._is_recorded(training))

    def pause(self, training: str) -> None:
        """Pause a training, or raise `NotThere`; one that has ended stays as it is."""
        self._read(training)
        self.store.pause(training)
        self._tell()

    def resume(self, training: str) -> None:
        """Let a paused training go on. Raises as `add` does, and `NotThere`."""
        self._read(training)
        self.store.resume(training, self._place)
        self._tell()

    def remove(self, training: str) -> None:
        """Delete a training, or raise `NotThere`; a recorded run stays, and raises `NotAllowed`."""
        if self._is_recorded(training):
            raise NotAllowed("A recorded run comes with the server and cannot be deleted.")
        if not _ID.fullmatch(training) or not self.store.remove(training):
            raise _unknown(training)
        self._tell()

    def _is_recorded(self, training: str) -> bool:
        return training in self.recorded.all

    def _place_of(self, training: str) -> RecordedRuns | TrainingStore:
        return self.recorded if self._is_recorded(training) else self.store

    def _tell(self) -> None:
        self.bell.ring()  # places in the queue change, too
        self.scheduler.wake()

    def _read(self, training: str) -> Record:
        found = self._place_of(training).read(training) if _ID.fullmatch(training) else None
        if found is None:
            raise _unknown(training)
        return found

    def _text(self, training: str) -> str:
        text = self._place_of(training).plan(training)
        if text is None:
            raise _unknown(training)
        return text

    def _heard(self, training: str) -> Record:
        """Return a training, and note now and then that somebody listens."""
        found = self._read(training)
        if self._is_recorded(training):
            return found
        if found.phase is Phase.LEFT or time.time_ns() - found.seen > _NOTE:
            with suppress(Unavailable):  # what is kept can be read though nothing can be written
                self.store.listen([training])
            if found.phase is Phase.LEFT:
                self.scheduler.wake()
                return self._read(training)
        return found

    def _progress(self, found: Record) -> Progress:
        if found.phase is not Phase.QUEUED:
            return Progress(found, None)
        jobs = self.store.active(found.owner)
        running = [job for job in jobs if job.phase is Phase.RUNNING]
        waiting = [job for job in jobs if job.phase is Phase.QUEUED]
        order = queue(running, waiting)
        return Progress(found, order.index(found.id) if found.id in order else None)


def hands_of(settings: Settings) -> Hands:
    """Return what computes chunks on a server; raises as `DaskHands` does."""
    scheduler = settings.training_scheduler
    return PoolHands(settings.learners) if scheduler is None else DaskHands(scheduler)


def _hash_of(client: str) -> str:
    """Return what stands for a client in the store, where nobody's address is kept."""
    return hashlib.sha256(client.encode()).hexdigest()[:16]


def _unknown(training: str) -> NotThere:
    shown = training if len(training) <= 8 else f"{training[:8]}..."
    return NotThere(f'There is no training "{shown}" on this server; it may have been deleted.')
