"""The weights of an LSTM layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from lstm_core.arrays import check_sizes
from lstm_core.blueprints.lstm import LSTM
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params.gate import GateParams, Peephole
from lstm_core.params.unit import UnitParams

Gate: TypeAlias = Literal["f", "i", "g", "o"]

GATES: tuple[Gate, ...] = ("f", "i", "g", "o")


@dataclass(frozen=True, eq=False)
class LSTMParams(UnitParams):
    """The four small networks of an LSTM layer with peepholes.

    Parameters
    ----------
    f, i, g, o : GateParams
        Forget gate, input gate, candidate and output gate. The candidate has no peephole.

    Raises
    ------
    ValueError
        If the sizes of the gates differ, or the candidate has a peephole.

    References
    ----------
    Gers, Schraudolph and Schmidhuber, "Learning precise timing with LSTM recurrent networks", JMLR 3 (2002).
    """

    f: GateParams
    i: GateParams
    g: GateParams
    o: GateParams

    def __post_init__(self) -> None:
        self.check()

    @property
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""
        return LSTM

    @classmethod
    def random(
        cls,
        D: int,
        H: int,
        seed: int | np.random.Generator,
        peepholes: Peephole | Mapping[Gate, Peephole] = "diagonal",
        forget_bias: float = 1.0,
    ) -> "LSTMParams":
        """Draw weights uniformly from -1/sqrt(H) to 1/sqrt(H); the same seed gives the same weights.

        Parameters
        ----------
        D, H : int
            The number of inputs and of units.
        seed : int or numpy.random.Generator
            The source of the numbers.
        peepholes : "none", "diagonal", "full", or one of these for each of "f", "i" and "o"
            How much memory each gate sees; gates left out of a mapping see none.
        forget_bias : float
            Added to the bias of the forget gate, so that a fresh layer starts by remembering.

        Raises
        ------
        ValueError
            If a size is below 1, or a kind of peephole is unknown.
        """
        check_sizes(D=D, H=H)
        rng = np.random.default_rng(seed)
        shapes: dict[str, dict[str, tuple[int, ...]]] = {
            "none": {},
            "diagonal": {"p": (H,)},
            "full": {"p": (H, H)},
        }

        def gate_params(gate: Gate) -> GateParams:
            kind = peepholes if isinstance(peepholes, str) else peepholes.get(gate, "none")
            if kind not in shapes:
                raise ValueError(f"peepholes of {gate} is {kind!r}, expected one of {', '.join(shapes)}")
            lift = forget_bias if gate == "f" else 0.0
            return GateParams.random(D, H, rng, lift, **shapes["none" if gate == "g" else kind])

        return cls(*(gate_params(gate) for gate in GATES))
