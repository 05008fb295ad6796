"""Pins between a page and a run."""

from typing import Any

import pytest

from lstm_core import Pin, Pins
from lstm_core.blueprints import GRU, LSTM
from lstm_core.widget.wire import read_pins, wire_pins

PINS = Pins([Pin("f", 0.5), Pin("o", 1, (0, 2), 3), Pin("i", 0, first=1, last=4)])
SENT = [
    {"gate": "forget", "value": 0.5},
    {"gate": "output", "value": 1, "units": [0, 2], "from": 3},
    {"gate": "input", "value": 0, "from": 1, "to": 4},
]


def test_pins_go_out_by_name_and_come_back() -> None:
    assert wire_pins(PINS, LSTM) == SENT
    assert read_pins(SENT, LSTM) == PINS
    assert read_pins([{"gate": "update", "value": 1}], GRU) == Pins([Pin("z", 1.0)])


@pytest.mark.parametrize(
    "given", [None, 3, "f", [3], [{"value": 1}], [{"gate": "update", "value": 1}], [{"gate": "forget"}]]
)
def test_what_is_no_list_of_pins_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="expected a list of gates with values"):
        read_pins(given, LSTM)


def test_a_value_that_no_valve_has_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has value 2\.0, expected a number from 0 to 1"):
        read_pins([{"gate": "forget", "value": 2}], LSTM)
