"""Derivatives by the complex step: f'(x) = Im f(x + ih) / h, exact to rounding because nothing is subtracted.

Source: Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40
(1998).
"""

from collections.abc import Callable

import numpy as np

from lstm_core.arrays import Array

TINY = 1e-30


def gradient(loss: Callable[[Array], complex], at: Array) -> Array:
    """Return the gradient of `loss`, which must be analytic, with respect to an array."""
    slope = np.empty(at.shape)
    for place in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[place] += 1j * TINY
        slope[place] = complex(loss(moved)).imag / TINY
    return slope
