"""The plain recurrent network (Elman, 1990): h = tanh(W x + U h_prev + b)."""

from lstm_core.blueprints.parts import Net, Phase
from lstm_core.blueprints.spec import Blueprint

RNN = Blueprint(
    name="rnn",
    unit="rnn",
    carried=("h",),
    lane="h",
    nets=(Net("h", "tanh", "candidate", phase="candidate", valve=False),),
    ops=(),
    phases=(Phase("candidate", "candidate"),),
)
