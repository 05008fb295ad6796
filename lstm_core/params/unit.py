"""The weights of one layer of any unit, net by net."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Self, cast

import numpy as np

from lstm_core.arrays import Array, check_shape
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params.gate import GateParams


class UnitParams(ABC):
    """The weights of a layer: one `GateParams` for each small network of its blueprint.

    A subclass is a frozen dataclass whose fields are the nets, unless it says otherwise. Each net is an
    attribute by its letter: ``params.f.W``.
    """

    @property
    @abstractmethod
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""

    @property
    def nets(self) -> Mapping[str, GateParams]:
        """The small networks by letter, in the blueprint's order."""
        return {net.letter: vars(self)[net.letter] for net in self.blueprint.nets}

    @classmethod
    def from_nets(cls, nets: Mapping[str, GateParams]) -> Self:
        """Return the layer made of these nets, by letter."""
        made: Self = cast("Any", cls)(**nets)
        return made

    def like(self, nets: Mapping[str, GateParams]) -> Self:
        """Return weights of the same unit with other numbers."""
        return self.from_nets(nets)

    @property
    def weights(self) -> dict[str, dict[str, Array]]:
        """All arrays by the letter of the net and by name, as `interpret` takes them."""
        return {letter: net.arrays for letter, net in self.nets.items()}

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the weights: where they differ, the widest."""
        return np.result_type(*{array.dtype for net in self.nets.values() for array in net.arrays.values()})

    @property
    def D(self) -> int:
        """The number of inputs."""
        return self._first.D

    @property
    def H(self) -> int:
        """The number of units."""
        return self._first.H

    @property
    def _first(self) -> GateParams:
        net: GateParams = getattr(self, self.blueprint.nets[0].letter)
        return net

    def check(self) -> None:
        """Raise ValueError unless all nets have the same size and the weights that the blueprint names."""
        first, *_ = nets = self.nets
        for plan in self.blueprint.nets:
            net = nets[plan.letter]
            check_shape(f"{plan.letter}.W", net.W, f"(H, D), as {first}.W has,", nets[first].W.shape)
            if net.p is not None and plan.peephole is None:
                raise ValueError(
                    f"{plan.letter}.p has shape {net.p.shape}, expected None: the {plan.role} has no peephole"
                )
            if (net.bU is None) != (plan.inner is None):
                found = "None" if net.bU is None else f"an array of shape {net.bU.shape}"
                wanted = "None" if plan.inner is None else f"(H,) = {(net.H,)}"
                raise ValueError(f"{plan.letter}.bU is {found}, expected {wanted}")

    def __getattr__(self, letter: str) -> GateParams:
        # Called only for names that are not attributes: the nets of a class that stores them differently.
        if letter not in {"nets", "blueprint"} and not letter.startswith("_") and letter in self.nets:
            return self.nets[letter]
        raise AttributeError(f"{type(self).__name__} has no {letter!r}")
