"""The sLSTM of Beck et al., "xLSTM", 2024, as a blueprint: exponential valves, tamed by a stabiliser."""

from lstm_core.blueprints import Blueprint, Net, Op, Phase

SLSTM = Blueprint(
    name="slstm",
    unit="slstm",
    carried=("h", "c", "n", "m"),
    lane="c",
    nets=(
        Net("f", "log_sigma", "forget", valve=False),
        Net("i", "none", "write", valve=False),
        Net("z", "tanh", "candidate", valve=False),
        Net("o", "sigma", "output", phase="output", gate="output"),
    ),
    ops=(
        Op("left", "plus", ("f", "m_prev"), phase="signals"),
        Op("m", "max", ("left", "i"), phase="signals"),
        Op("f_less", "minus", ("left", "m"), phase="signals"),
        Op("i_less", "minus", ("i", "m"), phase="signals"),
        Op("f_open", "exp", ("f_less",), phase="signals", role="forget"),
        Op("i_open", "exp", ("i_less",), phase="signals", role="write"),
        Op("kept", "times", ("f_open", "c_prev"), phase="forget"),
        Op("added", "times", ("i_open", "z"), phase="write"),
        Op("c", "plus", ("kept", "added"), phase="merge"),
        Op("n_kept", "times", ("f_open", "n_prev"), phase="forget"),
        Op("n", "plus", ("n_kept", "i_open"), phase="merge"),
        Op("ratio", "over", ("c", "n"), phase="output"),
        Op("h", "times", ("o", "ratio"), phase="output"),
    ),
    phases=(
        Phase("signals", "signal"),
        Phase("forget", "forget"),
        Phase("write", "write"),
        Phase("merge", "memory"),
        Phase("output", "output"),
    ),
)

UNSTABLE = Blueprint(
    name="slstm_unstable",
    unit="slstm",
    carried=("h", "c", "n"),
    lane="c",
    nets=(
        Net("f", "sigma", "forget"),
        Net("i", "exp", "write"),
        Net("z", "tanh", "candidate", valve=False),
        Net("o", "sigma", "output", phase="output"),
    ),
    ops=(
        Op("kept", "times", ("f", "c_prev"), phase="forget"),
        Op("added", "times", ("i", "z"), phase="write"),
        Op("c", "plus", ("kept", "added"), phase="merge"),
        Op("n_kept", "times", ("f", "n_prev"), phase="forget"),
        Op("n", "plus", ("n_kept", "i"), phase="merge"),
        Op("ratio", "over", ("c", "n"), phase="output"),
        Op("h", "times", ("o", "ratio"), phase="output"),
    ),
    phases=SLSTM.phases,
)
"""The same without the stabiliser: its valve for new memory opens beyond 1."""
