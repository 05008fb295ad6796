"""The weights of a plain recurrent layer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, check_sizes
from lstm_core.blueprints.rnn import RNN
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params.gate import GateParams
from lstm_core.params.unit import UnitParams


@dataclass(frozen=True, eq=False)
class RNNParams(UnitParams):
    """The weights of a plain recurrent layer.

    Parameters
    ----------
    W : (H, D)
        Weights of the input.
    U : (H, H)
        Weights of the previous hidden state.
    b : (H,)
        Bias.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.

    References
    ----------
    Elman, "Finding structure in time", Cognitive Science 14 (1990).
    """

    W: Array
    U: Array
    b: Array

    def __init__(self, W: npt.ArrayLike, U: npt.ArrayLike, b: npt.ArrayLike) -> None:
        checked = GateParams(W, U, b)
        for name in ("W", "U", "b"):
            object.__setattr__(self, name, getattr(checked, name))
        object.__setattr__(self, "_net", checked)

    @property
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""
        return RNN

    @property
    def nets(self) -> Mapping[str, GateParams]:
        """The one small network, by its letter."""
        return {"h": vars(self)["_net"]}

    @classmethod
    def from_nets(cls, nets: Mapping[str, GateParams]) -> "RNNParams":
        """Return the layer made of its one net, which has the letter h."""
        return cls(nets["h"].W, nets["h"].U, nets["h"].b)

    @classmethod
    def random(
        cls, D: int, H: int, seed: int | np.random.Generator, spectral_radius: float | None = None
    ) -> "RNNParams":
        """Draw weights uniformly from -1/sqrt(H) to 1/sqrt(H); the same seed gives the same weights.

        Parameters
        ----------
        D, H : int
            The number of inputs and of units.
        seed : int or numpy.random.Generator
            The source of the numbers.
        spectral_radius : float, optional
            Scale U so that its largest eigenvalue has this absolute value: below 1, gradients fade with time;
            above 1, they may explode.

        Raises
        ------
        ValueError
            If a size is below 1.
        """
        check_sizes(D=D, H=H)
        drawn = GateParams.random(D, H, np.random.default_rng(seed))
        U = drawn.U
        if spectral_radius is not None:
            U = U * (spectral_radius / np.abs(np.linalg.eigvals(U)).max())
        return cls(drawn.W, U, drawn.b)
