"""The projection of an LSTM's output, and how a projected state is undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.params import Gate


@dataclass(frozen=True, eq=False)
class Projection:
    """The projection of a unit's output to fewer numbers: h = R (o * tanh(C)); the gates read this h.

    Attributes
    ----------
    R : (P, H)
        The projection.
    U : dict of (H, P)
        For each gate, its weights for the projected hidden state.

    References
    ----------
    Sak, Senior and Beaufays, "Long short-term memory based recurrent neural network architectures for large
    vocabulary speech recognition", arXiv:1402.1128 (2014).
    """

    R: Array
    U: Mapping[Gate, Array]

    @cached_property
    def _inverse(self) -> Array:
        """The pseudoinverse of R: seconds of work for a wide layer, so it is done once."""
        return np.linalg.pinv(self.R.astype(np.float64))

    def unproject(self, h0: npt.ArrayLike) -> Array:
        """Return a value of o * tanh(C) that is projected to `h0`.

        Raises
        ------
        ValueError
            If no such value exists, because the rows of R are linearly dependent.
        """
        wanted = np.asarray(h0, np.float64)
        if wanted.ndim == 0 or wanted.shape[-1] != len(self.R):
            raise ValueError(f"h0 has shape {wanted.shape}, expected (P,) or (B, P) with P = {len(self.R)}")
        found: Array = wanted @ self._inverse.T
        if not np.allclose(found @ self.R.T, wanted, rtol=1e-9, atol=1e-9):
            raise ValueError("h0 is out of reach, expected a product of the projection R")
        return found
