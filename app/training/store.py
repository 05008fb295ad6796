"""The store of trainings, as those who watch them see it.

The database is the one place that knows how a training is going: any worker can answer for it, and the
process that computes it learns there that it was paused or deleted.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.engine import Connection, Row

from app.faults.kinds import TooMany, Unavailable
from app.models.database import Database
from app.training.chunks import Checkpoint
from app.training.records import ACTIVE, Phase, Record, Stored
from app.training.tables import checkpoints, trainings

MOST_KEPT: Final = 100
SHARE_KEPT: Final = 10
"""How many trainings are kept in all and of one client; those nobody has listened to for longest go first."""
COLUMNS: Final = tuple(trainings.c[name] for name in Record._fields)


@dataclass(frozen=True, slots=True)
class Most:
    """How many trainings may run or wait at a time: of one client, and of all together."""

    of_client: int
    of_all: int


class Place(NamedTuple):
    """A process that computes trainings, and how long it counts as alive, in nanoseconds."""

    owner: str
    lease: int


class New(NamedTuple):
    """A training that begins, or waits: its plan, and the checkpoint before its first step with its words."""

    id: str
    client: str
    plan: str
    steps: int
    chunk: int
    start: Checkpoint
    told: str
    is_paused: bool = False


class TrainingStore:
    """Trainings and their checkpoints.

    Parameters
    ----------
    database : Database
        Where they are kept. Every method raises `Unavailable` if it cannot be used.
    most : Most
        The limits.
    now : callable
        Returns the time in nanoseconds.
    """

    def __init__(self, database: Database, most: Most, now: Callable[[], int] = time.time_ns) -> None:
        self.database = database
        self._most = most
        self._now = now

    def add(self, new: New, place: Place) -> None:
        """Keep a training that waits for its turn, or to be resumed.

        Raises
        ------
        TooMany
            When too many of the client's run or wait.
        Unavailable
            When too many of all clients do.
        """
        now = self._now()
        with self.database.writing() as connection:
            lock_out_others(connection)
            if not new.is_paused:
                self._check(connection, new.client)
            _make_room(connection, new.client)
            connection.execute(
                insert(trainings).values(
                    id=new.id,
                    client=new.client,
                    plan=new.plan,
                    phase=Phase.PAUSED if new.is_paused else Phase.QUEUED,
                    step=new.start.step,
                    steps=new.steps,
                    chunk=new.chunk,
                    checkpoints=1,
                    state=new.start.state,
                    made=now,
                    seen=now,
                    owner=place.owner,
                    lease=now + place.lease,
                )
            )
            keep(connection, new.id, 0, new.start, new.told)

    def read(self, training: str) -> Record | None:
        """Return a training, or None."""
        with self.database.reading() as connection:
            return _read(connection, training)

    def plan(self, training: str) -> str | None:
        """Return the plan of a training, or None."""
        with self.database.reading() as connection:
            found: str | None = connection.scalar(select(trainings.c.plan).where(trainings.c.id == training))
            return found

    def active(self, owner: str) -> list[Record]:
        """Return all that run or wait in one process."""
        with self.database.reading() as connection:
            mine = trainings.c.phase.in_(ACTIVE), trainings.c.owner == owner
            return [record(row) for row in connection.execute(select(*COLUMNS).where(*mine))]

    def told(self, training: str, after: int) -> list[tuple[int, str]]:
        """Return what is said of each checkpoint after a number, in order."""
        with self.database.reading() as connection:
            chosen = checkpoints.c.training == training, checkpoints.c.n > after
            found = select(checkpoints.c.n, checkpoints.c.told).where(*chosen).order_by(checkpoints.c.n)
            return [(n, said) for n, said in connection.execute(found)]

    def weights(self, training: str, first: int, last: int | None = None) -> list[Stored]:
        """Return the checkpoints in a range, in order."""
        with self.database.reading() as connection:
            chosen = [checkpoints.c.training == training, checkpoints.c.n >= first]
            if last is not None:
                chosen.append(checkpoints.c.n <= last)
            columns = checkpoints.c.n, checkpoints.c.step, checkpoints.c.weights
            found = connection.execute(select(*columns).where(*chosen).order_by(checkpoints.c.n))
            return [Stored(*row) for row in found]

    def listen(self, ids: Collection[str]) -> None:
        """Note that somebody listens; what was paused because nobody did goes on, as far as it may."""
        if not ids:
            return
        with self.database.writing() as connection:
            connection.execute(update(trainings).where(trainings.c.id.in_(ids)).values(seen=self._now()))
            left = select(*COLUMNS).where(trainings.c.id.in_(ids), trainings.c.phase == Phase.LEFT)
            for row in connection.execute(left).all():
                self._wake(connection, record(row))

    def pause(self, training: str) -> None:
        """Pause a training that runs or waits; others stay as they are."""
        with self.database.writing() as connection:
            stoppable = trainings.c.phase.in_((*ACTIVE, Phase.LEFT))
            mine = update(trainings).where(trainings.c.id == training, stoppable)
            connection.execute(mine.values(phase=Phase.PAUSED))

    def resume(self, training: str, place: Place) -> None:
        """Let a paused training wait for its turn; others stay as they are. Raises as `add` does."""
        now = self._now()
        with self.database.writing() as connection:
            lock_out_others(connection)
            found = _read(connection, training)
            if found is None or found.phase not in (Phase.PAUSED, Phase.LEFT):
                return
            self._check(connection, found.client)
            again = {"phase": Phase.QUEUED, "made": now, "seen": now}
            mine = update(trainings).where(trainings.c.id == training)
            connection.execute(mine.values(**again, owner=place.owner, lease=now + place.lease))

    def remove(self, training: str) -> bool:
        """Delete a training; return whether it was there."""
        with self.database.writing() as connection:
            return forget(connection, [training]) > 0

    def _wake(self, connection: Connection, one: Record) -> None:
        try:
            self._check(connection, one.client)
        except (TooMany, Unavailable):
            return  # it wakes when others have ended
        mine = update(trainings).where(trainings.c.id == one.id)
        # Its process may be gone; whoever lives takes it.
        connection.execute(mine.values(phase=Phase.QUEUED, made=self._now(), lease=0))

    def _check(self, connection: Connection, client: str) -> None:
        """Raise unless one more may run or wait."""
        active = select(func.count()).where(trainings.c.phase.in_(ACTIVE))
        mine = int(connection.scalar(active.where(trainings.c.client == client)) or 0)
        if mine >= self._most.of_client:
            raise TooMany(
                f"{mine} of your trainings run or wait, the limit max_trainings_of_client. Pause or delete "
                "one, or wait for its end."
            )
        if int(connection.scalar(active) or 0) >= self._most.of_all:
            raise Unavailable(f"{self._most.of_all} trainings run or wait, which is the limit max_trainings.")


def record(row: Row[Any]) -> Record:
    """Return a row of `COLUMNS` as a record."""
    return Record._make(row)._replace(phase=Phase(row.phase))


def keep(connection: Connection, training: str, n: int, checkpoint: Checkpoint, told: str) -> None:
    """Add a checkpoint."""
    row = {"step": checkpoint.step, "told": told, "weights": checkpoint.weights}
    connection.execute(insert(checkpoints).values(training=training, n=n, **row))


def forget(connection: Connection, ids: Sequence[str]) -> int:
    """Delete trainings with their checkpoints; return how many there were."""
    connection.execute(delete(checkpoints).where(checkpoints.c.training.in_(ids)))
    return connection.execute(delete(trainings).where(trainings.c.id.in_(ids))).rowcount


def lock_out_others(connection: Connection) -> None:
    """Let one process at a time count and add; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE trainings IN SHARE ROW EXCLUSIVE MODE"))


def _read(connection: Connection, training: str) -> Record | None:
    row = connection.execute(select(*COLUMNS).where(trainings.c.id == training)).one_or_none()
    return None if row is None else record(row)


def _make_room(connection: Connection, client: str) -> None:
    """Drop what neither runs nor waits, until one more fits: first of the client, then of anybody."""
    for share, whose in ((SHARE_KEPT, trainings.c.client == client), (MOST_KEPT, None)):
        idle = trainings.c.phase.not_in(ACTIVE)
        all_of = select(func.count()).select_from(trainings)
        oldest = select(trainings.c.id).where(idle).order_by(trainings.c.seen, trainings.c.id)
        if whose is not None:
            all_of, oldest = all_of.where(whose), oldest.where(whose)
        over = int(connection.scalar(all_of) or 0) + 1 - share
        if over > 0:
            forget(connection, list(connection.scalars(oldest.limit(over))))
