"""The LSTM: the memory as a pipe from step to step, or as a tank inside the unit."""

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.lid import lidded
from lstm_core.picture.layouts.view import (
    Beside,
    Box,
    Flange,
    Label,
    Net,
    Port,
    Readout,
    Tap,
    View,
    Wire,
    rails,
)


def pipe(of: Frame) -> View:
    """Return the pipe view: the old memory enters on one side, the new memory leaves on the other."""
    return View(
        drawing=of(Box((-6, 44), (1062, 502)), Box((-8, -40), (368, 732))),
        body=of(Box((118, 52), (806, 488)), Box((4, 62), (326, 536))),
        tank=of(Box((930, 160), (0, 0)), Box((88, 560), (0, 0))),
        bore=of(104, 88), water=of(96, 80), bend=of(62, 50), stem=of(16, 10),
        start=of((70, 160), (88, 44)),
        main=(
            ("old", 0), ("forget", of(180, 96)), ("joint", of(250, 160)), ("fork", of(292, 178)),
            ("new", of(178, 144)),
        ),
        joins={"joint": (("write", of(176, 108)), ("candidate_net", of(126, 100)))},
        leaves={
            "fork": (
                ("squeeze", of(98, 76)), ("output", of(74, 48)), ("", of(130, 100)), ("out", of(178, 144)),
            )
        },
        nets={
            "forget_net": Net(of((116, 50), (110, 44)), "forget", of(-35, 0), of(302, 174)),
            "write_net": Net(of((142, 50), (110, 44)), "joint", of(-142, -92), of(302, 148)),
            "candidate_net": Net(of((116, 50), (76, 50))),
            "output_net": Net(of((116, 50), (92, 44)), "fork", of(-124, -92), of(302, 184)),
        },
        sources={"x": of((0, 250), (-50, 254)), "h_prev": of((0, 80), (-70, 264))},
        wires={
            **rails(
                ("forget_net", "write_net", "candidate_net", "output_net"), "far", 10,
                of({"x": (30, 362), "h_prev": (42, 344)}, {"x": (), "h_prev": ()}),
            ),
            "peep_f": of(
                Wire(Port("old", "far", 80), Port("forget_net", "near", -33), via=(244,)),
                Wire(Port("old", "far", 40), Port("forget_net", "before", -24)),
            ),
            "peep_i": of(
                Wire(Tap("peep_f"), Port("write_net", "near", -28)),
                Wire(Tap("peep_f", after=22), Port("write_net", "near")),
            ),
            "peep_o": Wire(Port("joint", "far", None), Port("output_net", "near", of(-32, 11))),
            "turn_f": Wire(Port("forget_net", "near", of(41, 0)), Port("forget", "far", None)),
            "turn_i": of(
                Wire(Port("write_net", "near", 38), Port("write", "before", -6)),
                Wire(Port("write_net", "after", -46), Port("write", "before", None)),
            ),
            "turn_o": of(
                Wire(Port("output_net", "near", 34), Port("output", "before", 6)),
                Wire(Port("output_net", "after", -34), Port("output", "before", None)),
            ),
        },
        wheels={"forget": -1, "write": 1, "output": -1},
        flanges=(
            Flange("old", of(58, 26)),
            Flange("new", of(-56, -32)),
            *of((Flange("joint", 62, turned=True),), ()),
            Flange("fork", of(62, 56), turned=True),
            Flange("out", of(-56, -32)),
        ),
        labels={
            "old": Label(of(Beside("old", 0, -68), Beside("old", 52, -4)), "start"),
            "new": of(Label(Beside("new", 0, -68), "end"), Label(Beside("new", 0, 60), "middle")),
            "out": of(Label(Beside("out", -86, 70), "start"), Label(Beside("out", 0, 60), "middle")),
            "forget": Label(of(Beside("forget", 42, -94), Beside("forget", 94, 36)), "start"),
            **of({"write": Label(Beside("write", -72, -24), "end")}, {}),
            "output": Label(of(Beside("output", 60, -35), Beside("output", -66, 102)), "start"),
            **of({"joint": Label(Beside("joint", 20, -68), "start")}, {}),
            "x": Label(Beside("x", -8), "end"),
            "h_prev": Label(Beside("h_prev", -8), "end"),
            "waits": of(
                Label(Beside("output_net", -37, -52), "end"), Label(Beside("output_net", -122, 28), "start")
            ),
        },
        badges={
            "signals": Beside("forget_net", of(-77, -70), of(0, -20)),
            "forget": Beside("forget", of(28, 81), of(-99, 33)),
            "write": Beside("write", of(-76, -36), of(-50, 66)),
            "merge": Beside("joint", of(2, -58), of(-68, 0)),
            "output_valve": Beside("output", of(110, 68), of(32, -57)),
            "output": Beside("out", of(-101, -54), of(70, -62)),
        },
        gauges={"old": of(-6, -4), "new": 6, "out": 6},
        values=of(
            {"x": Box((-6, 422), (102, 94)), "h_prev": Box((-6, 251), (102, 150))},
            {"x": Box((-4, -14), (312, 16)), "h_prev": Box((-4, -34), (312, 16))},
        ),
        readout=Readout(
            Net(of((96, 26), (96, 26)), "out", of(19, -3), of(-126, -112)),
            Net(of((122, 66), (108, 54)), "out", of(21, 43), of(-208, -112)),
            of(
                {
                    "head": Wire(Port("out", "near", -20), Port("head", "far", -39)),
                    "answer": Wire(Port("head", "near"), Port("answer", "far", -2)),
                },
                {
                    "head": Wire(Port("out", "near", -14), Port("head", "far", -11)),
                    "answer": Wire(Port("head", "after"), Port("answer", "before")),
                },
            ),
        ),
    )  # fmt: skip


