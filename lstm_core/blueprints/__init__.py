"""Units as data, and what is derived from it: runs, gradients, plumbing, phases, formulas."""

from collections.abc import Mapping
from types import MappingProxyType

from lstm_core.blueprints.adjoints import Gradients, backward
from lstm_core.blueprints.as_json import as_json
from lstm_core.blueprints.explain import explain
from lstm_core.blueprints.fields import Field, fields
from lstm_core.blueprints.gru import GRU, GRU_RESET_BEFORE
from lstm_core.blueprints.interpret import interpret
from lstm_core.blueprints.lstm import LSTM
from lstm_core.blueprints.parts import Inner, Net, Op, Phase, Read
from lstm_core.blueprints.rnn import RNN
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.terms import Term, terms
from lstm_core.blueprints.valves import gates
from lstm_core.blueprints.water import Keeping, keeping
from lstm_core.blueprints.weights import Weights, peephole_kind, sizes, weight_shapes

BLUEPRINTS: Mapping[str, Blueprint] = MappingProxyType(
    {blueprint.name: blueprint for blueprint in (LSTM, GRU, GRU_RESET_BEFORE, RNN)}
)

__all__ = [
    "BLUEPRINTS",
    "GRU",
    "GRU_RESET_BEFORE",
    "LSTM",
    "RNN",
    "Blueprint",
    "Field",
    "Gradients",
    "Inner",
    "Keeping",
    "Net",
    "Op",
    "Phase",
    "Read",
    "Term",
    "Weights",
    "as_json",
    "backward",
    "explain",
    "fields",
    "gates",
    "interpret",
    "keeping",
    "peephole_kind",
    "sizes",
    "terms",
    "weight_shapes",
]
