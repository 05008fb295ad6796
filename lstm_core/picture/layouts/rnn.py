"""The plain recurrent unit: one network, and no valve between the old and the new memory."""

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.lid import lidded_like_gru
from lstm_core.picture.layouts.view import Beside, Box, Flange, Label, Net, Port, Readout, View, Wire


def pipe(of: Frame) -> View:
    """Return the pipe view: the network's output is the memory, all of it new."""
    return View(
        drawing=of(Box((-6, 44), (1062, 502)), Box((-8, -40), (368, 732))),
        body=of(Box((118, 52), (806, 488)), Box((4, 62), (342, 536))),
        tank=of(Box((930, 296), (0, 0)), Box((176, 560), (0, 0))),
        bore=of(104, 88), water=of(96, 80), bend=of(62, 50), stem=of(16, 10),
        start=of((70, 296), (176, 44)),
        main=(("old", 0), ("candidate_net", of(430, 256)), ("new", of(470, 322))),
        nets={"candidate_net": Net(of((148, 128), (116, 100)))},
        sources={"x": of((0, 208), (-50, 166)), "h_prev": (0, 0)},
        wires={
            "x_candidate": Wire(Port("x", "after"), Port("candidate_net", "far")),
            "h_prev_candidate": Wire(Port("h_prev", "after"), Port("candidate_net", "before")),
        },
        flanges=(Flange("new", of(-56, -32)),),
        labels={
            "old": of(Label(Beside("old", 0, -24), "start"), Label(Beside("old", -14, -4), "end")),
            "new": of(Label(Beside("new", 0, -68), "end"), Label(Beside("new", 0, 60), "middle")),
            "x": Label(Beside("x", -8), "end"),
        },
        badges={"candidate": Beside("candidate_net", of(-95, -78), of(-50, -40))},
        gauges={"new": 6},
        values=of(
            {"x": Box((0, 516), (110, 30)), "old": Box((0, 312), (96, 150))},
            {"x": Box((-4, -14), (312, 16)), "old": Box((-4, 8), (168, 16))},
        ),
        readout=Readout(
            Net((96, 26), "new", of(15, -10), of(90, 112)),
            Net(of((106, 56), (108, 54)), "new", of(13, 34), of(160, 112)),
            of(
                {
                    "head": Wire(Port("new", "far", -20), Port("head", "near", -35)),
                    "answer": Wire(Port("head", "far"), Port("answer", "near", 2)),
                },
                {
                    "head": Wire(Port("new", "far", -10), Port("head", "near")),
                    "answer": Wire(Port("head", "after"), Port("answer", "before")),
                },
            ),
        ),
    )  # fmt: skip


def box(of: Frame) -> View:
    """Return the unit as a black box."""
    return lidded_like_gru(pipe(of), of)


def row(_of: Frame) -> View:
    """Return one unit of the unrolled row."""
    return View(
        drawing=Box((0, 0), (150, 206)), body=Box((7, 14), (136, 148)), bore=40, water=36, bend=20,
        start=(0, 88), main=(("old", 0), ("candidate_net", 22), ("new", 128)),
        nets={"candidate_net": Net((44, 56))},
    )  # fmt: skip
