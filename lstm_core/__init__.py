"""An LSTM whose every intermediate value can be seen: NumPy and the standard library alone."""

from lstm_core.bptt import GradTrace, backward
from lstm_core.interop.live import from_keras, from_torch
from lstm_core.lstm import run, step
from lstm_core.model import Head, Model, accuracy, loss
from lstm_core.params import GateParams, LSTMParams
from lstm_core.pins import Pin, Pins
from lstm_core.rnn import RNNParams, backward_rnn, run_rnn
from lstm_core.stack import LSTMStack
from lstm_core.tasks import TASKS, Examples, Task
from lstm_core.trace import Trace
from lstm_core.training import DivergedError, Metrics, State, Training, train
from lstm_core.window import WindowParams, backward_window, run_window

__all__ = [
    "TASKS",
    "DivergedError",
    "Examples",
    "GateParams",
    "GradTrace",
    "Head",
    "LSTMParams",
    "LSTMStack",
    "Metrics",
    "Model",
    "Pin",
    "Pins",
    "RNNParams",
    "State",
    "Task",
    "Trace",
    "Training",
    "WindowParams",
    "accuracy",
    "backward",
    "backward_rnn",
    "backward_window",
    "from_keras",
    "from_torch",
    "loss",
    "run",
    "run_rnn",
    "run_window",
    "step",
    "train",
]
