"""The LSTM's layouts, resolved, against places that were drawn and measured by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from lstm_core.picture.layouts import layouts

BY_HAND = json.loads((Path(__file__).parent / "lstm_places.json").read_text())
"""Each coordinate as somebody once set it, before the layouts were relative."""

KINDS = {
    "old": "source", "forget": "valve", "write": "valve", "joint": "sum", "fork": "copy", "new": "sink",
    "squeeze": "squeeze", "output": "valve", "out": "sink", "forget_net": "net", "write_net": "net",
    "candidate_net": "net", "output_net": "net",
}  # fmt: skip
ENDS = {
    "old": ("old", "forget"), "kept": ("forget", "joint"), "candidate": ("candidate_net", "write"),
    "added": ("write", "joint"), "memory": ("joint", "new"), "branch": ("fork", "squeeze"),
    "squeezed": ("squeeze", "output"), "out": ("output", "out"),
}  # fmt: skip
LSTM = layouts(
    "lstm",
    [{"id": name, "kind": kind} for name, kind in KINDS.items()],
    [{"id": name, "from": start, "to": end} for name, (start, end) in ENDS.items()],
)

REACHES = "a wire reaches the edge of its valve, where it ended 2 or 3 before"
EVEN = "x and h_prev meet a network at the same distance from its middle"
LIFTED = "a lifted lid, which nobody sees, is above the unit by its height and 24 in each view"
MEANT: dict[tuple[str, str], dict[str, tuple[Any, str]]] = {
    ("pipe", "wide"): {
        "wires.turn_f": ([[256, 437], [256, 220]], REACHES),
        "wires.turn_i": ([[396, 437], [396, 330], [440, 330]], REACHES),
        "wires.turn_o": ([[702, 437], [702, 338], [732, 338]], REACHES),
    },
    ("pipe", "tall"): {
        "wires.turn_f": ([[207, 140], [140, 140]], REACHES),
        "wires.turn_i": ([[190, 230], [190, 248]], REACHES),
        "wires.turn_o": ([[238, 408], [238, 426]], REACHES),
        "wires.x_forget": ([[342, 44], [342, 130], [317, 130]], EVEN),
        "wires.x_write": ([[342, 130], [342, 198], [291, 198]], EVEN),
        "wires.x_candidate": ([[342, 198], [342, 290], [334, 290]], EVEN),
        "wires.x_output": ([[342, 290], [342, 376], [318, 376]], EVEN),
        "lid.at": ([4, -498], LIFTED),
    },
    ("cell", "tall"): {"lid.at": ([4, -564], LIFTED)},
}
"""What is meant to differ from the places by hand: the new value, and why."""


@pytest.mark.parametrize(("view", "width"), [(v, w) for v, widths in BY_HAND.items() for w in widths])
def test_places_are_those_that_were_set_by_hand(view: str, width: str) -> None:
    expected = BY_HAND[view][width]
    for path, (value, _) in MEANT.get((view, width), {}).items():
        group, name = path.split(".")
        assert expected[group][name] != value
        expected[group][name] = value
    layout = LSTM[view][width]
    if view == "row":  # it has the ends of its pipes among the nodes too
        layout = {**layout, "nodes": {name: layout["nodes"][name] for name in expected["nodes"]}}
    assert {name: layout[name] for name in expected} == expected


def test_the_black_box_is_the_pipe_view_under_a_lid() -> None:
    for width in ("wide", "tall"):
        assert {**LSTM["box"][width], "lid": LSTM["pipe"][width]["lid"]} == LSTM["pipe"][width]


def test_layouts_are_plain_data() -> None:
    assert json.loads(json.dumps(LSTM)) == LSTM
    assert "-0" not in json.dumps(LSTM).replace("-0.", "")
