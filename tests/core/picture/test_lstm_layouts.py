"""The LSTM's layouts, resolved, against places that were drawn and measured by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from lstm_core.blueprints import LSTM
from lstm_core.picture.layouts import layouts

BY_HAND = json.loads((Path(__file__).parent / "lstm_places.json").read_text())
"""Each coordinate as somebody once set it, before the layouts were relative; the wide Cell has been
drawn anew since."""

PLACES = layouts(LSTM)

REACHES = "a wire reaches the edge of its valve, where it ended 2 or 3 before"
EVEN = "x and h_prev meet a network at the same distance from its middle"
LISTED = "the values of x and h_prev stand where their wires begin"
READ = "a head reads the output above its pipe"
LIFTED = "a lifted lid, which nobody sees, is above the unit by its height and 24 in each view"
COVERS = "a wire lay on its edge"
CLEAR = "it lay on a pipe, a wire, a wheel or a network"
LETTERS = "letters that are larger in a low window have room"
NAMED = "an input's name stands before its number, where letters are larger, too"
TALLER: dict[str, tuple[Any, str]] = {
    "origin": ([-8, -40], LISTED),
    "size": ([368, 732], LISTED),
    "labels.x": ({"at": [334, -6], "anchor": "end"}, LISTED),
    "labels.h_prev": ({"at": [344, -26], "anchor": "end"}, LISTED),
}
MEANT: dict[tuple[str, str], dict[str, tuple[Any, str]]] = {
    ("pipe", "wide"): {
        "origin": ([-6, 44], NAMED),
        "size": ([1062, 502], NAMED),
        "nets.write_net": ({"at": [358, 462], "size": [142, 50]}, LETTERS),
        "badges.forget": ([278, 61], CLEAR),
        "badges.output_valve": ([902, 364], CLEAR),
        "badges.output": ([869, 532], f"{READ}; {LETTERS}"),
        "labels.out": ({"at": [884, 532], "anchor": "start"}, f"{READ}; {LETTERS}"),
        "labels.waits": ({"at": [631, 410], "anchor": "end"}, LETTERS),
        "labels.x": ({"at": [62, 410], "anchor": "end"}, LISTED),
        "labels.h_prev": ({"at": [62, 240], "anchor": "end"}, LISTED),
        "wires.x_forget": ([[70, 410], [100, 410], [100, 522], [205, 522], [205, 487]], f"{LISTED}; {NAMED}"),
        "wires.x_write": ([[205, 522], [348, 522], [348, 487]], f"{LISTED}; {LETTERS}"),
        "wires.x_candidate": ([[348, 522], [490, 522], [490, 487]], LISTED),
        "wires.x_output": ([[490, 522], [658, 522], [658, 487]], LISTED),
        "wires.h_prev_forget": (
            [[70, 240], [112, 240], [112, 504], [225, 504], [225, 487]],
            f"{LISTED}; {NAMED}",
        ),
        "wires.h_prev_write": ([[225, 504], [368, 504], [368, 487]], f"{LISTED}; {LETTERS}"),
        "wires.h_prev_candidate": ([[368, 504], [510, 504], [510, 487]], LISTED),
        "wires.h_prev_output": ([[510, 504], [678, 504], [678, 487]], LISTED),
        "wires.turn_f": ([[256, 437], [256, 220]], REACHES),
        "wires.turn_i": ([[396, 437], [396, 330], [440, 330]], REACHES),
        "wires.turn_o": ([[702, 437], [702, 338], [732, 338]], REACHES),
    },
    ("pipe", "tall"): {
        "badges.output_valve": ([280, 421], CLEAR),
        "labels.forget": ({"at": [182, 176], "anchor": "start"}, CLEAR),
        "wires.turn_f": ([[207, 140], [140, 140]], REACHES),
        "wires.turn_i": ([[190, 230], [190, 248]], REACHES),
        "wires.turn_o": ([[238, 408], [238, 426]], REACHES),
        **TALLER,
        "wires.x_forget": ([[342, -6], [342, 130], [317, 130]], f"{EVEN}; {LISTED}"),
        "wires.h_prev_forget": ([[352, -26], [352, 150], [317, 150]], LISTED),
        "wires.x_write": ([[342, 130], [342, 198], [291, 198]], EVEN),
        "wires.x_candidate": ([[342, 198], [342, 290], [334, 290]], EVEN),
        "wires.x_output": ([[342, 290], [342, 376], [318, 376]], EVEN),
        "lid.at": ([4, -498], LIFTED),
    },
    ("box", "wide"): {"lid": ({"at": [202, 52], "size": [674, 488], "solid": 1}, f"{COVERS}; {LETTERS}")},
    ("cell", "tall"): {
        **TALLER,
        "badges.signals": ([200, 154], CLEAR),
        "lid.at": ([4, -564], LIFTED),
        "labels.out": ({"at": [152, 661], "anchor": "start"}, READ),
        "wires.x_forget": ([[342, -6], [342, 168], [317, 168]], LISTED),
        "wires.h_prev_forget": ([[352, -26], [352, 184], [317, 184]], LISTED),
        "wires.x_write": ([[342, -6], [342, 96], [317, 96]], LISTED),
        "wires.h_prev_write": ([[352, -26], [352, 112], [317, 112]], LISTED),
    },
}
"""What is meant to differ from the places by hand: the new value, and why."""

_RAILS = {
    "x_write": "x_forget", "x_candidate": "x_write", "x_output": "x_candidate", "peep_i": "peep_f",
    "h_prev_write": "h_prev_forget", "h_prev_candidate": "h_prev_write", "h_prev_output": "h_prev_candidate",
}  # fmt: skip
TAPPED = {
    ("pipe", "wide"): _RAILS,
    ("pipe", "tall"): _RAILS,
    ("cell", "tall"): {"peep_i": "peep_f", "x_output": "x_forget", "h_prev_output": "h_prev_forget"},
}  # fmt: skip
"""Wires that are tapped from others at a corner. They begin 6 before it, where the other one begins to
bend: there were gaps."""


def without_gap(wire: list[list[float]], other: list[list[float]]) -> list[list[float]]:
    """Return a wire that begins 6 before the corner of another one."""
    if wire[0] != other[-2]:
        return wire
    (x, y), (before_x, before_y) = other[-2], other[-3]
    if x == before_x:
        return [[x, y - 6 if y > before_y else y + 6], *wire[1:]]
    return [[x - 6 if x > before_x else x + 6, y], *wire[1:]]


@pytest.mark.parametrize(("view", "width"), [(v, w) for v, widths in BY_HAND.items() for w in widths])
def test_places_are_those_that_were_set_by_hand(view: str, width: str) -> None:
    expected = BY_HAND[view][width]
    for path, (value, _) in MEANT.get((view, width), {}).items():
        group, _, name = path.partition(".")
        places, key = (expected[group], name) if name else (expected, group)
        assert places[key] != value
        places[key] = value
    wires = expected.get("wires", {})
    for name, other in reversed(TAPPED.get((view, width), {}).items()):
        wires[name] = without_gap(wires[name], wires[other])
    layout = PLACES[view][width]
    if view == "row":  # it has the ends of its pipes among the nodes too
        layout = {**layout, "nodes": {name: layout["nodes"][name] for name in expected["nodes"]}}
    flanges = [{"at": one["at"], "along": one["along"]} for one in layout["flanges"]]
    layout = {**layout, "flanges": flanges}
    layout["labels"] = {
        name: {key: label[key] for key in ("at", "anchor")} for name, label in layout["labels"].items()
    }
    assert {name: layout[name] for name in expected} == expected


def test_the_black_box_is_the_pipe_view_under_a_lid() -> None:
    for width in ("wide", "tall"):
        box, pipe = PLACES["box"][width], PLACES["pipe"][width]
        aside = {"old", "new"} if width == "wide" else set()
        assert {name for name in box["labels"] if box["labels"][name] != pipe["labels"][name]} == aside
        assert {**box, "lid": pipe["lid"], "labels": pipe["labels"]} == pipe


def test_no_wire_under_the_lid_lies_on_its_edge() -> None:
    for width in ("wide", "tall"):
        (left, top), (across, down) = (PLACES["box"][width]["lid"][key] for key in ("at", "size"))
        for name, points in PLACES["box"][width]["wires"].items():
            assert min(abs(x - left) for x, _ in points) >= 3, (width, name)
            assert min(abs(x - left - across) for x, _ in points) >= 3, (width, name)
            assert min(min(abs(y - top), abs(y - top - down)) for _, y in points) >= 3, (width, name)


def test_layouts_are_plain_data() -> None:
    assert json.loads(json.dumps(PLACES)) == PLACES
    assert "-0" not in json.dumps(PLACES).replace("-0.", "")
