"""The static picture: every opening and width in it is the trace's, at its place."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import GRUParams, LSTMParams, dye_from, run
from lstm_core.blueprints import BLUEPRINTS, as_json
from lstm_core.picture.layouts import layouts
from lstm_core.picture.tint import DYE
from tests.core.picture.reading import SVG, any_trace, marked, openings, parsed, random_trace, streams

FLOWS = {
    "lstm": ("C_prev", "kept", "g", "added", "C", "tanh_C", "h"),
    "gru": ("h_prev", "heard", "passed", "kept", "n", "added", "h"),
    "gru_reset_before": ("h_prev", "passed", "kept", "n", "added", "h"),
    "rnn": ("h",),
}
"""What flows in the pipes of each unit."""
APART = {"lstm": ("tanh_C", "h"), "gru": ("heard", "passed")}
"""What of it has a scale of its own."""
VALVES = {"lstm": "fio", "gru": ("z", "r", "fresh"), "gru_reset_before": ("z", "r", "fresh"), "rnn": ()}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("H", [1, 5, 8])
@pytest.mark.parametrize("unit", FLOWS)
def test_openings_and_widths_are_those_of_the_trace(unit: str, H: int, seed: int) -> None:
    trace = random_trace(H, seed) if unit == "lstm" else any_trace(unit, H, seed)
    for step in (0, 4, 8):
        drawing = parsed(trace.picture(step).svg)
        assert {one.get("data-valve") for one in marked(drawing, "valve")} == set(VALVES[unit])
        assert {one.get("data-field") for one in marked(drawing, "field")} == set(FLOWS[unit])
        for valve in VALVES[unit]:
            drawn = openings(drawing, valve)
            np.testing.assert_allclose(list(drawn.values()), trace.values[valve][step], rtol=0, atol=1e-6)
            assert list(drawn) == list(range(H))
        for field in FLOWS[unit]:
            values = trace.values[field][step]
            drawn_here = streams(drawing, field)
            assert {lane for lane, _ in drawn_here} == set(range(H))
            for lane, value in drawn_here:
                assert value == pytest.approx(values[lane], abs=1e-6)


@pytest.mark.parametrize("H", [1, 4, 8])
@pytest.mark.parametrize("unit", ["lstm", "gru", "gru_reset_before"])
def test_the_symbols_show_the_same_numbers(unit: str, H: int) -> None:
    trace = any_trace(unit, H, 1)
    drawing = parsed(trace.picture(4, layout="symbols").svg)
    layout = layouts(BLUEPRINTS[unit])["symbols"]["wide"]
    assert float(drawing.attrib["data-full-width"]) == pytest.approx(min(56, 0.84 * 22 / H))
    assert float(drawing.attrib["data-slot"]) == pytest.approx(96 / H)
    for valve in VALVES[unit]:
        drawn = openings(drawing, valve)
        np.testing.assert_allclose(list(drawn.values()), trace.values[valve][4], rtol=0, atol=1e-6)
    for field in FLOWS[unit]:
        for lane, value in streams(drawing, field):
            assert value == pytest.approx(trace.values[field][4, lane], abs=1e-5)
    valves = [node["at"] for node in (layout["nodes"][name] for name in layout["plates"])]
    circles = [
        [float(one.attrib[name]) for name in ("cx", "cy")]
        for one in drawing.iter(f"{SVG}circle")
        if one.attrib["r"] == "20"
    ]
    assert sorted(circles) == sorted([*valves, layout["nodes"]["joint"]["at"]])
    signs = Counter(one.attrib["data-sign-of"] for one in marked(drawing, "sign-of"))
    assert signs == Counter({"product": 3, "sum": 1} | ({"inverse": 1} if unit != "lstm" else {}))


def test_a_layout_that_a_unit_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="layout is 'cell', expected 'pipe' or 'symbols' for lstm"):
        random_trace(2, 0).picture(layout="cell")
    with pytest.raises(ValueError, match="layout is 'symbols', expected 'pipe' for rnn"):
        any_trace("rnn", 2, 0).picture(layout="symbols")


def scale_of(peak: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 ... that is not below a value."""
    return next(
        size * 10.0**decade for decade in range(9) for size in (1, 2, 5) if peak <= size * 10.0**decade
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("unit", FLOWS)
def test_all_steps_of_a_run_are_drawn_to_one_scale(unit: str, seed: int) -> None:
    trace = random_trace(4, seed) if unit == "lstm" else any_trace(unit, 4, seed)
    distant = APART.get(unit, ())
    near = (
        [trace.C0, trace.C]
        if unit == "lstm"
        else [trace.values[name] for name in {*FLOWS[unit]} - {*distant}]
    )
    full = scale_of(max(float(np.abs(values).max()) for values in near))
    apart = scale_of(max((float(np.abs(trace.values[name]).max()) for name in distant), default=1))
    for step in (0, 3, 8):
        drawing = parsed(trace.picture(step).svg)
        assert float(drawing.attrib["data-full-memory"]) == full
        lane = float(drawing.attrib["data-full-width"])
        for one in marked(drawing, "field"):
            value = trace.values[one.attrib["data-field"]][step, int(one.attrib["data-unit"])]
            fills = apart if one.attrib["data-field"] in distant else full
            assert float(one.attrib["stroke-width"]) == pytest.approx(lane * abs(value) / fills, abs=1e-6)


@pytest.mark.parametrize("unit", FLOWS)
def test_everything_stands_where_the_layout_says(unit: str) -> None:
    plumbing = as_json(BLUEPRINTS[unit])
    layout = layouts(BLUEPRINTS[unit])["pipe"]["wide"]
    trace = any_trace(unit, 5, 0)
    drawing = parsed(trace.picture().svg)
    for net in marked(drawing, "net"):
        (x, y), (width, height) = layout["nets"][net.attrib["data-net"]].values()
        drawn = [float(net.attrib[name]) for name in ("x", "y", "width", "height")]
        assert drawn == [x - width / 2, y - height / 2, width, height]
    assert {net.get("data-net") for net in marked(drawing, "net")} == layout["nets"].keys()
    wires = {one.attrib["data-wire"]: line_of(one) for one in marked(drawing, "wire")}
    assert wires.keys() == {name for name in layout["wires"] if not name.startswith("peep")}
    for name, line in wires.items():
        assert [list(line[0]), list(line[-1])] == [layout["wires"][name][0], layout["wires"][name][-1]]
    for pipe in plumbing["pipes"]:
        lanes = [line_of(one) for one in marked(drawing, "pipe") if one.get("data-pipe") == pipe["id"]]
        for end, at in ((0, layout["pipes"][pipe["id"]][0]), (-1, layout["pipes"][pipe["id"]][-1])):
            np.testing.assert_allclose(np.mean([lane[end] for lane in lanes], axis=0), at, atol=1e-3)


def test_no_stream_is_wider_than_its_lane_nor_than_the_opening_it_passed() -> None:
    trace = random_trace(4, 0)
    for step in range(9):
        drawing = parsed(trace.picture(step).svg)
        full = float(drawing.attrib["data-full-width"])
        gaps = {
            field: openings(drawing, valve) for field, valve in (("kept", "f"), ("added", "i"), ("h", "o"))
        }
        for one in marked(drawing, "field"):
            gap = gaps.get(one.attrib["data-field"], {}).get(int(one.attrib["data-unit"]), 1.0)
            assert float(one.attrib["stroke-width"]) <= gap * full + 1e-5


def test_a_lane_of_little_water_beside_a_full_one_has_a_scale_of_its_own() -> None:
    trace = run(LSTMParams.random(1, 3, 0, "none"), np.zeros((1, 1)), C0=[150.0, 18.0, 30.0])
    drawing = parsed(trace.picture(0).svg)
    fulls = {
        (one.attrib["data-field"], one.attrib["data-unit"]): one.attrib["data-full"]
        for one in marked(drawing, "field")
    }
    assert [float(fulls["C_prev", unit]) for unit in "012"] == [200, 20, 200]
    assert float(fulls["h", "0"]) == 1
    assert "a full lane is 200, in unit 1 20, in the output 1" in trace.picture(0).svg


@given(
    C0=st.lists(st.floats(-1e150, 1e150), min_size=3, max_size=3),
    scale=st.sampled_from([0.0, 1e-12, 1.0, 1e3]),
)
def test_any_memory_fits_into_its_lane(C0: list[float], scale: float) -> None:
    trace = run(LSTMParams.random(1, 3, 0, "none"), np.full((2, 1), scale), C0=C0)
    for step in (0, 1):
        drawing = parsed(trace.picture(step).svg)
        full, memory = (float(drawing.attrib[f"data-full-{name}"]) for name in ("width", "memory"))
        peak = max(np.abs(trace.C).max(), np.abs(trace.C0).max())
        assert max(1, peak) <= memory <= max(1, 2.5 * peak)
        for one in marked(drawing, "field"):
            value = getattr(trace, one.attrib["data-field"])[step, int(one.attrib["data-unit"])]
            assert 0 <= float(one.attrib["stroke-width"]) <= full
            fills = float(one.attrib["data-full"])
            assert fills == 1 or one.attrib["data-field"] not in ("tanh_C", "h")
            assert float(one.attrib["stroke-width"]) == pytest.approx(full * abs(value) / fills, abs=1e-6)
            assert fills == memory or fills <= 0.1 * memory * (1 + 1e-9) or fills == 1


def line_of(element: ET.Element) -> list[tuple[float, float]]:
    """Return the points of a line: its start, its corners, its end."""
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+?) ([^\sMLA]+)", element.attrib["d"])]


