"""The weights of layers: the small networks of each unit, by letter."""

from lstm_core.params.any import PlannedParams, params_of
from lstm_core.params.gate import GateParams, Peephole
from lstm_core.params.gru import GRUParams
from lstm_core.params.head import Head
from lstm_core.params.lstm import GATES, Gate, LSTMParams
from lstm_core.params.rnn import RNNParams
from lstm_core.params.unit import UnitParams

__all__ = [
    "GATES",
    "GRUParams",
    "Gate",
    "GateParams",
    "Head",
    "LSTMParams",
    "Peephole",
    "PlannedParams",
    "RNNParams",
    "UnitParams",
    "params_of",
]
