"""The weights of a GRU layer, in either form."""

from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import check_sizes
from lstm_core.blueprints.gru import GRU, GRU_RESET_BEFORE
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params.gate import GateParams
from lstm_core.params.unit import UnitParams


@dataclass(frozen=True, eq=False)
class GRUParams(UnitParams):
    """The three small networks of a GRU layer.

    Parameters
    ----------
    z, r, n : GateParams
        Update gate, reset gate, candidate. An open z keeps the old memory. If n has a `bU`, the reset
        valve comes after the product with U, as in PyTorch and by default in Keras; otherwise before it.

    Raises
    ------
    ValueError
        If the sizes of the nets differ, or one has a peephole, or z or r a `bU`.

    References
    ----------
    Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical machine
    translation", EMNLP 2014, resets before the product.
    """

    z: GateParams
    r: GateParams
    n: GateParams

    def __post_init__(self) -> None:
        self.check()

    @property
    def reset_after(self) -> bool:
        """Whether the reset valve comes after the product with U."""
        return self.n.bU is not None

    @property
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""
        return GRU if self.reset_after else GRU_RESET_BEFORE

    @classmethod
    def random(
        cls,
        D: int,
        H: int,
        seed: int | np.random.Generator,
        reset_after: bool = True,
        update_bias: float = 1.0,
    ) -> "GRUParams":
        """Draw weights uniformly from -1/sqrt(H) to 1/sqrt(H); the same seed gives the same weights.

        Parameters
        ----------
        D, H : int
            The number of inputs and of units.
        seed : int or numpy.random.Generator
            The source of the numbers.
        reset_after : bool
            Which of the two forms.
        update_bias : float
            Added to the bias of the update gate, so that a fresh layer starts by remembering.

        Raises
        ------
        ValueError
            If a size is below 1.
        """
        check_sizes(D=D, H=H)
        rng = np.random.default_rng(seed)
        z, r = GateParams.random(D, H, rng, update_bias), GateParams.random(D, H, rng)
        n = GateParams.random(D, H, rng, bU=(H,)) if reset_after else GateParams.random(D, H, rng)
        return cls(z, r, n)