def places(drawing: ET.Element, field: str) -> dict[int, float]:
    """Return where each stream of a field that runs straight lies, across its course."""
    found = {}
    for one in marked(drawing, "field"):
        line = line_of(one)
        if one.get("data-field") == field and len(line) == 2:
            (x, y), (end, _) = line
            found[int(one.attrib["data-unit"])] = x if x == end else y
    return found


@pytest.mark.parametrize("H", [1, 3, 8])
@pytest.mark.parametrize(
    ("unit", "passed"),
    [
        ("lstm", {"f": "kept", "i": "added", "o": "tanh_C"}),
        ("gru", {"z": "kept", "fresh": "added", "r": "passed"}),
    ],
)
def test_an_opening_lies_where_its_stream_flows(unit: str, passed: dict[str, str], H: int) -> None:
    drawing = parsed(any_trace(unit, H, 0).picture().svg)
    for valve, field in passed.items():
        (group,) = (one for one in marked(drawing, "valve") if one.get("data-valve") == valve)
        frame = next(one.attrib["transform"] for one in group if "transform" in one.attrib)
        _, _, c, d, x, y = map(float, re.findall(r"-?[\d.]+", frame))
        edges: dict[int, list[float]] = {}
        for plate in marked(group, "plate"):
            top, height = float(plate.attrib["y"]), float(plate.attrib["height"])
            edges.setdefault(int(plate.attrib["data-plate"]), []).extend([top, top + height])
        middle = {unit: (sorted(ends)[1] + sorted(ends)[2]) / 2 for unit, ends in edges.items()}
        across = {unit: x + c * m if c else y + d * m for unit, m in middle.items()}
        assert across == pytest.approx(places(drawing, field), abs=1e-3)


