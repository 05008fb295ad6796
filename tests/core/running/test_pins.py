"""Pins on their own: what they hold, and what they refuse."""

import re

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, Pin, Pins, RNNParams, run
from lstm_core.params import UnitParams

FREE = float("nan")


def test_a_pin_holds_its_units_in_its_steps_both_ends_included() -> None:
    pins = Pins([Pin("f", 0.25, units=(0, 2), first=1, last=2)])
    assert np.array_equal(
        pins.openings("f", 4, 3),
        [[FREE, FREE, FREE], [0.25, FREE, 0.25], [0.25, FREE, 0.25], [FREE, FREE, FREE]],
        equal_nan=True,
    )
    assert np.isnan(pins.openings("i", 4, 3)).all()
    assert np.isnan(pins.openings("o", 4, 3)).all()


def test_what_is_left_out_means_all() -> None:
    assert np.array_equal(Pins([Pin("o", 1)]).openings("o", 2, 2), [[1, 1], [1, 1]])
    assert np.array_equal(Pins([Pin("o", 1, first=1)]).openings("o", 2, 1), [[FREE], [1.0]], equal_nan=True)
    assert np.array_equal(Pins([Pin("o", 1, last=0)]).openings("o", 2, 1), [[1.0], [FREE]], equal_nan=True)


def test_no_units_at_all_holds_nothing() -> None:
    assert np.isnan(Pins([Pin("i", 1, units=())]).openings("i", 2, 2)).all()


def test_where_pins_meet_the_later_one_wins() -> None:
    wide, narrow = Pin("i", 0.5), Pin("i", 0.0, units=(1,), first=1)
    assert np.array_equal(Pins([wide, narrow]).openings("i", 2, 2), [[0.5, 0.5], [0.5, 0.0]])
    assert np.array_equal(Pins([narrow, wide]).openings("i", 2, 2), [[0.5, 0.5], [0.5, 0.5]])


def test_pins_at_a_step_are_those_that_hold_in_it() -> None:
    pins = Pins([Pin("f", 0.1, first=2), Pin("f", 0.2, last=2), Pin("o", 0.3, units=(0,), first=3, last=4)])
    assert pins.at(0) == Pins([Pin("f", 0.2)])
    assert pins.at(2) == Pins([Pin("f", 0.1), Pin("f", 0.2)])
    assert pins.at(4) == Pins([Pin("f", 0.1), Pin("o", 0.3, units=(0,))])
    assert pins.at(5) == Pins([Pin("f", 0.1)])


def test_only_an_empty_set_of_pins_is_false() -> None:
    assert not Pins()
    assert Pins([Pin("f", 0)])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"value": 1.5}, "pin of f has value 1.5, expected a number from 0 to 1"),
        ({"value": -0.1}, "pin of f has value -0.1, expected a number from 0 to 1"),
        ({"value": float("nan")}, "pin of f has value nan, expected a number from 0 to 1"),
        ({"first": 3, "last": 2}, "pin of f has last = 2, expected 3 (first) or later"),
    ],
)
def test_pin_refuses(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Pin(**{"gate": "f", "value": 0.5, **arguments})  # type: ignore[arg-type]  # from the parameters of the test


@pytest.mark.parametrize(
    ("pin", "message"),
    [
        (Pin("f", 0, first=4), "pin of f has first = 4, expected a step from 0 to 3"),
        (Pin("f", 0, last=9), "pin of f has last = 9, expected a step from 0 to 3"),
        (Pin("f", 0, first=-1), "pin of f has first = -1, expected a step from 0 to 3"),
        (Pin("o", 0, units=(0, 2)), "pin of o has unit 2, expected a unit from 0 to 1"),
        (Pin("o", 0, units=(-1,)), "pin of o has unit -1, expected a unit from 0 to 1"),
    ],
)
def test_a_run_refuses_a_pin_that_it_has_no_place_for(pin: Pin, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Pins([pin]).openings(pin.gate, 4, 2)


@pytest.mark.parametrize(
    ("params", "gate", "message"),
    [
        (LSTMParams.random(1, 2, 0), "g", "pin has gate 'g', expected one of f, i, o"),
        (LSTMParams.random(1, 2, 0), "z", "pin has gate 'z', expected one of f, i, o"),
        (GRUParams.random(1, 2, 0), "f", "pin has gate 'f', expected one of z, r"),
        (GRUParams.random(1, 2, 0), "fresh", "pin has gate 'fresh', expected one of z, r"),
        (RNNParams.random(1, 2, 0), "h", "pin has gate 'h', expected no pin, as rnn has no valve"),
    ],
)
def test_a_run_refuses_a_pin_of_what_is_no_gate_of_the_unit(
    params: UnitParams, gate: str, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        run(params, [[1.0]], pins=Pins([Pin(gate, 0.5)]))
