"""The GRU: its memory is its output; the candidate sees as much of it as the reset valve lets through.

With the reset after the matrix, water flows from the matrix (`candidate_inner`) through the valve to the
candidate's network. With the reset before it, a branch of the memory itself does.
"""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.lid import lidded_like_gru
from lstm_core.picture.layouts.view import (
    Beside,
    Box,
    Flange,
    Label,
    Line,
    Net,
    Port,
    Readout,
    Tap,
    View,
    Wire,
)


def pipe(of: Frame) -> View:
    """Return the pipe view with the reset after the matrix."""
    view = _pipe(of, (("old", 0), ("forget", of(485, 300))))
    return replace(
        view,
        joins={
            **view.joins,
            "candidate_net": (("", 0), ("reset", of(-340, -234)), ("candidate_inner", of(-145, -116))),
        },
        nets={**view.nets, "candidate_inner": Net(of((104, 112), (92, 72)))},
        wires={
            **view.wires,
            "h_prev_candidate": of(
                Wire(Tap("h_prev_reset", after=16), Port("candidate_inner", "before")),
                Wire(Tap("h_prev_reset", after=80), Port("candidate_inner", "near", None)),
            ),
        },
    )


def pipe_reset_before(of: Frame) -> View:
    """Return the pipe view with the reset before the matrix."""
    fork, forget = of((115, 370), (68, 232))
    view = _pipe(of, (("old", 0), ("old_fork", fork), ("forget", forget)))
    return replace(
        view,
        leaves={"old_fork": (("", of(252, 202)), ("reset", of(175, 124)), ("candidate_net", of(340, 234)))},
        flanges=(*view.flanges, Flange("old_fork", of(62, 74), turned=True)),
    )


def box(of: Frame) -> View:
    """Return the unit as a black box."""
    return lidded_like_gru(pipe(of), of)


def box_reset_before(of: Frame) -> View:
    """Return the unit as a black box, with the reset before the matrix."""
    return lidded_like_gru(pipe_reset_before(of), of)


def row(_of: Frame) -> View:
    """Return one unit of the unrolled row."""
    view = _row((("old", 0), ("forget", 66)))
    return replace(
        view,
        joins={**view.joins, "candidate_net": (("", 0), ("reset", -42), ("candidate_inner", -42))},
        nets={**view.nets, "candidate_inner": Net((28, 44))},
    )


def row_reset_before(_of: Frame) -> View:
    """Return one unit of the unrolled row, with the reset before the matrix."""
    view = _row((("old", 0), ("old_fork", 28), ("forget", 38)))
    return replace(view, leaves={"old_fork": (("", 80), ("reset", 38), ("candidate_net", 42))})


def _row(above: Line) -> View:
    return View(
        drawing=Box((0, 0), (150, 206)), body=Box((7, 14), (136, 148)), bore=40, water=36, bend=20,
        start=(0, 56), main=(*above, ("joint", 42), ("new", 42)),
        joins={"joint": (("write", 42), ("candidate_net", 38))}, nets={"candidate_net": Net((44, 44))},
    )  # fmt: skip


def _pipe(of: Frame, above: Line) -> View:
    """Return what both forms share; `above` is the main line from its start to the forget valve."""
    return View(
        drawing=of(Box((-6, 44), (1062, 502)), Box((-8, -40), (368, 732))),
        body=of(Box((118, 52), (806, 488)), Box((4, 62), (342, 536))),
        tank=of(Box((930, 160), (0, 0)), Box((72, 560), (0, 0))),
        bore=of(104, 64), water=of(96, 58), bend=of(62, 38), stem=of(12, 8),
        start=of((70, 160), (72, 44)),
        main=(*above, ("joint", of(145, 126)), ("new", of(270, 152))),
        joins={"joint": (("write", of(140, 112)), ("candidate_net", of(112, 90)))},
        nets={
            "candidate_net": Net(of((124, 112), (92, 80))),
            "reset_net": Net(of((116, 50), (80, 56)), "reset", of(-35, -20), of(-114, -91)),
            "forget_net": Net(of((116, 50), (80, 56)), "forget", of(-35, 0), of(138, 111)),
        },
        sources={"x": of((0, 92), (-50, 285))},
        wires={
            "h_prev_reset": of(
                Wire(Port("old", "far", 34), Port("reset_net", "near", -10), via=(74,)),
                Wire(Port("old", "far", 14), Port("reset_net", "near", -10), via=(50,)),
            ),
            "h_prev_forget": Wire(Tap("h_prev_reset"), Port("forget_net", "near", of(-10, -18))),
            "x_reset": of(
                Wire(Port("x", "after"), Port("reset_net", "near", 10)),
                Wire(Port("x", "after"), Port("reset_net", "near", 10), via=(10, 60)),
            ),
            "x_forget": Wire(Tap("x_reset"), Port("forget_net", "near", of(10, -4))),
            "x_candidate": of(
                Wire(Tap("x_reset", after=20), Port("candidate_net", "far"), via=(366,)),
                Wire(Tap("x_reset", after=10), Port("candidate_net", "far")),
            ),
            "turn_z": Wire(Port("forget_net", "near", of(41, 18)), Port("forget", "far", None)),
            "turn_r": Wire(Port("reset_net", "far", of(41, 14)), Port("reset", "near", None)),
            "turn_fresh": of(
                Wire(Port("forget_net", "after", None), Port("write", "before", 6)),
                Wire(Port("forget_net", "after", -14), Port("write", "before", None)),
            ),
        },
        wheels={"forget": -1, "reset": 1},
        flanges=(
            Flange("old", of(58, 26)),
            Flange("new", of(-56, -32)),
            *of((Flange("joint", 62, turned=True), Flange("reset", 258)), ()),
        ),
        labels={
            "old": Label(of(Beside("old", 0, -68), Beside("old", 43, -4)), "start"),
            "new": of(Label(Beside("new", 0, -68), "end"), Label(Beside("new", 0, 60), "middle")),
            "forget": Label(of(Beside("forget", 46, -94), Beside("forget_net", -47, -44)), "start"),
            "reset": Label(of(Beside("reset", 54, 82), Beside("reset_net", -47, -44)), "start"),
            "write": Label(of(Beside("write", 91, -23), Beside("write", -48, 54)), "start"),
            **of({"joint": Label(Beside("joint", 20, -68), "start")}, {}),
            "x": Label(Beside("x", -8), "end"),
        },
        badges={
            "signals": Beside("forget_net", of(-77, 27), of(0, 46)),
            "reset": Beside("reset", of(38, 62), of(82, 38)),
            "candidate": Beside("candidate_net", of(81, 26), of(0, 58)),
            "forget": Beside("forget", of(30, -56), of(-99, 40)),
            "write": Beside("write", of(77, -64), of(-16, 54)),
            "merge": Beside("joint", of(2, -54), of(-68, 0)),
        },
        gauges={"old": of(-6, -4), "new": 6},
        values={"x": of(Box((-6, 264), (90, 94)), Box((-4, -14), (328, 16)))},
        readout=Readout(
            Net((96, 26), "new", of(15, -10), of(90, 98)),
            Net(of((106, 56), (108, 54)), "new", of(15, 34), of(162, 104)),
            of(
                {
                    "head": Wire(Port("new", "far", -20), Port("head", "near", -35)),
                    "answer": Wire(Port("head", "far"), Port("answer", "near")),
                },
                {
                    "head": Wire(Port("new", "far", -10), Port("head", "near")),
                    "answer": Wire(Port("head", "after"), Port("answer", "before", -6)),
                },
            ),
        ),
    )  # fmt: skip
