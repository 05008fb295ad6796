"""The LSTM in the symbols that most articles use: circles with × and +, boxes with σ and tanh.

The memory's line is at the top, and the networks are in a row below it. No part of the pipe view is missing.
"""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.lstm import pipe
from lstm_core.picture.layouts.thin import thin
from lstm_core.picture.layouts.view import Beside, Label, Net, Port, Tap, View, Wire, rails

_NETS = ("forget_net", "write_net", "candidate_net", "output_net")


def symbols(of: Frame) -> View:
    """Return the view of the symbols."""
    view = thin(pipe(of), of)
    return of(_wide, _tall)(view)


def _wide(view: View) -> View:
    return replace(
        view,
        main=(("old", 0), ("forget", 180), ("joint", 270), ("fork", 272), ("new", 178)),
        joins={"joint": (("write", 150), ("candidate_net", 152))},
        leaves={"fork": (("squeeze", 80), ("output", 80), ("", 142), ("out", 178))},
        nets={
            "forget_net": Net((116, 50), "forget", 0, 302),
            "write_net": Net((142, 50), "joint", -135, 302),
            "candidate_net": Net((116, 50)),
            "output_net": Net((116, 50), "fork", -120, 302),
        },
        wires={
            **rails(_NETS, "far", 0, {"x": (34, 352), "h_prev": (34, 352)}),
            "peep_f": Wire(Port("old", "far", 80), Port("forget_net", "near", -33), via=(244,)),
            "peep_i": Wire(Tap("peep_f"), Port("write_net", "near", -35)),
            "peep_o": Wire(Port("joint", "far", None), Port("output_net", "near", -38)),
            "turn_f": Wire(Port("forget_net", "near"), Port("forget", "far")),
            "turn_i": Wire(Port("write_net", "near"), Port("write", "before")),
            "turn_o": Wire(Port("output_net", "near"), Port("output", "before")),
        },
        plates={"forget": (39, 140), "write": (27, -90), "output": (-58, 90)},
        labels={
            **view.labels,
            "forget": Label(Beside("forget", 0, -46), "middle"),
            "write": Label(Beside("write", -32, -95), "end"),
            "output": Label(Beside("output", 28), "start"),
            "joint": Label(Beside("joint", 0, -46), "middle"),
            "waits": Label(Beside("output_net", -44, -52), "end"),
        },
        badges={
            **view.badges,
            "signals": Beside("forget_net", -77, -70),
            "forget": Beside("forget", 36, -24),
            "write": Beside("write", 40, 24),
            "merge": Beside("joint", 36, -24),
            "output_valve": Beside("output", 40, 24),
        },
    )  # fmt: skip


def _tall(view: View) -> View:
    return replace(
        view,
        leaves={"fork": (("squeeze", 70), ("output", 72), ("", 82), ("out", 144))},
        nets={**view.nets, "output_net": Net((92, 44), "fork", -68, 184)},
        wires={
            **rails(_NETS, "far", 0, {"x": (), "h_prev": ()}),
            "peep_f": Wire(Port("old", "far", 52), Port("forget_net", "near", -12), via=(24,)),
            "peep_i": Wire(Tap("peep_f"), Port("write_net", "near")),
            "peep_o": Wire(Port("joint", "far", None), Port("output_net", "near", 14)),
            "turn_f": Wire(Port("forget_net", "near"), Port("forget", "far")),
            "turn_i": Wire(Port("write_net", "after", -40), Port("write", "before")),
            "turn_o": Wire(Port("output_net", "after", -42), Port("output", "before")),
        },
        plates={"forget": (-72, 80), "write": (0, 72), "output": (0, -76)},
        labels={**view.labels, "output": Label(Beside("output", -124, 40), "start")},
        badges={
            **view.badges,
            "signals": Beside("forget_net", -27, -39),
            "write": Beside("write", 36, 30),
            "output_valve": Beside("output", 40, -26),
            "output": Beside("out", -122, -62),
        },
    )
