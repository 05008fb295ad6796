"""Recorded runs: trainings that ended long ago and can be watched without computing.

Each is a file with the plan, what was told of each checkpoint, and all weights. `python -m app.remake NAME`
writes one; see `app.remake.runs`.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cached_property
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from app.faults.kinds import Refused
from app.training.records import Phase, Record, Stored
from app.training.requests import TrainingPlan


class RecordedRun(NamedTuple):
    """One recorded run.

    Attributes
    ----------
    record : Record
        How it ended.
    plan : TrainingPlan
        What was learnt.
    preset : str or None
        The preset whose training it is; its learning rate fell in stages, from that of the plan.
    events : list of str
        What was told of each checkpoint, as JSON.
    weights : list of Stored
        The checkpoints.
    """

    record: Record
    plan: TrainingPlan
    preset: str | None
    events: list[str]
    weights: list[Stored]


class RecordedRuns:
    """The recorded runs of a folder, read when somebody first asks for one.

    It answers the questions that `TrainingStore` answers of trainings.

    Parameters
    ----------
    folder : Path
        Where they are, one file for each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def all(self) -> Mapping[str, RecordedRun]:
        """All recorded runs by id."""
        runs = [_read(orjson.loads(path.read_bytes())) for path in sorted(self._folder.glob("*.json"))]
        return {run.record.id: run for run in runs}

    def nearest(self, plan: TrainingPlan) -> str:
        """Return the id of the run that comes closest to a plan.

        Raises
        ------
        Refused
            For a series of one's own, which no recorded run resembles.
        """
        alike = [run for run in self.all.values() if run.plan.task == plan.task]
        if not alike:
            raise Refused(
                "/plan/series", "there is no recorded run of a series of one's own, expected a task"
            )
        return min(alike, key=lambda run: _apart(plan, run.plan)).record.id

    def read(self, training: str) -> Record | None:
        """Return how a run ended, or None."""
        return run.record if (run := self.all.get(training)) else None

    def plan(self, training: str) -> str | None:
        """Return the plan of a run as JSON, or None."""
        return run.plan.model_dump_json() if (run := self.all.get(training)) else None

    def told(self, training: str, after: int) -> list[tuple[int, str]]:
        """Return what is said of each checkpoint after a number, in order."""
        return list(enumerate(self.all[training].events))[after + 1 :]

    def weights(self, training: str, first: int, last: int | None = None) -> list[Stored]:
        """Return the checkpoints in a range, in order."""
        return self.all[training].weights[first : None if last is None else last + 1]


def _read(found: dict[str, Any]) -> RecordedRun:
    plan = TrainingPlan.model_validate(found["plan"])
    told, weights = found["told"], base64.b64decode(found["weights"])
    size = len(weights) // len(told)
    record = Record(
        id=hashlib.sha256(orjson.dumps([found["preset"], found["plan"]])).hexdigest()[:32],
        client="",
        owner="",
        phase=Phase.DIVERGED if found["error"] else Phase.DONE,
        step=told[-1]["step"],
        steps=plan.steps,
        chunk=plan.chunk,
        checkpoints=len(told),
        error=found["error"],
        made=0,
        seen=0,
    )
    return RecordedRun(
        record,
        plan,
        found["preset"],
        [orjson.dumps(one).decode() for one in told],
        [Stored(n, one["step"], weights[n * size : (n + 1) * size]) for n, one in enumerate(told)],
    )


def _apart(wanted: TrainingPlan, found: TrainingPlan) -> tuple[float, ...]:
    """Return how far a run is from what is wanted: its unit counts most, its number of steps least."""
    peepholes = wanted.unit == "lstm" and wanted.peepholes != found.peepholes
    return (
        wanted.unit != found.unit,
        abs(log10(wanted.learning_rate / found.learning_rate))
        + abs(wanted.forget_bias - found.forget_bias) / 4
        + abs(wanted.units - found.units) / 8
        + abs(wanted.lag - found.lag) / 40
        + 0.2 * peepholes,
        wanted.seed != found.seed,
        abs(log10(wanted.batch / found.batch)),
        abs(wanted.chunk - found.chunk),
        abs(wanted.steps - found.steps),
    )
