"""One layer of a stack: a layer in one direction, or one in each, whose outputs are merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from lstm_core.arrays import Array
from lstm_core.stacks.layer import DIRECTIONS, Direction, Layer

Merge: TypeAlias = Literal["concat", "sum", "mul", "ave"]


@dataclass(frozen=True, eq=False)
class StackLayer:
    """One layer of a stack, forward, backward or both.

    Parameters
    ----------
    forward, backward : Layer, optional
        The layer in each direction; at least one.
    merge : "concat", "sum", "mul" or "ave"
        How the outputs of the two directions are combined.

    Raises
    ------
    ValueError
        If there is no direction, or if the widths of their inputs, or of outputs to be merged, differ.
    """

    forward: Layer | None = None
    backward: Layer | None = None
    merge: Merge = "concat"

    def __post_init__(self) -> None:
        given = [layer for _, layer in self.directions]
        if not given:
            raise ValueError("the layer has no direction, expected forward, backward or both")
        if self.merge not in get_args(Merge):
            raise ValueError(f"merge is {self.merge!r}, expected one of {', '.join(get_args(Merge))}")
        for what, numbers in (("inputs", {a.params.D for a in given}), ("outputs", {a.width for a in given})):
            if len(numbers) > 1 and (what == "inputs" or self.merge != "concat"):
                raise ValueError(
                    f"the two directions have {sorted(numbers)} {what}, expected the same number"
                )

    @property
    def directions(self) -> list[tuple[Direction, Layer]]:
        """The directions with their layers, forward first."""
        return [(way, layer) for way in DIRECTIONS if (layer := getattr(self, way)) is not None]

    @property
    def D(self) -> int:
        """How many numbers an input has."""
        return self.directions[0][1].params.D

    @property
    def width(self) -> int:
        """The number of outputs per step."""
        widths = [layer.width for _, layer in self.directions]
        return sum(widths) if self.merge == "concat" else widths[0]

    def merged(self, outputs: Sequence[Array]) -> Array:
        """Return the layer's output, given those of its directions."""
        if len(outputs) == 1:
            return outputs[0]
        forward, backward = outputs
        match self.merge:
            case "concat":
                return np.concatenate([forward, backward], axis=-1)
            case "mul":
                return np.asarray(forward * backward)
            case "sum":
                return np.asarray(forward + backward)
            case "ave":
                return np.asarray((forward + backward) / 2)
