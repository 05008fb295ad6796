"""What the tests of trainings share: hands that compute where they stand, plans, and a store."""

import json
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np

from app.config import Settings
from app.models.database import Database
from app.models.tables import sqlite_url
from app.training.bell import Bell
from app.training.chunks import take
from app.training.hands import Result
from app.training.ledger import Ledger
from app.training.requests import TrainingPlan
from app.training.scheduler import LEASE, Patience, Scheduler
from app.training.store import Most, Place, TrainingStore
from app.training.trainings import Trainings
from lstm_core.arrays import Array
from lstm_core.learning.plans import Plan
from lstm_core.learning.training import train
from lstm_core.params.vector import flatten


class OwnHands:
    """Computes chunks when told to, in the order in which they were given."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self.given: list[tuple[str, bytes, int, Future[Result]]] = []
        self.order: list[int] = []
        """The seed of each plan that got a chunk."""

    def take(self, plan: str, state: bytes, n: int) -> "Future[Result]":
        """Note a chunk."""
        future: Future[Result] = Future()
        self.order.append(json.loads(plan)["seed"])
        self.given.append((plan, state, n, future))
        return future

    def work(self) -> None:
        """Compute what was given."""
        while self.given:
            plan, state, n, future = self.given.pop(0)
            future.set_result(take(plan, state, n))

    def die(self) -> None:
        """Lose what was given, as a pool does of which a process was killed."""
        while self.given:
            self.given.pop(0)[-1].set_exception(BrokenProcessPool("killed"))

    def rest(self) -> None:
        """Do nothing: there is no process to end."""


class House:
    """One server process that computes trainings: a store, a scheduler, hands.

    Parameters
    ----------
    folder : Path
        Where the store is; several houses may share it.
    """

    def __init__(self, folder: Path, owner: str = "one", count: int = 1, most: Most | None = None) -> None:
        database = Database(sqlite_url(folder))
        self.place = Place(owner, LEASE)
        self.store = TrainingStore(database, most or Most(4, 64))
        self.hands, self.bell = OwnHands(count), Bell()
        patience = Patience(20, 3600)
        self.ledger = Ledger(database, *self.place)
        self.scheduler = Scheduler(self.store, self.ledger, self.hands, self.bell, patience)
        settings = Settings(data_dir=folder)
        self._trainings = Trainings(settings, database)

    def begin(self, client: str = "a", **plan: Any) -> str:
        """Begin a training of few steps; return its id."""
        new = self._trainings.prepare(small(**plan), client)
        self.store.add(new, self.place)
        return new.id

    def rounds(self, count: int) -> None:
        """Let the scheduler give chunks and take what comes back."""
        for _ in range(count):
            self.scheduler.round()
            self.hands.work()
        self.scheduler.round()


def small(**changes: Any) -> TrainingPlan:
    """Return a plan of 20 small steps in chunks of 5."""
    if "series" not in changes:
        changes.setdefault("task", "brackets")
    return TrainingPlan(**{"batch": 4, "steps": 20, "chunk": 5, "learning_rate": 0.05, **changes})


def expected(plan: TrainingPlan) -> Array:
    """Return the weights of `lstm_core.train` after all steps, in one chunk."""
    names = ("unit", "units", "peepholes", "forget_bias", "learning_rate", "clip", "batch", "seed")
    core = Plan(plan.task or "", **{name: getattr(plan, name) for name in names})
    return flatten(train(core.training(), core.start().model, plan.steps, plan.steps).model)


def last(store: TrainingStore, training: str) -> Array:
    """Return the weights of a training's last checkpoint."""
    return np.frombuffer(store.weights(training, 0)[-1][2], "<f8")
