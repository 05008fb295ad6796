"""A state that was kept as bytes goes on with the same bits."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.learning.plans import Plan
from lstm_core.learning.saved import pack, pack_model, unpack, unpack_model
from lstm_core.params.vector import flatten

PLAN = Plan("brackets", units=3, learning_rate=0.05, batch=8, seed=7)


@pytest.mark.parametrize("unit", ["lstm", "gru", "rnn"])
def test_learning_goes_on_from_bytes_with_the_same_bits(unit: str) -> None:
    plan = replace(PLAN, unit=unit)
    training = plan.training()
    state, _ = training.chunk(plan.start(), 3)
    kept = unpack(plan, pack(state))
    expected, told = training.chunk(state, 4)
    found, again = training.chunk(kept, 4)
    assert pack(found) == pack(expected)
    assert again == told
    assert np.array_equal(flatten(found.best), flatten(expected.best))
    assert found.since_best == expected.since_best


def test_the_start_has_no_first_loss_and_keeps_none() -> None:
    found = unpack(PLAN, pack(PLAN.start()))
    assert math.isnan(found.first_loss)
    assert found.best_validation == math.inf
    assert (found.step, found.since_best) == (0, 0)


def test_weights_come_back_exactly() -> None:
    model = PLAN.start().model
    assert len(pack_model(model)) == 8 * PLAN.weights
    assert np.array_equal(flatten(unpack_model(PLAN, pack_model(model))), flatten(model))


def test_bytes_of_another_plan_are_refused() -> None:
    # Four numbers, and four times the weights: 4 (3 x 2 + 3 x 3 + 3) + 3 x 3 + 4 = 85, and 13.
    with pytest.raises(ValueError, match="data has 448 bytes, expected 2752"):
        unpack(PLAN, pack(replace(PLAN, unit="rnn", units=2).start()))