def box(of: Frame) -> View:
    """Return the unit as a black box: the pipe view with its lid on."""
    return lidded(pipe(of), of, of(Box((202, 52), (674, 488)), Box((-2, 62), (362, 536))), 28)


def row(_of: Frame) -> View:
    """Return one unit of the unrolled row: small, without networks, its memory running from edge to edge."""
    return View(
        drawing=Box((0, 0), (150, 206)), body=Box((7, 14), (136, 148)), bore=40, water=36, bend=20,
        start=(0, 56), main=(("old", 0), ("forget", 26), ("joint", 38), ("fork", 50), ("new", 36)),
        joins={"joint": (("write", 56), ("candidate_net", 40))},
        leaves={"fork": (("squeeze", 36), ("output", 20), ("out", 40))},
        nets={"candidate_net": Net((0, 0))},
    )  # fmt: skip


def cell(of: Frame) -> View:
    """Return the Cell view: dashed wires carry the old memory, solid ones the new."""
    return View(
        drawing=of(Box((-6, 44), (1062, 502)), Box((-8, -40), (368, 732))),
        body=of(Box((118, 52), (806, 488)), Box((4, 40), (326, 580))),
        tank=of(Box((535, 206), (180, 168)), Box((45, 348), (150, 112))),
        bore=of(104, 64), water=of(96, 58), bend=of(62, 38), stem=of(10, 8),
        start=of((180, 290), (110, 100)),
        main=(
            ("candidate_net", 0), ("write", of(150, 80)), ("joint", of(140, 120)), ("fork", of(155, 104)),
            ("new", 0), ("squeeze", of(125, 80)), ("output", of(62, 44)), ("out", of(158, 116)),
        ),
        joins={
            "joint": (("forget", of(114, 152)), ("", of(72, 44)), ("", of(160, 104)), ("old", of(-146, -146)))
        },
        nets={
            "candidate_net": Net(of((116, 50), (96, 42))),
            "forget_net": Net(of((116, 50), (98, 42)), "joint", of(-208, -124), of(130, 158)),
            "write_net": Net(of((142, 50), (110, 42)), "write", of(15, -76), of(-170, 152)),
            "output_net": Net(of((116, 50), (104, 42)), "output", of(14, 12), of(-170, 152)),
        },
        sources={"x": of((-110, 120), (-106, 232)), "h_prev": of((-110, -50), (-126, 242))},
        wires=of(_WIDE_CELL_WIRES, _TALL_CELL_WIRES),
        wheels={"forget": of(1, -1), "write": -1, "output": -1},
        flanges=of(
            (
                Flange("old", 56, turned=True), Flange("joint", 60), Flange("joint", 54, turned=True),
                Flange("squeeze", -36), Flange("out", -56),
            ),
            (
                Flange("old", 44, turned=True), Flange("joint", 40), Flange("joint", 50, turned=True),
                Flange("out", -26),
            ),
        ),
        labels={
            "old": Label(of(Beside("old", 78, 148), Beside("old", 44, 50)), "start"),
            "new": of(Label(Beside("tank", 0, -102), "middle"), Label(Beside("new", -118, -78), "start")),
            "out": Label(of(Beside("out", -84, -72), Beside("out", 42, 17)), "start"),
            **of({"forget": Label(Beside("forget", -92, -34), "end")}, {}),
            **of({"write": Label(Beside("write", -24, -76), "end")}, {}),
            "output": Label(of(Beside("output", 72, -106), Beside("output", 40, 64)), "start"),
            **of({"joint": Label(Beside("joint", -82, -74), "start")}, {}),
            "x": Label(Beside("x", -8), "end"),
            "h_prev": Label(Beside("h_prev", -8), "end"),
            "waits": Label(of(Beside("output_net", -144, 18), Beside("output_net", -72, -40)), "start"),
        },
        badges={
            "signals": Beside("forget_net", of(-72, -68), of(32, -22)),
            "forget": Beside("forget", of(-77, 28), of(-34, -84)),
            "write": Beside("write", of(54, -84), of(-100, 34)),
            "merge": Beside("joint", of(-96, -50), of(-74, 0)),
            "output_valve": Beside("output", of(57, 64), of(-106, 32)),
            "output": Beside("out", of(-99, -50), of(-72, -12)),
        },
        gauges={"out": 6},
        values=of(
            {"x": Box((-6, 422), (101, 94)), "h_prev": Box((-6, 251), (101, 150))},
            {"x": Box((-4, -14), (312, 16)), "h_prev": Box((-4, -34), (312, 16))},
        ),
        readout=Readout(
            Net(of((96, 26), (84, 24)), "out", of(15, -10), of(82, 90)),
            Net(of((122, 66), (104, 56)), "out", of(21, 3), of(150, 198)),
            of(
                {
                    "head": Wire(Port("out", "far", -20), Port("head", "near", -35)),
                    "answer": Wire(Port("head", "far"), Port("answer", "near", -6)),
                },
                {
                    "head": Wire(Port("out", "far", -10), Port("head", "near")),
                    "answer": Wire(Port("head", "far"), Port("answer", "near", -18)),
                },
            ),
        ),
    )  # fmt: skip


