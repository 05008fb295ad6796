"""An LSTM whose every intermediate value can be seen: NumPy and the standard library alone."""

from lstm_core.bptt import GradTrace, backward
from lstm_core.lstm import run, step
from lstm_core.params import GateParams, LSTMParams
from lstm_core.pins import Pin, Pins
from lstm_core.trace import Trace

__all__ = ["GateParams", "GradTrace", "LSTMParams", "Pin", "Pins", "Trace", "backward", "run", "step"]
