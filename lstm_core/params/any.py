"""The weights of any unit that has a blueprint."""

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_core.blueprints.spec import Blueprint
from lstm_core.params.gate import GateParams
from lstm_core.params.gru import GRUParams
from lstm_core.params.lstm import LSTMParams
from lstm_core.params.rnn import RNNParams
from lstm_core.params.unit import UnitParams

CLASSES: Mapping[str, type[UnitParams]] = {"lstm": LSTMParams, "gru": GRUParams, "rnn": RNNParams}
"""The units that have a class of their own, by the name of the unit."""


@dataclass(frozen=True, eq=False)
class PlannedParams(UnitParams):
    """The weights of a unit that has no class of its own.

    Parameters
    ----------
    plan : Blueprint
        The blueprint of the unit.
    by_letter : dict of GateParams
        Its small networks by letter.

    Raises
    ------
    ValueError
        If a net is missing or unknown, their sizes differ, or their weights do not fit the unit.
    """

    plan: Blueprint
    by_letter: Mapping[str, GateParams]

    def __post_init__(self) -> None:
        wanted = [net.letter for net in self.plan.nets]
        if list(self.by_letter) != wanted:
            found = ", ".join(self.by_letter) or "none"
            raise ValueError(f"the nets are {found}, expected {', '.join(wanted)}")
        self.check()

    @property
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""
        return self.plan

    @property
    def nets(self) -> Mapping[str, GateParams]:
        """The small networks by letter, in the blueprint's order."""
        return self.by_letter

    def like(self, nets: Mapping[str, GateParams]) -> "PlannedParams":
        """Return weights of the same unit with other numbers."""
        return PlannedParams(self.plan, nets)


def params_of(blueprint: Blueprint, nets: Mapping[str, GateParams]) -> UnitParams:
    """Return the weights of a unit, as its own class if it has one.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    nets : dict of GateParams
        Its small networks by letter.

    Raises
    ------
    ValueError
        If a net is missing or unknown, or their weights do not fit the unit.
    """
    planned = PlannedParams(blueprint, nets)
    own = CLASSES.get(blueprint.unit)
    return planned if own is None else own.from_nets(nets)
