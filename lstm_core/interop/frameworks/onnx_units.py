"""The recurrent nodes of ONNX: which unit each one is, and how its arrays are ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


QUANTIZED: Final = "DynamicQuantizeLSTM"
"""An LSTM with weights of 8 bits, by onnxruntime."""
_SCALES: Final = ("W_scale", "W_zero_point", "R_scale", "R_zero_point")
_QUANTIZED: Final = replace(KINDS["LSTM"], inputs=(*KINDS["LSTM"].inputs, *_SCALES))


def kind_of(node: Any) -> Kind | None:
    """Return which kind of recurrent node it is, or None for any other node."""
    if node.domain in ("", "ai.onnx"):
        return KINDS.get(node.op_type)
    return _QUANTIZED if is_quantized(node) else None


def is_quantized(node: Any) -> bool:
    """Return whether it is an LSTM with weights of 8 bits."""
    return bool(node.op_type == QUANTIZED and node.domain == "com.microsoft")


def blueprint_of(op_type: str, given: Mapping[str, Any]) -> Blueprint:
    """Return the unit of a node with these attributes."""
    if op_type == "GRU":
        return FORMS[bool(given.get("linear_before_reset", 0))]
    return RNN if op_type == "RNN" else LSTM
