"""Weights of any unit over the wire: exact both ways, and refused with their place."""

from typing import Any

import numpy as np
import pytest

from app.faults.kinds import Refused
from app.wire.networks import from_wire, peepholes, to_wire
from app.wire.weights import Weights
from lstm_core import BLUEPRINTS, GRUParams, LSTMParams, RNNParams
from lstm_core.blueprints.weights import weight_shapes
from lstm_core.params import UnitParams

LAYERS = [
    LSTMParams.random(2, 3, 1, "diagonal"),
    LSTMParams.random(2, 3, 2, "none"),
    GRUParams.random(2, 3, 3),
    GRUParams.random(2, 3, 4, reset_after=False),
    RNNParams.random(2, 3, 5),
]


@pytest.mark.parametrize("params", LAYERS, ids=lambda params: params.blueprint.name)
def test_weights_come_back_exactly(params: UnitParams) -> None:
    wire = to_wire(params)
    again = from_wire(Weights.model_validate(wire), params.blueprint, "/weights", 3, 2)
    assert again.blueprint is params.blueprint
    assert type(again) is type(params)
    for letter, net in params.nets.items():
        assert list(again.nets[letter].arrays) == list(net.arrays)
        for name, array in net.arrays.items():
            assert np.array_equal(again.nets[letter].arrays[name], array)


def test_only_a_unit_with_peepholes_speaks_of_them() -> None:
    assert [peepholes(params) for params in LAYERS] == [
        dict.fromkeys("fio", "diagonal"),
        dict.fromkeys("fio", "none"),
        {},
        {},
        {},
    ]
    plain, gru = to_wire(LAYERS[1]), to_wire(LAYERS[2])
    assert {letter: net["p"] for letter, net in plain.items()} == dict.fromkeys("figo")
    assert {letter: list(net) for letter, net in gru.items()} == {
        "z": ["W", "U", "b"],
        "r": ["W", "U", "b"],
        "n": ["W", "U", "b", "bU"],
    }


def zeros(unit: str) -> dict[str, dict[str, Any]]:
    return {
        letter: {name: np.zeros(shape).tolist() for name, shape in shapes.items()}
        for letter, shapes in weight_shapes(BLUEPRINTS[unit], 1, 2).items()
    }


@pytest.mark.parametrize(
    ("unit", "letter", "changed", "pointer", "detail"),
    [
        ("gru", "n", {"bU": None}, "/weights/n/bU", "this field is required"),
        (
            "gru",
            "n",
            {"bU": [0.0]},
            "/weights/n/bU",
            "expected 2 numbers, as many as units, found 1",
        ),
        ("gru", "z", {"bU": [0.0, 0.0]}, "/weights/z/bU", "expected null, found a list"),
        ("gru", "r", {"p": [0.0, 0.0]}, "/weights/r/p", "expected null, found a list"),
        ("gru_reset_before", "n", {"bU": [0.0, 0.0]}, "/weights/n/bU", "expected null, found a list"),
        (
            "rnn",
            "h",
            {"U": [[0.0, 0.0]]},
            "/weights/h/U",
            "expected 2 rows, one for each unit, found 1",
        ),
    ],
)
def test_what_does_not_fit_the_unit_is_named(
    unit: str, letter: str, changed: dict[str, Any], pointer: str, detail: str
) -> None:
    wire = zeros(unit)
    wire[letter] = wire[letter] | changed
    with pytest.raises(Refused) as refused:
        from_wire(Weights.model_validate(wire), BLUEPRINTS[unit], "/weights", 2, 1)
    assert [(e.pointer, e.detail) for e in refused.value.errors] == [(pointer, detail)]


def test_nets_of_another_unit_are_named() -> None:
    with pytest.raises(Refused) as missing:
        from_wire(Weights.model_validate(zeros("lstm")), BLUEPRINTS["gru"], "/weights", 2, 1)
    assert missing.value.errors[0].pointer == "/weights/z"
    with pytest.raises(Refused) as many:
        from_wire(Weights.model_validate(zeros("gru") | zeros("rnn")), BLUEPRINTS["gru"], "/weights", 2, 1)
    assert [(e.pointer, e.detail) for e in many.value.errors] == [
        ("/weights/h", "expected the nets z, r, n of this unit alone")
    ]
