"""A framework's result of a run: the states of each layer and direction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lstm_core.arrays import Array
from lstm_core.stacks.layer import Direction


@dataclass(frozen=True, eq=False)
class States:
    """The states of one layer in one direction.

    Attributes
    ----------
    last_h : (B, P) or (B, H)
        Hidden state after the last step.
    last_C : (B, H), optional
        Cell state of an LSTM after the last step.
    h : (T, B, P) or (T, B, H), optional
        Hidden state at every step, if the framework returns it.
    """

    last_h: Array
    last_C: Array | None = None
    h: Array | None = None


Compute: TypeAlias = Callable[[Array], Mapping[tuple[int, Direction], States]]
"""Maps inputs, with the axes that the model takes, to the states of each layer and direction."""


@dataclass(frozen=True, eq=False)
class Rival:
    """A framework, and each network of a file in it.

    Attributes
    ----------
    name : str
        The framework and its version.
    compute : dict of Compute
        The computations, by the name of the network.
    sizes : dict of (steps, batch), optional
        The numbers of steps and sequences by the name of the network, if the file fixes them; otherwise None.
    read_out : dict of callable, optional
        By the name of the network, if the file has a head for it: maps inputs to what is read out.
    """

    name: str
    compute: Mapping[str, Compute]
    sizes: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    read_out: Mapping[str, Callable[[Array], Array]] = field(default_factory=dict)
