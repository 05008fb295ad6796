"""What the checkpoints of a training show: how well it goes, and how one lane behaves on a fixed sequence."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples, Kind
from lstm_core.params import UnitParams
from lstm_core.running.run import run


def learning_map(checkpoints: Sequence[UnitParams], x: npt.ArrayLike, field: str, lane: int) -> Array:
    """Return a field of one lane at every step of a sequence, for every checkpoint.

    Parameters
    ----------
    checkpoints : sequence of UnitParams
        The layer at each checkpoint, in order.
    x : (T, D)
        The sequence.
    field : str
        A name in the values of a trace that has one number per lane, such as "f" or "C".
    lane : int
        The unit, counted from 0.

    Returns
    -------
    (checkpoints, T)
        One row per checkpoint.

    Raises
    ------
    ValueError
        If there is no such field or lane, or a run refuses its input.
    """
    rows = []
    for layer in checkpoints:
        values = run(layer, x).values
        T = len(values["h"])
        lanes = [name for name, array in values.items() if name != "x" and array.shape == (T, layer.H)]
        if field not in lanes:
            raise ValueError(f"field is {field!r}, expected one of {', '.join(lanes)}")
        if not 0 <= lane < layer.H:
            raise ValueError(f"lane is {lane}, expected 0 to {layer.H - 1}")
        rows.append(values[field][:, lane])
    return np.array(rows)


def moment(steps: Sequence[int], values: npt.ArrayLike, level: float) -> int | None:
    """Return the training step from which a lane stays above a level, on average over the sequence.

    Parameters
    ----------
    steps : sequence of int
        The training step of each checkpoint, in order.
    values : (checkpoints, T)
        A learning map.
    level : float
        What each checkpoint's mean has to exceed, such as 0.9 for an open gate.

    Returns
    -------
    int or None
        The step of the first checkpoint from which all means exceed the level; None if the last one does not.

    Raises
    ------
    ValueError
        If the map is not one row per step, or has no columns.
    """
    found = np.asarray(values)
    if found.ndim != 2 or len(found) != len(steps) or found.shape[1] == 0:
        raise ValueError(
            f"values have shape {found.shape}, expected ({len(steps)}, T): a row for each checkpoint"
        )
    first = None
    for step, above in zip(reversed(steps), found.mean(axis=1)[::-1] > level, strict=True):
        if not above:
            break
        first = step
    return first


def baseline(examples: Examples, kind: Kind) -> float:
    """Return the loss of answering the same at every step: the mean of the targets that count.

    For numbers that is their variance, for classes the entropy of how often each of them is right.
    """
    targets = examples.y[examples.mask > 0]
    if kind == "regression":
        return float(np.var(targets))
    often = targets.mean(axis=0)
    often = often[often > 0]
    return float(-(often * np.log(often)).sum())