_WIDE_CELL_WIRES = {
    "x_forget": Wire(Port("x", "after"), Port("forget_net", "before", -8), via=(-82,)),
    "h_prev_forget": Wire(Port("h_prev", "after"), Port("forget_net", "before", 8), via=(-70,)),
    "x_write": Wire(Tap("x_forget"), Port("write_net", "before", -8)),
    "h_prev_write": Wire(Tap("h_prev_forget"), Port("write_net", "before", 8)),
    "x_candidate": Wire(Tap("x_forget"), Port("candidate_net", "before", -8)),
    "h_prev_candidate": Wire(Tap("h_prev_forget"), Port("candidate_net", "before", 8)),
    "x_output": Wire(Tap("x_write"), Port("output_net", "near", -8), via=(-222,)),
    "h_prev_output": Wire(Tap("h_prev_write"), Port("output_net", "near", 8), via=(-210,)),
    "peep_f": Wire(Port("tank", "far", 69), Port("forget_net", "far", -12), via=(244,)),
    "peep_i": Wire(Port("tank", "near", -53), Port("write_net", "after", 8)),
    "peep_o": Wire(Port("tank", "near", 53), Port("output_net", "before")),
    "turn_f": Wire(Port("forget_net", "after", None), Port("forget", "before")),
    "turn_i": Wire(Port("write_net", "far", 15), Port("write", "near", None)),
    "turn_o": Wire(Port("output_net", "far", 20), Port("output", "near", None)),
}

_TALL_CELL_WIRES = {
    "x_forget": Wire(Port("x", "after"), Port("forget_net", "far", -8)),
    "h_prev_forget": Wire(Port("h_prev", "after"), Port("forget_net", "far", 8)),
    "x_write": Wire(Port("x", "after"), Port("write_net", "far", -8)),
    "h_prev_write": Wire(Port("h_prev", "after"), Port("write_net", "far", 8)),
    "x_candidate": Wire(Tap("x_forget", after=68), Port("candidate_net", "before", -6)),
    "h_prev_candidate": Wire(Tap("h_prev_forget", after=78), Port("candidate_net", "before", 6)),
    "x_output": Wire(Tap("x_forget"), Port("output_net", "far", -8)),
    "h_prev_output": Wire(Tap("h_prev_forget"), Port("output_net", "far", 8)),
    "peep_f": Wire(Port("tank", "before", 68), Port("forget_net", "near")),
    "peep_i": Wire(Tap("peep_f"), Port("write_net", "near")),
    "peep_o": Wire(Port("tank", "after", 60), Port("output_net", "before"), via=(384,)),
    "turn_f": Wire(Port("forget_net", "after", -32), Port("forget", "before", None)),
    "turn_i": Wire(Port("write_net", "after", -42), Port("write", "far", 8), via=(40, 66)),
    "turn_o": Wire(Port("output_net", "near", None), Port("output", "far", 12)),
}
