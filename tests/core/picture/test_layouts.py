"""Each layout of each unit: all parts have places, and the drawings do not collide."""

import itertools
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from lstm_core.blueprints import BLUEPRINTS, as_json
from lstm_core.picture.layouts import VIEWS, layouts
from tests.core.picture import shapes
from tests.core.picture.plumbing import UNITS

CASES = [
    (unit, view, width)
    for unit, views in VIEWS.items()
    for view in views
    for width in (("wide",) if view == "row" else ("wide", "tall"))
]
LAYOUTS = {unit: layouts(BLUEPRINTS[unit]) for unit in VIEWS}
DRAWN = [case for case in CASES if case[1] in ("pipe", "symbols", "cell")]
"""The box is the pipe view, and the row shows no words, wires or wheels."""


def layout_of(case: tuple[str, str, str]) -> dict[str, Any]:
    unit, view, width = case
    return LAYOUTS[unit][view][width]


def test_a_unit_that_nobody_laid_out_is_named() -> None:
    with pytest.raises(ValueError, match="there is no layout of mine, expected one of lstm, gru"):
        layouts(replace(BLUEPRINTS["rnn"], name="mine"))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_each_part_of_the_plumbing_has_a_place(case: tuple[str, str, str]) -> None:
    layout, plumbing = layout_of(case), UNITS[case[0]]
    boxes = {name for name, kind in plumbing.kinds.items() if kind in ("net", "inner")}
    if case[1] == "row":  # it shows the plumbing without the signals
        boxes &= layout["nets"].keys()
    else:
        assert layout["wires"].keys() == plumbing.wires.keys()
        assert layout["wheels"].keys() <= {name for name, kind in plumbing.kinds.items() if kind == "valve"}
    assert layout["nets"].keys() == boxes
    assert layout["nodes"].keys() == plumbing.kinds.keys() - {
        name for name, kind in plumbing.kinds.items() if kind in ("net", "inner")
    }
    assert layout["pipes"].keys() == plumbing.pipes.keys()
    for name, place in layout["nodes"].items():
        assert ("into" in place) == (plumbing.kinds[name] in ("sum", "copy"))


@pytest.mark.parametrize("unit", UNITS)
def test_the_plumbing_by_hand_is_the_blueprint_s(unit: str) -> None:
    plumbing, derived = UNITS[unit], as_json(BLUEPRINTS[unit])
    assert {node["id"]: node["kind"] for node in derived["nodes"]} == plumbing.kinds
    assert {pipe["id"]: (pipe["from"], pipe["to"]) for pipe in derived["pipes"]} == plumbing.pipes
    assert {wire["id"]: (wire["from"], wire["to"]) for wire in derived["wires"]} == plumbing.wires


@pytest.mark.parametrize("case", DRAWN, ids="-".join)
def test_phases_have_badges_and_valves_that_follow_no_other_have_wheels(case: tuple[str, str, str]) -> None:
    layout, unit = layout_of(case), as_json(BLUEPRINTS[case[0]])
    assert layout["badges"].keys() == {phase["id"] for phase in unit["phases"]}
    assert layout["wheels"].keys() == {
        node["id"] for node in unit["nodes"] if node["kind"] == "valve" and "linked" not in node
    }
    ends = {node["id"] for node in unit["nodes"] if node["kind"] in ("source", "sink")}
    assert layout["gauges"].keys() <= ends <= layout["labels"].keys()


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_pipes_begin_and_end_where_their_parts_are(case: tuple[str, str, str]) -> None:
    layout, nets = layout_of(case), shapes.nets(layout_of(case))
    for name, ends in UNITS[case[0]].pipes.items():
        line = layout["pipes"][name]
        for part, (x, y) in zip(ends, (line[0], line[-1]), strict=True):
            if part in nets:
                assert nets[part].borders(x, y)
            else:
                assert [x, y] == layout["nodes"][part]["at"]


@pytest.mark.parametrize("case", DRAWN, ids="-".join)
def test_wires_begin_and_end_at_the_edges_of_their_parts(case: tuple[str, str, str]) -> None:
    layout, plumbing = layout_of(case), UNITS[case[0]]
    valves = (shapes.signs if layout["symbols"] else shapes.valves)(layout, plumbing.kinds)
    edges = {**shapes.nets(layout), **valves}
    for name, (_, end) in plumbing.wires.items():
        line = layout["wires"][name]
        assert edges[end].borders(*line[-1]), name
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(line)), name
        assert starts(case, name), name


