"""The weights of a linear read-out."""

from dataclasses import dataclass

import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape


@dataclass(frozen=True, eq=False)
class Head:
    """A linear read-out: V h + c.

    Parameters
    ----------
    V : (K, H)
        Weights.
    c : (K,)
        Bias.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.
    """

    V: Array
    c: Array

    def __init__(self, V: npt.ArrayLike, c: npt.ArrayLike) -> None:
        object.__setattr__(self, "V", as_numbers("V", V))
        object.__setattr__(self, "c", as_numbers("c", c))
        if self.V.ndim != 2 or 0 in self.V.shape:
            raise ValueError(f"V has shape {self.V.shape}, expected (K, H) with K and H of 1 or more")
        check_shape("c", self.c, "(K,)", (len(self.V),))

    def read(self, h: Array) -> Array:
        """Return V h + c, (..., K), for the hidden states `h`, (..., H)."""
        outputs: Array = h @ self.V.T + self.c
        return outputs
