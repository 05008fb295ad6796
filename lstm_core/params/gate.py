"""The weights of one small network."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape

Peephole: TypeAlias = Literal["none", "diagonal", "full"]


@dataclass(frozen=True, eq=False)
class GateParams:
    """The one-layer network that sets one gate: z = W x + U h + p C + b.

    The arrays are copied and read-only. float32 and complex128 are kept, the latter for differentiation
    by the complex step; float16 becomes float32, and everything else float64.

    Parameters
    ----------
    W : (H, D)
        Weights of the input.
    U : (H, H)
        Weights of the previous hidden state.
    b : (H,)
        Bias.
    p : (H,) or (H, H), optional
        Peephole: weights of the cell state. ``(H,)`` lets each unit see only its own memory, ``(H, H)`` that
        of all units.
    bU : (H,), optional
        A second bias, added to U h alone: z = W x + b + r * (U h + bU), as in the candidate of a GRU that
        resets after the product.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.
    """

    W: Array
    U: Array
    b: Array
    p: Array | None = None
    bU: Array | None = None

    def __init__(
        self,
        W: npt.ArrayLike,
        U: npt.ArrayLike,
        b: npt.ArrayLike,
        p: npt.ArrayLike | None = None,
        bU: npt.ArrayLike | None = None,
    ) -> None:
        for name, value in (("W", W), ("U", U), ("b", b), ("p", p), ("bU", bU)):
            object.__setattr__(self, name, None if value is None else as_numbers(name, value))
        if self.W.ndim != 2 or 0 in self.W.shape:
            raise ValueError(f"W has shape {self.W.shape}, expected (H, D) with H and D of 1 or more")
        check_shape("U", self.U, "(H, H)", (self.H, self.H))
        check_shape("b", self.b, "(H,)", (self.H,))
        if self.p is not None and self.p.shape not in ((self.H,), (self.H, self.H)):
            raise ValueError(
                f"p has shape {self.p.shape}, expected (H,) = {(self.H,)} or (H, H) = {(self.H, self.H)}"
            )
        if self.bU is not None:
            check_shape("bU", self.bU, "(H,)", (self.H,))

    @classmethod
    def random(
        cls, D: int, H: int, rng: np.random.Generator, lift: float = 0.0, **more: tuple[int, ...]
    ) -> "GateParams":
        """Draw weights uniformly from -1/sqrt(H) to 1/sqrt(H).

        Parameters
        ----------
        D, H : int
            The number of inputs and of units.
        rng : numpy.random.Generator
            The source of the numbers.
        lift : float
            Added to the bias.
        **more : tuple of int
            The shape of `p`, `bU` or both, where the net has them.
        """
        bound = 1 / np.sqrt(H)
        shapes = {"W": (H, D), "U": (H, H), "b": (H,), **more}
        drawn = {name: rng.uniform(-bound, bound, shape) for name, shape in shapes.items()}
        return cls(**drawn | {"b": drawn["b"] + lift})

    def __reduce__(self) -> tuple[Any, ...]:
        # Copies and unpickled instances are as read-only as this one.
        return GateParams, (self.W, self.U, self.b, self.p, self.bU)

    @property
    def arrays(self) -> dict[str, Array]:
        """Its arrays by name, without those that are absent."""
        named = {"W": self.W, "U": self.U, "b": self.b, "p": self.p, "bU": self.bU}
        return {name: array for name, array in named.items() if array is not None}

    @property
    def D(self) -> int:
        """The number of inputs."""
        return len(self.W[0])

    @property
    def H(self) -> int:
        """The number of units."""
        return len(self.W)

    @property
    def peephole(self) -> Peephole:
        """What each unit of the gate sees of the memory: none, its own (diagonal), or all of it (full)."""
        if self.p is None:
            return "none"
        return "diagonal" if self.p.ndim == 1 else "full"
