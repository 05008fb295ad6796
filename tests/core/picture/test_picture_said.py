"""What the static picture says beside its shapes: numbers, signs, which units, colours."""

import re
from itertools import pairwise

import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams, Pin, Pins
from lstm_core.picture.numbers import plain, signed
from lstm_core.picture.palette import DARK, LIGHT
from lstm_core.picture.tint import DOTS, DYE
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.architecture.tree import ROOT
from tests.core.picture.reading import SVG, marked, openings, parsed, random_trace, streams


def test_numbers_are_written_with_their_signs() -> None:
    trace = random_trace(5, 1)
    drawing = parsed(trace.picture(3).svg)
    for field in ("C_prev", "C", "h"):
        texts = [e for e in marked(drawing, "value") if e.get("data-value") == field]
        assert [e.text for e in texts] == [signed(value) for value in getattr(trace, field)[3]]
    for group in marked(drawing, "valve"):
        gate = group.attrib["data-valve"]
        texts = list(group.iter(f"{SVG}text"))
        assert [e.text for e in texts] == [plain(value) for value in getattr(trace, gate)[3]]
    label = drawing.attrib["aria-label"]
    assert f"unit 4: C_prev {plain(trace.C_prev[3, 4])}, f {plain(trace.f[3, 4])}" in label


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.00"), (0.5, "+0.50"), (-3.14159, "−3.14"), (-0.0004, "−4e−4"), (123.456, "+123.5"),
     (-54321.0, "−5e4"), (99.9, "+99.9"), (1e-300, "+1e−300"), (-0.0, "0.00"), (0.9999, "+1.00")],
)  # fmt: skip
def test_a_number_is_short_and_never_hides_that_it_is_not_zero(value: float, text: str) -> None:
    assert signed(value) == text


def test_sign_shows_by_pattern_too() -> None:
    drawing = parsed(random_trace(6, 2).picture().svg)
    elements = list(drawing.iter(f"{SVG}path"))
    seen = set()
    for stream, ripple in pairwise(elements):
        if "data-sign" in stream.attrib:
            assert ripple.attrib["d"] == stream.attrib["d"]
            seen.add((stream.attrib["data-sign"], ripple.attrib["stroke-dasharray"]))
    assert seen == {("positive", "13 10"), ("negative", "0 8")}


def test_of_many_units_the_liveliest_are_shown_and_all_are_counted() -> None:
    trace = random_trace(40, 3)
    change = np.abs(np.diff(trace.C, axis=0, prepend=trace.C0[np.newaxis])).sum(axis=0)
    liveliest = sorted(np.argsort(-change)[:8].tolist())
    drawing = parsed(trace.picture().svg)
    assert list(openings(drawing, "f")) == liveliest
    assert f"units {', '.join(map(str, liveliest))} of 40" in "".join(drawing.itertext())
    chosen = parsed(trace.picture(units=[7, 3]).svg)
    assert list(openings(chosen, "o")) == [7, 3]
    assert openings(chosen, "o") == pytest.approx({unit: trace.o[-1, unit] for unit in (7, 3)}, abs=1e-6)
    assert "units 7, 3 of 40" in "".join(chosen.itertext())


def test_a_batch_shows_one_sequence_and_says_which() -> None:
    trace = random_trace(2, 4, batch=(5,))
    drawing = parsed(trace.picture(2, sequence=3).svg)
    np.testing.assert_allclose(list(openings(drawing, "i").values()), trace.i[2, 3], rtol=0, atol=1e-6)
    assert "sequence 3 of 5, all 2 units" in "".join(drawing.itertext())


def test_a_single_step_is_drawn_too() -> None:
    one = random_trace(3, 5).at(4)
    drawing = parsed(one._repr_html_())
    np.testing.assert_allclose(list(openings(drawing, "f").values()), one.f, rtol=0, atol=1e-6)
    assert dict(streams(drawing, "C_prev")) == pytest.approx(dict(enumerate(one.C_prev)), abs=1e-6)


def test_a_held_valve_is_underlined_and_explained() -> None:
    trace = random_trace(3, 0, pins=Pins([Pin("f", 0.25, units=(1,), first=2, last=5)]))
    for step, held in ((1, []), (2, ["0.25"]), (5, ["0.25"]), (6, [])):
        drawing = parsed(trace.picture(step).svg)
        assert [e.text for e in marked(drawing, "held")] == held
        assert ("underlined: held by hand" in "".join(drawing.itertext())) is bool(held)


def test_a_step_or_unit_that_is_not_there_is_named() -> None:
    trace = random_trace(3, 0, batch=(2,))
    with pytest.raises(IndexError, match="step 9 is not in the run, expected 0 to 8"):
        trace.picture(9)
    with pytest.raises(ValueError, match="units name 3, expected a unit from 0 to 2"):
        trace.picture(units=[3])
    with pytest.raises(ValueError, match="expected 1 to 8 different ones"):
        trace.picture(units=[1, 1])
    with pytest.raises(ValueError, match="sequence is 2, expected a number from 0 to 1"):
        trace.picture(sequence=2)


def test_a_stack_shows_each_layer_and_direction() -> None:
    cells = [Layer(LSTMParams.random(D, 2, k)) for k, D in enumerate((3, 3, 4))]
    stack = LayerStack([StackLayer(cells[0], cells[1]), StackLayer(cells[2])])
    trace = stack.run(np.random.default_rng(0).normal(size=(5, 3)))
    html = trace._repr_html_()
    assert re.findall(r"<details( open)?><summary>(.+?)</summary>", html) == [
        ("", "layer 0, forward: 2 units"),
        ("", "layer 0, backward: 2 units"),
        (" open", "layer 1, forward: 2 units"),
    ]
    pictures = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(pictures) == 3
    for picture, one in zip(pictures, trace.layers, strict=True):
        drawing = parsed(picture)
        np.testing.assert_allclose(list(openings(drawing, "o").values()), one.trace.o[-1], rtol=0, atol=1e-6)
        assert f"layer {one.layer} {one.direction}, step 4 of 0 to 4" in "".join(drawing.itertext())
    alone = LayerStack([StackLayer(cells[0])]).run(np.ones((2, 3)))
    assert alone._repr_html_() == alone.layers[0]._repr_html_()


def test_colours_are_those_of_the_pages() -> None:
    css = (ROOT / "static" / "css" / "tokens.css").read_text()
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in css.split("[data-theme=", 1))
    shared = {name for name in LIGHT if name in light}
    assert {"forget", "write", "candidate", "output", "memory", "positive", "negative"} <= shared
    assert {name: LIGHT[name] for name in shared} == {name: light[name] for name in shared}
    assert {name: DARK[name] for name in shared} == {name: dark[name] for name in shared}
    assert DARK.keys() == LIGHT.keys()


def test_the_dye_has_the_colours_of_the_pages() -> None:
    css = (ROOT / "static" / "js" / "view" / "stage" / "tint.css").read_text()
    assert dict(re.findall(r"--([\w-]+): (#\w{6});", css)) == {"dye": DYE, "dye-dots": DOTS}
