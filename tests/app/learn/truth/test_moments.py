"""Moments: what the Lab's address expresses, read from a figure's keys, and run."""

import numpy as np
import pytest

from app.learn.text.places import Place, TutorialError
from app.learn.truth.moments import moment
from lstm_core.running.pins import Pin
from tests.app.learn.samples import FILE, RUNS

HERE = Place(FILE, 7)
LATCH = {"model": "latch", "example": "keep", "step": "3"}


def test_pins_are_read_as_the_lab_spells_them() -> None:
    found = moment({**LATCH, "pins": "forget:0.250:1:3-  input:1::2-2 output:.5"}, HERE)
    assert found.pins == (
        Pin("f", 0.25, (0,), 2, None),
        Pin("i", 1, None, 1, 1),
        Pin("o", 0.5),
    )
    assert found.keys["pins"] == "forget:0.25:1:3- input:1::2-2 output:0.5::"


def test_a_change_sets_keys_anew() -> None:
    found = moment(LATCH, HERE).changed("step=4, view=cell pins=forget:0:1:3- input:1:1:", HERE)
    assert (found.step, found.view, found.phase, len(found.pins)) == (4, "cell", "signals", 2)
    own = found.changed("x=0.5,1,0;0,0,0 step=1 pins=", HERE)
    assert "example" not in own.keys
    assert RUNS.trace(own).x.tolist() == [[0.5, 1, 0], [0, 0, 0]]


def test_the_address_is_the_labs() -> None:
    found = moment({"model": "brackets", "x": "(a) b", "step": "2", "pins": "forget:0:1:"}, HERE)
    assert RUNS.address(found) == "model=brackets&step=2&pins=forget:0:1:&text=(a)%20b"
    assert RUNS.address(moment(LATCH, HERE)) == "model=latch&example=keep&step=3"


def test_a_pinned_valve_shuts_and_the_run_without_it_is_at_hand() -> None:
    found = moment({**LATCH, "pins": "forget:0:1:3-3"}, HERE)
    trace = RUNS.trace(found)
    assert trace.f[2, 0] == 0
    assert trace.f[3, 0] > 0.9
    base = RUNS.names(found)["base"]["f"]
    assert base[2, 0] > 0.9
    assert np.array_equal(base, RUNS.trace(moment(LATCH, HERE)).f)


def test_a_readout_and_terms_have_names() -> None:
    names = RUNS.names(moment({"model": "stock-position"}, HERE))
    trace = RUNS.trace(moment({"model": "stock-position"}, HERE))
    parts = sum(names[f"{part}_f"] for part in ("Wx", "Uh", "b")) + names.get("pC_f", 0)
    np.testing.assert_allclose(parts, trace.z_f, atol=1e-12)
    assert names["out"].shape == (24, 1)
    assert (names["steps"], names["units"]) == (24, 2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"step": "0"}, "step: expected a number from 1, found '0'"),
        ({"step": "13"}, "step: expected 1 to 12, found 13"),
        ({"phase": "forgot"}, "phase: expected one of signals, forget"),
        ({"view": "tube"}, "view: expected one of box, pipe, symbols, cell, row"),
        ({"light": "a"}, "light: expected one of forget, write, merge, output"),
        ({"lanes": "1 2"}, "lanes: expected numbers from 1 like 1,2"),
        ({"lanes": "2"}, "lanes: expected 1 to 1, found 2"),
        ({"example": "kept"}, "example: expected one of keep, overwrite, twenty-steps, found 'kept'"),
        ({"model": "latches"}, 'model: there is no preset "latches"'),
        ({"x": "1;0"}, "expected an example or an own input x, found both"),
        ({"example": "", "x": "1;0"}, "x: expected rows of 3 numbers like 0.5,0.5,0.5;0.5,0.5,0.5"),
        ({"example": "", "x": "1,a,0"}, "x: expected rows of 3 numbers"),
        ({"pins": "forget:2:1:"}, "pins: expected gate:value:lanes:from-to"),
        ({"pins": "candidate:0"}, "pins: expected gate:value:lanes:from-to"),
        ({"pins": "forget:0:5:"}, "this run cannot be made: pin of f has unit 4"),
    ],
)
def test_a_malformed_moment_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(TutorialError) as caught:
        RUNS.trace(moment({**LATCH, **change}, HERE))
    assert str(caught.value).startswith(f"en/06-sample.md:7: {message}")


def test_an_unknown_letter_is_refused() -> None:
    with pytest.raises(TutorialError, match=r"x: brackets-trained knows no letter 'a'"):
        RUNS.trace(moment({"model": "brackets-trained", "x": "(a)"}, HERE))
