"""The LSTM with peepholes (Gers, Schraudolph and Schmidhuber, JMLR 3, 2002); see `lstm_core.running.lstm`."""

from lstm_core.blueprints.parts import Net, Op, Phase
from lstm_core.blueprints.spec import Blueprint

LSTM = Blueprint(
    name="lstm",
    unit="lstm",
    carried=("h", "C"),
    lane="C",
    nets=(
        Net("f", "sigma", "forget", gate="forget", peephole="C_prev"),
        Net("i", "sigma", "write", gate="input", peephole="C_prev"),
        Net("g", "tanh", "candidate", valve=False),
        Net("o", "sigma", "output", phase="output_valve", gate="output", peephole="C"),
    ),
    ops=(
        Op("kept", "times", ("f", "C_prev"), phase="forget"),
        Op("added", "times", ("i", "g"), phase="write"),
        Op("C", "plus", ("kept", "added"), phase="merge"),
        Op("tanh_C", "tanh", ("C",), phase="output"),
        Op("h", "times", ("o", "tanh_C"), phase="output"),
    ),
    phases=(
        Phase("signals", "signal"),
        Phase("forget", "forget"),
        Phase("write", "write"),
        Phase("merge", "memory"),
        Phase("output_valve", "output"),
        Phase("output", "output"),
    ),
)