def test_lanes_keep_their_order_from_end_to_end() -> None:
    drawing = parsed(random_trace(5, 1).picture().svg)
    heights = {field: list(places(drawing, field).values()) for field in ("C_prev", "kept")}
    assert heights["C_prev"] == sorted(heights["C_prev"]) == heights["kept"]
    ends = {int(one.attrib["data-unit"]): line_of(one)[-1][1]
            for one in marked(drawing, "field") if one.get("data-field") == "h"}  # fmt: skip
    assert [ends[unit] for unit in range(5)] == sorted(ends.values())


def test_a_unit_that_has_no_name_yet_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstm_core.picture.labels.UNITS", {})
    drawn = run(LSTMParams.random(1, 1, 0), np.ones((1, 1))).picture().svg
    assert "A unit as a memory pipe" in drawn


@pytest.mark.parametrize("params", [LSTMParams.random(2, 3, 5), GRUParams.random(2, 3, 5)])
@pytest.mark.parametrize("step", [1, 2, 4])
def test_the_dyed_part_is_as_wide_as_it_is_large(params: LSTMParams | GRUParams, step: int) -> None:
    trace = run(params, 2 * np.random.default_rng(6).normal(size=(5, 2, 2)))
    drawing = parsed(trace.picture(step, sequence=1, dyed=2).svg)
    part = dye_from(trace, 2)[:, 1]
    width = float(drawing.attrib["data-full-width"])
    drawn = {(one.attrib["data-tint"], int(one.attrib["data-unit"])): one for one in marked(drawing, "tint")}
    pipes = {one.attrib["data-pipe"] for one in marked(drawing, "pipe")}
    found = {1: set(), 2: {"added", "memory", "branch"}}.get(step, {"old", "kept", "memory", "branch"})
    assert {pipe for pipe, _ in drawn} == found & pipes
    for (pipe, unit), one in drawn.items():
        wanted = part[step - 1 if pipe == "old" else step, unit]
        assert float(one.attrib["data-value"]) == wanted
        full = {item.attrib["data-full"] for item in marked(drawing, "field")}
        assert float(one.attrib["stroke-width"]) in [
            pytest.approx(min(1, abs(wanted) / float(amount)) * width, abs=1e-5) for amount in full
        ]
        assert one.attrib["stroke"] == DYE
    assert not marked(parsed(trace.picture(step, sequence=1).svg), "tint")
    with pytest.raises(IndexError, match="step 9 is not in the run"):
        trace.picture(step, dyed=9)
