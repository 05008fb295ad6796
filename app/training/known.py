"""What routes learn of a training: its plan, how it is going, what is new, and its weights."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from app.training.checkpoints import File, FileFormat, model_file
from app.training.chunks import plan_of
from app.training.pictures import Show
from app.training.plans import rivals
from app.training.records import Record, Stored


class Progress(NamedTuple):
    """How a training is going.

    Attributes
    ----------
    record : Record
        As it stands in the store.
    place : int or None
        How many trainings begin before it; None where it does not wait.
    """

    record: Record
    place: int | None


class Facts(NamedTuple):
    """What is known of a plan alone.

    Attributes
    ----------
    plan : dict
        The plan with its defaults, as JSON.
    weights : int
        How many weights are learnt.
    rivals : dict
        As `rivals` returns them.
    recorded : bool
        Whether it is a recorded run.
    """

    plan: dict[str, Any]
    weights: int
    rivals: dict[str, int | None]
    recorded: bool = False


class News(NamedTuple):
    """What there is to hear of a training.

    Attributes
    ----------
    progress : Progress
        How it is going.
    told : list of (int, str)
        Number of each new checkpoint, and what is said of it, as JSON.
    has_ended : bool
        Whether nothing more will come.
    """

    progress: Progress
    told: list[tuple[int, str]]
    has_ended: bool


class Weights(NamedTuple):
    """A plan as JSON, some of its checkpoints, and whether they are of a recorded run."""

    plan: str
    found: list[Stored]
    is_recorded: bool

    def shown(self, show: Show) -> bytes:
        """Return as JSON what a function of `pictures` shows of them; raises as that does."""
        if self.is_recorded:  # a class asks for the same things at the same time
            return _shown_before(show, self.plan, tuple(self.found))
        return _shown(show, self.plan, self.found)

    def file(self, form: FileFormat) -> File:
        """Return the first checkpoint as a file; raises as `model_file` does."""
        return model_file(plan_of(self.plan), self.found[0], form)


@lru_cache(maxsize=64)
def facts_of(text: str) -> Facts:
    """Return what is known of a plan, given as JSON."""
    plan = plan_of(text)
    return Facts(orjson.loads(text), plan.weights, rivals(plan))


def _shown(show: Show, text: str, found: Sequence[Stored]) -> bytes:
    return orjson.dumps(show(plan_of(text), found))


_shown_before = lru_cache(maxsize=256)(_shown)
