"""What is known of a training, as it stands in the store."""

from enum import StrEnum
from typing import Final, NamedTuple


class Phase(StrEnum):
    """How a training is going; `LEFT` is a pause because nobody listened, and ends when somebody does."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    LEFT = "left"
    DONE = "done"
    DIVERGED = "diverged"
    FAILED = "failed"


ACTIVE: Final = (Phase.QUEUED, Phase.RUNNING)
"""Those that take or wait for a process."""
ENDED: Final = (Phase.DONE, Phase.DIVERGED, Phase.FAILED)


class Record(NamedTuple):
    """One training without its state.

    Attributes
    ----------
    id, client, owner : str
        As in the table.
    phase : Phase
        How it is going.
    step, steps, chunk : int
        The steps taken so far, all steps, and those between two checkpoints.
    checkpoints : int
        How many are kept so far.
    error : str or None
        Why it ended before its last step.
    made, seen : int
        When it was begun or resumed, and when somebody last listened, in nanoseconds.
    """

    id: str
    client: str
    owner: str
    phase: Phase
    step: int
    steps: int
    chunk: int
    checkpoints: int
    error: str | None
    made: int
    seen: int


class Stored(NamedTuple):
    """Number, training step and weights of a checkpoint."""

    n: int
    step: int
    weights: bytes
