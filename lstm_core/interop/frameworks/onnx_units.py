"""The recurrent nodes of ONNX: which unit each one is, and how its arrays are ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lstm_core.blueprints import LSTM, RNN, Blueprint
from lstm_core.interop.frameworks.gates import FORMS


@dataclass(frozen=True)
class Kind:
    """One kind of node.

    Attributes
    ----------
    order : tuple of str
        The letters of its nets in the order in which they are stacked.
    activations : tuple of str
        The required activations, in lower case, for one direction.
    inputs : tuple of str
        The names of its inputs.
    own : frozenset of str
        The attributes that other kinds of node lack.
    """

    order: tuple[str, ...]
    activations: tuple[str, ...]
    inputs: tuple[str, ...]
    own: frozenset[str] = frozenset()


_INPUTS: Final = ("X", "W", "R", "B", "sequence_lens", "initial_h")
KINDS: Final[Mapping[str, Kind]] = {
    "LSTM": Kind(
        ("i", "o", "f", "g"),
        ("sigmoid", "tanh", "tanh"),
        (*_INPUTS, "initial_c", "P"),
        frozenset({"input_forget"}),
    ),
    "GRU": Kind(("z", "r", "n"), ("sigmoid", "tanh"), _INPUTS, frozenset({"linear_before_reset"})),
    "RNN": Kind(("h",), ("tanh",), _INPUTS),
}


def blueprint_of(op_type: str, given: Mapping[str, Any]) -> Blueprint:
    """Return the unit of a node with these attributes."""
    if op_type == "GRU":
        return FORMS[bool(given.get("linear_before_reset", 0))]
    return LSTM if op_type == "LSTM" else RNN
