"""The GRU in the symbols that most articles use: circles with ×, + and 1−, boxes with σ and tanh."""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.gru import pipe, pipe_reset_before
from lstm_core.picture.layouts.thin import thin
from lstm_core.picture.layouts.view import Beside, Label, Net, Port, Tap, View, Wire


def symbols(of: Frame) -> View:
    """Return the view of the symbols, with the reset after the matrix."""
    return of(_wide, _tall)(thin(pipe(of), of))


def symbols_reset_before(of: Frame) -> View:
    """Return the view of the symbols, with the reset before the matrix."""
    return of(_wide, _tall)(thin(pipe_reset_before(of), of))


def _wide(view: View) -> View:
    return replace(
        view,
        main=(*view.main[:-3], ("forget", 450 - _before(view)), ("joint", 180), ("new", 270)),
        nets={
            **view.nets,
            "reset_net": Net((116, 50), "reset", -35, -112),
            "forget_net": Net((116, 50), "forget", 0, 140),
        },
        wires={
            **view.wires,
            "h_prev_reset": Wire(Port("old", "far", 34), Port("reset_net", "near", -34), via=(92,)),
            "h_prev_forget": Wire(Tap("h_prev_reset"), Port("forget_net", "near", -34)),
            "x_reset": Wire(Port("x", "after"), Port("reset_net", "near", -34)),
            "x_forget": Wire(Tap("x_reset"), Port("forget_net", "near", -34)),
            "turn_z": Wire(Port("forget_net", "near"), Port("forget", "far")),
            "turn_r": Wire(Port("reset_net", "far", 35), Port("reset", "near")),
            "turn_fresh": Wire(Port("forget_net", "after"), Port("write", "before")),
        },
        plates={"forget": (104, 78), "reset": (45, -74), "write": (0, 85)},
        inverts={"write": Beside("write", -107)},
        labels={
            **view.labels,
            "forget": Label(Beside("forget", 0, -46), "middle"),
            "reset": Label(Beside("reset", 0, 46), "middle"),
            "write": Label(Beside("write", 30, 40), "start"),
            "joint": Label(Beside("joint", 0, -46), "middle"),
        },
        badges={
            **view.badges,
            "forget": Beside("forget", 36, -24),
            "reset": Beside("reset", 36, 24),
            "write": Beside("write", -32, 26),
            "signals": Beside("reset_net", -76),
            "merge": Beside("joint", 36, -24),
        },
    )


def _tall(view: View) -> View:
    return replace(
        view,
        joins={**view.joins, "joint": (("write", 120), ("candidate_net", 82))},
        main=(*view.main[:-3], ("forget", 295 - _before(view)), ("joint", 131), ("new", 152)),
        wires={
            **view.wires,
            "h_prev_reset": Wire(Port("old", "far", 14), Port("reset_net", "near", -14), via=(50,)),
            "h_prev_forget": Wire(Tap("h_prev_reset"), Port("forget_net", "near", -14)),
            "x_reset": Wire(Port("x", "after"), Port("reset_net", "near", -14), via=(10, 50)),
            "x_forget": Wire(Tap("x_reset"), Port("forget_net", "near", -14)),
            "turn_z": Wire(Port("forget_net", "near"), Port("forget", "far")),
            "turn_r": Wire(Port("reset_net", "far", 20), Port("reset", "near")),
            "turn_fresh": Wire(Port("forget_net", "after", 14), Port("write", "before", None)),
        },
        plates={"forget": (63, 59), "reset": (25, -62), "write": (0, 66)},
        inverts={"write": Beside("write", 5, -65)},
        labels={
            **view.labels,
            "forget": Label(Beside("forget", 28, 36), "start"),
            "write": Label(Beside("write", 19, 50), "start"),
        },
        badges={
            **view.badges,
            "signals": Beside("forget_net", 52),
            "candidate": Beside("candidate_net", -58, -30),
        },
    )


def _before(view: View) -> float:
    """Return how far along the line is what comes before the forget valve."""
    return sum(length for _, length in view.main[:-3])
