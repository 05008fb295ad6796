"""What a preset's task asks of its head in an example."""

from collections.abc import Sequence

import numpy as np

from app.presets.file import PresetFile
from lstm_core.learning.truths import truth


def targets_of(file: PresetFile, rows: Sequence[Sequence[float]]) -> list[list[float | None]] | None:
    """Return the targets at each step, None where there is none.

    Parameters
    ----------
    file : PresetFile
        The preset; without a head or a task it has no targets.
    rows : (T, D)
        The inputs of one of its examples.
    """
    if file.head is None or file.training is None:
        return None
    targets = truth(file.training.task, np.array(rows))
    if targets is None:
        return None
    return [[None if np.isnan(value) else float(value) for value in row] for row in targets]
