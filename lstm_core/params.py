"""The weights of an LSTM layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape, check_sizes

Gate: TypeAlias = Literal["f", "i", "g", "o"]
Peephole: TypeAlias = Literal["none", "diagonal", "full"]

GATES: tuple[Gate, ...] = ("f", "i", "g", "o")


@dataclass(frozen=True, eq=False)
class GateParams:
    """The one-layer network that sets one gate: z = W x + U h + p C + b.

    The arrays are copied and read-only. float32 stays, and so does complex128, which serves to differentiate
    by the complex step; everything else becomes float64.

    Parameters
    ----------
    W : (H, D)
        Weights of the input.
    U : (H, H)
        Weights of the hidden state of the step before.
    b : (H,)
        Bias.
    p : (H,) or (H, H), optional
        Peephole: weights of the cell state. ``(H,)`` lets each unit see its own memory, ``(H, H)`` all of it.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.
    """

    W: Array
    U: Array
    b: Array
    p: Array | None = None

    def __init__(
        self, W: npt.ArrayLike, U: npt.ArrayLike, b: npt.ArrayLike, p: npt.ArrayLike | None = None
    ) -> None:
        for name, value in (("W", W), ("U", U), ("b", b), ("p", p)):
            object.__setattr__(self, name, None if value is None else as_numbers(name, value))
        if self.W.ndim != 2 or 0 in self.W.shape:
            raise ValueError(f"W has shape {self.W.shape}, expected (H, D) with H and D of 1 or more")
        check_shape("U", self.U, "(H, H)", (self.H, self.H))
        check_shape("b", self.b, "(H,)", (self.H,))
        if self.p is not None and self.p.shape not in ((self.H,), (self.H, self.H)):
            raise ValueError(
                f"p has shape {self.p.shape}, expected (H,) = {(self.H,)} or (H, H) = {(self.H, self.H)}"
            )

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy, or one that comes out of a pickle, is as read-only as this one.
        return GateParams, (self.W, self.U, self.b, self.p)

    @property
    def D(self) -> int:
        """How many numbers an input has."""
        return len(self.W[0])

    @property
    def H(self) -> int:
        """How many units there are."""
        return len(self.W)

    @property
    def peephole(self) -> Peephole:
        """Whether the gate sees no memory, each unit its own (diagonal), or each unit all of it (full)."""
        if self.p is None:
            return "none"
        return "diagonal" if self.p.ndim == 1 else "full"


@dataclass(frozen=True, eq=False)
class LSTMParams:
    """The four little networks of an LSTM layer with peepholes.

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
        for gate in GATES:
            check_shape(f"{gate}.W", getattr(self, gate).W, "(H, D), as f.W has,", self.f.W.shape)
        if self.g.p is not None:
            raise ValueError(f"g.p has shape {self.g.p.shape}, expected None: the candidate has no peephole")

    @property
    def D(self) -> int:
        """How many numbers an input has."""
        return self.f.D

    @property
    def H(self) -> int:
        """How many units there are."""
        return self.f.H

    @classmethod
    def random(
        cls,
        D: int,
        H: int,
        seed: int | np.random.Generator,
        peepholes: Peephole | Mapping[Gate, Peephole] = "diagonal",
        forget_bias: float = 1.0,
    ) -> "LSTMParams":
        """Draw weights evenly from -1/sqrt(H) to 1/sqrt(H); the same seed gives the same weights.

        Parameters
        ----------
        D, H : int
            How many numbers an input has; how many units there are.
        seed : int or numpy.random.Generator
            Where the numbers come from.
        peepholes : "none", "diagonal", "full", or one of these for each of "f", "i" and "o"
            What each gate sees of the memory; a gate that a mapping leaves out sees none.
        forget_bias : float
            Added to the bias of the forget gate, so that a fresh layer starts by remembering.

        Raises
        ------
        ValueError
            If a size is below 1, or a kind of peephole is none of the three.
        """
        check_sizes(D=D, H=H)
        rng = np.random.default_rng(seed)
        bound = 1 / np.sqrt(H)
        shapes: dict[str, tuple[int, ...] | None] = {"none": None, "diagonal": (H,), "full": (H, H)}

        def gate_params(gate: Gate) -> GateParams:
            kind = peepholes if isinstance(peepholes, str) else peepholes.get(gate, "none")
            if kind not in shapes:
                raise ValueError(f"peepholes of {gate} is {kind!r}, expected one of {', '.join(shapes)}")
            W = rng.uniform(-bound, bound, (H, D))
            U = rng.uniform(-bound, bound, (H, H))
            b = rng.uniform(-bound, bound, H) + (forget_bias if gate == "f" else 0.0)
            shape = None if gate == "g" else shapes[kind]
            return GateParams(W, U, b, None if shape is None else rng.uniform(-bound, bound, shape))

        return cls(*(gate_params(gate) for gate in GATES))
