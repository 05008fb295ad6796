"""The GRU (Cho et al., 2014) in its two forms, which differ in what the reset valve controls.

    z = sigma(W_z x + U_z h_prev + b_z)        r = sigma(W_r x + U_r h_prev + b_r)
    h = z * h_prev + (1 - z) * n

Reset after, as in PyTorch, in Keras by default and in ONNX with linear_before_reset=1:

    n = tanh(W_n x + b_n + r * (U_n h_prev + bU_n))

Reset before, as in the paper, in Keras with reset_after=False and in ONNX with linear_before_reset=0:

    n = tanh(W_n x + b_n + U_n (r * h_prev))

In both, an open z keeps the old memory, as in the frameworks; in the paper, z is the opposite.
"""

from lstm_core.blueprints.parts import Inner, Net, Op, Phase, Read
from lstm_core.blueprints.spec import Blueprint

_X = Read("x", "W")
_Z = Net("z", "sigma", "forget", gate="update")
_R = Net("r", "sigma", "reset", gate="reset")


def _gru(name: str, n: Net, recalled: str) -> Blueprint:
    """Return the form with the candidate `n`, in which the reset valve controls `recalled`."""
    return Blueprint(
        name=name,
        unit="gru",
        carried=("h",),
        lane="h",
        nets=(_Z, _R, n),
        ops=(
            Op("fresh", "rest", ("z",), phase="signals", role="write"),
            Op("passed", "times", ("r", recalled), phase="reset"),
            Op("kept", "times", ("z", "h_prev"), phase="forget"),
            Op("added", "times", ("fresh", "n"), phase="write"),
            Op("h", "plus", ("kept", "added"), phase="merge"),
        ),
        phases=(
            Phase("signals", "signal"),
            Phase("reset", "reset"),
            Phase("candidate", "candidate"),
            Phase("forget", "forget"),
            Phase("write", "write"),
            Phase("merge", "memory"),
        ),
    )


GRU = _gru(
    "gru",
    Net(
        "n",
        "tanh",
        "candidate",
        phase="candidate",
        valve=False,
        reads=(_X, Read("passed")),
        inner=Inner("heard", "h_prev"),
    ),
    recalled="heard",
)
GRU_RESET_BEFORE = _gru(
    "gru_reset_before",
    Net("n", "tanh", "candidate", phase="candidate", valve=False, reads=(_X, Read("passed", "U"))),
    recalled="h_prev",
)
