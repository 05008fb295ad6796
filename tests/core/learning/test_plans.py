"""A plan determines every bit of what is learnt, and its rival has no more weights."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import TASKS, GRUParams, LSTMParams, Model, RNNParams, State, Training, train
from lstm_core.learning.plans import Plan, rival
from lstm_core.params import UnitParams
from lstm_core.params.vector import flatten

PLAN = Plan("brackets", units=3, peepholes="none", forget_bias=2.0, learning_rate=0.05, batch=16, seed=7)
LAYERS = {
    "lstm": LSTMParams.random(2, 3, 7, peepholes="none", forget_bias=2.0),
    "gru": GRUParams.random(2, 3, 7, update_bias=2.0),
    "rnn": RNNParams.random(2, 3, 7),
}


@pytest.mark.parametrize(("unit", "layer"), LAYERS.items())
def test_it_learns_bit_for_bit_what_train_learns_in_chunks_of_any_size(unit: str, layer: UnitParams) -> None:
    plan = replace(PLAN, unit=unit)
    learn, validation, _ = TASKS["brackets"].split(0)
    by_hand = Training("regression", learn, validation, learning_rate=0.05, batch=16, seed=7)
    expected = train(by_hand, Model.random(layer, 1, 7), 12, chunk=12)
    state: State = plan.start()
    for n in (5, 7):
        state, _ = plan.training().chunk(state, n)
    assert np.array_equal(flatten(state.model), flatten(expected.model))
    assert not np.array_equal(flatten(state.model), flatten(plan.start().model))


def test_weights_counted_by_hand() -> None:
    assert PLAN.weights == 4 * (3 * 2 + 3 * 3 + 3) + 3 + 1
    assert replace(PLAN, peepholes="diagonal").weights == PLAN.weights + 3 * 3


def test_a_rival_has_as_many_units_as_fit() -> None:
    # A plain recurrent network of H units has H² + 2H + H weights, and its head H + 1: 61 for 6, 78 for 7.
    assert rival(PLAN, "rnn") == replace(PLAN, unit="rnn", units=6)
    assert rival(PLAN, "lstm") == PLAN


def test_a_rival_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="one unit of lstm has 18 weights, expected at most 6"):
        rival(replace(PLAN, unit="rnn", units=1), "lstm")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"task": "poetry"}, "task is 'poetry', expected one of christmas_trees, stock_position"),
        ({"unit": "tap"}, "unit is 'tap', expected one of lstm, gru, rnn"),
        ({"peepholes": "full"}, "peepholes is 'full', expected one of none, diagonal"),
        ({"units": 0}, "units is 0, expected 1 to 64"),
        ({"units": 65}, "units is 65, expected 1 to 64"),
        ({"batch": 513}, "batch is 513, expected 1 to 512"),
        ({"seed": -1}, "seed is -1, expected 0 or more"),
        ({"forget_bias": math.inf}, "forget_bias is inf, expected a finite number"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0, expected a finite number above 0"),
        ({"clip": math.nan}, "clip is nan, expected a finite number above 0"),
    ],
)
def test_a_bad_plan_says_what_is_wrong(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(PLAN, **change)


def test_the_example_is_neither_learnt_from_nor_validated_on() -> None:
    training, example = PLAN.training(), PLAN.example()
    assert example.x.shape[1:] == (1, 2)
    for known in (training.train, training.validation):
        assert not (known.x == example.x).all(axis=(0, 2)).any()
    assert np.array_equal(example.x, replace(PLAN, seed=8, unit="rnn").example().x)