def starts(case: tuple[str, str, str], name: str) -> bool:
    """Whether a wire begins at a net, at the wall of a pipe or of the Cell, outside, or on a wire like it."""
    layout, plumbing = layout_of(case), UNITS[case[0]]
    (x, y), begin = layout["wires"][name][0], plumbing.wires[name][0]
    nets = shapes.nets(layout)
    if begin in nets:
        return nets[begin].borders(x, y)
    (left, top), (width, height) = layout["tank"]["at"], layout["tank"]["size"]
    if any(wall.borders(x, y) for _, wall in shapes.glass(layout)):
        return True
    if shapes.Box(left, top, left + width, top + height).borders(x, y):
        return True
    outside = not shapes.Box.around(
        [layout["body"]["at"][k] + layout["body"]["size"][k] / 2 for k in (0, 1)],
        *(side / 2 for side in layout["body"]["size"]),
    ).holds(x, y)
    others = [
        layout["wires"][other]
        for other, (start, _) in plumbing.wires.items()
        if start == begin and other != name
    ]
    return outside or any(shapes.Box.around([x, y], 0.01, 0.01).crossed(line) for line in others)


@pytest.mark.parametrize("case", DRAWN, ids="-".join)
def test_nothing_covers_anything_else(case: tuple[str, str, str]) -> None:
    assert shapes.collisions(layout_of(case), UNITS[case[0]].kinds) == []


@pytest.mark.parametrize(
    ("group", "part", "at", "fault"),
    [
        ("nets", "write_net", [215, 452], "net forget_net covers net write_net"),
        ("nets", "output_net", [790, 300], "net output_net covers valve output"),
        ("labels", "write", [470, 312], "valve write covers label write"),
        ("labels", "write", [470, 312], "label write is on pipe added"),
        ("labels", "x", [150, 523], "label x is on wire x_forget"),
        ("values", "x", [20, 416], "values x is on wire x_forget"),
        ("readout", "answer", [983, 300], "readout head covers readout answer"),
        ("readout", "answer", [983, 230], "readout answer is on pipe memory"),
        ("readout", "answer", [920, 270], "label output covers readout answer"),
        ("badges", "merge", [360, 160], "badge merge is on pipe kept"),
    ],
)
def test_what_is_covered_is_found(group: str, part: str, at: list[float], fault: str) -> None:
    layout = deepcopy(LAYOUTS["lstm"]["pipe"]["wide"])
    moved = layout[group]
    if isinstance(moved[part], dict):
        moved[part]["at"] = at
    else:
        moved[part] = at
    assert fault in shapes.collisions(layout, UNITS["lstm"].kinds)


@pytest.mark.parametrize(
    ("group", "part", "at", "fault"),
    [
        ("plates", "forget", [0, 0], "valve forget is on pipe kept"),
        ("plates", "write", [27, 0], "valve write is on pipe added"),
        ("inverts", "write", [520, 160], "sign forget covers sign 1- write"),
        ("badges", "merge", [690, 150], "sign joint covers badge merge"),
    ],
)
def test_what_symbols_cover_is_found(group: str, part: str, at: list[float], fault: str) -> None:
    layout = deepcopy(LAYOUTS["gru"]["symbols"]["wide"])
    layout[group][part] = at
    assert fault in shapes.collisions(layout, UNITS["gru"].kinds)


@pytest.mark.parametrize("case", DRAWN, ids="-".join)
def test_everything_is_within_the_drawing(case: tuple[str, str, str]) -> None:
    layout, plumbing = layout_of(case), UNITS[case[0]]
    edge = shapes.drawing(layout)
    boxes = {**shapes.parts(layout, plumbing.kinds), **dict(shapes.glass(layout))}
    outside = [name for name, box in boxes.items() if not edge.surrounds(box)]
    assert outside == []
    assert all(edge.holds(*point) for line in layout["wires"].values() for point in line)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_letters_and_lanes_are_as_large_as_in_the_lstm(case: tuple[str, str, str]) -> None:
    _, view, width = case
    layout, lstm = layout_of(case), LAYOUTS["lstm"]
    assert layout["size"] == lstm[view][width]["size"]
    assert layout["spread"] >= (36 if view == "row" else lstm["cell"][width]["water"])


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_only_symbols_have_plates_beside_their_lines_and_wheels_on_them(case: tuple[str, str, str]) -> None:
    unit, view, _ = case
    layout, kinds = layout_of(case), UNITS[unit].kinds
    assert layout["symbols"] == (view == "symbols")
    assert layout["plates"].keys() == {name for name, kind in kinds.items() if kind == "valve"}
    assert all(any(away) == (view == "symbols") for away in layout["plates"].values())
    assert layout["inverts"].keys() == ({"write"} if view == "symbols" and unit != "lstm" else set())
    if view == "symbols":
        for name, wheel in shapes.wheels(layout).items():
            assert wheel == shapes.Box.around(layout["nodes"][name]["at"], 17, 17)
    else:
        assert layout["spread"] == layout["water"]
