"""The store of trainings, as the process that computes them sees it.

A process owns a training for as long as it renews its lease. If it is killed, the lease ends, and another
process, or the next one on the same machine, goes on from the last checkpoint.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from app.models.database import Database
from app.training.chunks import Checkpoint
from app.training.records import ACTIVE, Phase, Record
from app.training.store import forget, keep, lock_out_others
from app.training.tables import trainings

_MOST_FORGOTTEN: Final = 50


class Ledger:
    """What one process computes.

    Parameters
    ----------
    database : Database
        Where trainings are kept. Every method raises `Unavailable` if it cannot be used.
    owner : str
        The process.
    lease : int
        How long it counts as alive without a sign, in nanoseconds.
    """

    def __init__(self, database: Database, owner: str, lease: int) -> None:
        self._database = database
        self.owner = owner
        self._lease = lease

    def is_there(self) -> bool:
        """Return whether there is anything to look for: an SQLite file is not made just to look."""
        return self._database.is_there()

    def claim(self, now: int) -> int:
        """Take over all trainings whose process gives no sign of life; return how many."""
        late = trainings.c.phase.in_(ACTIVE), trainings.c.lease < now
        with self._database.reading() as connection:
            if connection.scalar(select(trainings.c.id).where(*late).limit(1)) is None:
                return 0
        with self._database.writing() as connection:
            lock_out_others(connection)
            # Those who listened have lost their connection with the process; give them time to come back.
            taken = {"owner": self.owner, "lease": now + self._lease, "seen": now}
            return connection.execute(update(trainings).where(*late).values(**taken)).rowcount

    def renew(self, now: int) -> None:
        """Give a sign of life."""
        with self._database.writing() as connection:
            mine = trainings.c.owner == self.owner, trainings.c.phase.in_(ACTIVE)
            connection.execute(update(trainings).where(*mine).values(lease=now + self._lease))

    def give_back(self) -> None:
        """Let others take over at once."""
        with self._database.writing() as connection:
            mine = trainings.c.owner == self.owner, trainings.c.phase.in_(ACTIVE)
            connection.execute(update(trainings).where(*mine).values(lease=0))

    def begin(self, ids: Sequence[str]) -> None:
        """Let waiting trainings run."""
        self._set(ids, Phase.QUEUED, Phase.RUNNING)

    def give_way(self, ids: Sequence[str]) -> None:
        """Let running trainings wait."""
        self._set(ids, Phase.RUNNING, Phase.QUEUED)

    def leave(self, ids: Sequence[str]) -> None:
        """Pause trainings that nobody listens to."""
        for phase in ACTIVE:
            self._set(ids, phase, Phase.LEFT)

    def state(self, training: str) -> tuple[str, bytes] | None:
        """Return the plan and the state for the next chunk, or None if the training is gone."""
        with self._database.reading() as connection:
            found = select(trainings.c.plan, trainings.c.state).where(trainings.c.id == training)
            row = connection.execute(found).one_or_none()
            return None if row is None else (row.plan, row.state)

    def advance(self, before: Record, checkpoint: Checkpoint, told: str, *, is_last: bool) -> bool:
        """Keep a checkpoint; return False if the training has changed hands, moved on, or is gone.

        One that was paused meanwhile keeps the checkpoint, and stays paused.
        """
        n = before.checkpoints
        new = {"step": checkpoint.step, "state": checkpoint.state, "checkpoints": n + 1}
        if is_last:
            new["phase"] = Phase.DONE
        with self._database.writing() as connection:
            mine = trainings.c.id == before.id, trainings.c.owner == self.owner, trainings.c.checkpoints == n
            if not connection.execute(update(trainings).where(*mine).values(**new)).rowcount:
                return False
            keep(connection, before.id, n, checkpoint, told)
            return True

    def end(self, training: str, phase: Phase, error: str) -> None:
        """Note why a training ended before its last step."""
        with self._database.writing() as connection:
            mine = trainings.c.id == training, trainings.c.owner == self.owner
            connection.execute(update(trainings).where(*mine).values(phase=phase, error=error))

    def sweep(self, before: int) -> None:
        """Delete what has neither run nor been listened to since a time."""
        old = trainings.c.phase.not_in(ACTIVE), trainings.c.seen < before
        found = select(trainings.c.id).where(*old).limit(_MOST_FORGOTTEN)
        with self._database.reading() as connection:
            if not (ids := list(connection.scalars(found))):
                return
        with self._database.writing() as connection:
            still = select(trainings.c.id).where(trainings.c.id.in_(ids), *old)
            forget(connection, list(connection.scalars(still)))

    def _set(self, ids: Sequence[str], before: Phase, after: Phase) -> None:
        if not ids:
            return
        with self._database.writing() as connection:
            mine = trainings.c.id.in_(ids), trainings.c.owner == self.owner, trainings.c.phase == before
            connection.execute(update(trainings).where(*mine).values(phase=after))
