"""A training as the API answers it."""

from typing import Any

from app.training.known import Facts, Progress
from app.training.records import Phase


def status_of(progress: Progress) -> str:
    """Return the API's word for a phase: a training that nobody listened to is paused as well."""
    phase = progress.record.phase
    return Phase.PAUSED if phase is Phase.LEFT else phase


def training_json(progress: Progress, facts: Facts) -> dict[str, Any]:
    """Return the document of a training."""
    found = progress.record
    return {
        "id": found.id,
        "status": status_of(progress),
        "place_in_queue": progress.place,
        "step": found.step,
        "steps": found.steps,
        "checkpoints": found.checkpoints,
        "error": found.error,
        **facts._asdict(),
    }
