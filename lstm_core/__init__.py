"""An LSTM that shows every intermediate value, with nothing but NumPy and the standard library."""

from lstm_core.blueprints import BLUEPRINTS, Blueprint, explain, interpret
from lstm_core.interop.comparison import Comparison, compare
from lstm_core.interop.frameworks.live import from_keras, from_torch
from lstm_core.interop.frameworks.watch import Recording, watch
from lstm_core.interop.verification import Verification, verify
from lstm_core.learning.examples import Examples
from lstm_core.learning.model import Model, accuracy, loss
from lstm_core.learning.plans import Plan, rival
from lstm_core.learning.tasks import TASKS, Task
from lstm_core.learning.training import DivergedError, Metrics, State, Training, train
from lstm_core.learning.window import WindowParams, backward_window, run_window
from lstm_core.params import GateParams, GRUParams, Head, LSTMParams, RNNParams
from lstm_core.running.backward import GradTrace, backward
from lstm_core.running.pins import Pin, Pins
from lstm_core.running.rnn import backward_rnn, run_rnn
from lstm_core.running.run import run, step
from lstm_core.running.trace import Trace
from lstm_core.stacks.attribution import Attribution, attribute
from lstm_core.stacks.dyeing import dye, dye_from, half_life, sediment, water_age
from lstm_core.stacks.outputs import Output
from lstm_core.stacks.stack import LayerStack

__version__ = "0.1.0"

LSTMStack = LayerStack
"""`LayerStack` under its former name, from when all layers were LSTMs."""

__all__ = [
    "BLUEPRINTS",
    "TASKS",
    "Attribution",
    "Blueprint",
    "Comparison",
    "DivergedError",
    "Examples",
    "GRUParams",
    "GateParams",
    "GradTrace",
    "Head",
    "LSTMParams",
    "LSTMStack",
    "LayerStack",
    "Metrics",
    "Model",
    "Output",
    "Pin",
    "Pins",
    "Plan",
    "RNNParams",
    "Recording",
    "State",
    "Task",
    "Trace",
    "Training",
    "Verification",
    "WindowParams",
    "accuracy",
    "attribute",
    "backward",
    "backward_rnn",
    "backward_window",
    "compare",
    "dye",
    "dye_from",
    "explain",
    "from_keras",
    "from_torch",
    "half_life",
    "interpret",
    "loss",
    "rival",
    "run",
    "run_rnn",
    "run_window",
    "sediment",
    "step",
    "train",
    "verify",
    "watch",
    "water_age",
]
