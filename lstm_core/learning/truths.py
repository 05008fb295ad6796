"""What a task asks for at each step of any input, also of one that the task did not draw itself."""

from collections.abc import Callable
from typing import Final

import numpy as np

from lstm_core.arrays import Array


def truth(task: str, x: Array) -> Array | None:
    """Return the targets of a sequence.

    Parameters
    ----------
    task : str
        The name of a task.
    x : (T, D)
        Inputs of the form that the task draws.

    Returns
    -------
    (T, K) or None
        The targets, NaN at a step without one; None for a task that is not known here.
    """
    return _TRUTHS[task](x) if task in _TRUTHS else None


def _next_value(x: Array) -> Array:
    return np.concatenate([x[1:], [[np.nan]]])


def _profit(x: Array) -> Array:
    profits, bought = np.zeros((len(x), 1)), None
    for t, (price, buys, sells) in enumerate(x):
        bought = price if buys else bought
        if bought is not None:
            profits[t] = price - bought
        bought = None if sells else bought
    return profits


def _depth(x: Array) -> Array:
    return np.cumsum(x[:, :1] - x[:, 1:], axis=0)


def _first_symbol(x: Array) -> Array:
    asked = x[:, -1:] > 0
    return np.where(asked, x[0, :-1], np.nan)


_TRUTHS: Final[dict[str, Callable[[Array], Array]]] = {
    "christmas_trees": _next_value,
    "stock_position": _profit,
    "brackets": _depth,
    "recall": _first_symbol,
    "mauna_loa": _next_value,
    "brent": _profit,
}
