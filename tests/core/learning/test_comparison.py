"""The comparison is fair: same data, same steps, same number of weights, and the best of the same trials."""

import numpy as np
import pytest

from lstm_core import TASKS, Head, LSTMParams, Model, RNNParams, WindowParams
from lstm_core.learning.comparison import (
    CONTENDERS,
    LSTM,
    RNN,
    Contender,
    Effort,
    compete,
    held_out_error,
    learn,
    units_within,
)
from lstm_core.learning.examples import Examples

SMALL = Effort(steps=6, batch=8, sequences=(16, 8, 8), rates=(0.01, 0.03), trial_seeds=(7, 8), seeds=(1, 2))
BRACKETS = TASKS["brackets"]


def test_the_largest_network_is_taken_that_the_weights_allow() -> None:
    # H (D + H + 1) + H + 1 weights for D = 2: 10 units make 141, 11 make 166.
    assert units_within(RNN, BRACKETS, 165) == 10
    assert units_within(RNN, BRACKETS, 166) == 11


def test_every_contender_has_about_as_many_weights_as_the_lstm() -> None:
    one = Effort(steps=1, batch=2, sequences=(2, 2, 2), rates=(0.01,), trial_seeds=(0,), seeds=(1,))
    results = {c.name: compete(c, BRACKETS, one) for c in CONTENDERS}
    assert {name: (r.units, r.weights) for name, r in results.items()} == {
        "window-3": (48, 385),
        "window-12": (14, 365),
        "window-24": (7, 351),
        "rnn": (17, 358),
        "lstm": (8, 385),
    }


def test_a_contender_is_what_its_name_says() -> None:
    layers = {c.name: c.draw(2, 3, 0, 1.0) for c in CONTENDERS}
    assert isinstance(layers["lstm"], LSTMParams)
    assert layers["lstm"].o.peephole == "diagonal"
    assert isinstance(layers["rnn"], RNNParams)
    assert np.abs(np.linalg.eigvals(layers["rnn"].U)).max() == pytest.approx(1)
    widths = {n: layer.width for n, layer in layers.items() if isinstance(layer, WindowParams)}
    assert widths == {"window-3": 3, "window-12": 12, "window-24": 24}


def test_the_best_trial_is_chosen_and_every_seed_counts() -> None:
    told: list[str] = []
    result = compete(LSTM, BRACKETS, SMALL, told.append)
    assert [(t.start, t.rate) for t in result.trials] == [(1, 0.01), (1, 0.03), (3, 0.01), (3, 0.03)]
    best = min(result.trials, key=lambda t: t.validation)
    tried = [learn(LSTM, BRACKETS, 8, seed, best.rate, best.start, SMALL)[0] for seed in (7, 8)]
    assert best.validation == pytest.approx(sum(tried) / 2, rel=1e-12)
    assert (result.rate, result.start) == (best.rate, best.start)
    assert result.errors == tuple(
        learn(LSTM, BRACKETS, 8, seed, best.rate, best.start, SMALL)[1] for seed in (1, 2)
    )
    assert len(set(result.errors)) == 2
    assert len(told) == 6
    assert told[-1].startswith("brackets lstm: seed 2, held-out error ")


def test_a_trial_that_diverges_is_not_chosen() -> None:
    wild = Effort(steps=6, batch=8, sequences=(16, 8, 8), rates=(1e9, 0.01), trial_seeds=(0,), seeds=(1,))
    result = compete(
        Contender("window", lambda D, H, seed, _: WindowParams.random(D, H, 2, seed)), BRACKETS, wild
    )
    assert [t.validation == float("inf") for t in result.trials] == [True, False]
    assert result.rate == 0.01


def test_an_error_is_a_share_of_what_guessing_leaves() -> None:
    still = Model(RNNParams(np.zeros((1, 2)), [[0]], [0]), Head([[0]], [3.0]))
    y = np.array([1.0, 3.0, 5.0, 100.0]).reshape(4, 1, 1)
    mask = np.array([1, 1, 1, 0]).reshape(4, 1)
    always_the_mean = held_out_error(still, BRACKETS, Examples(np.zeros((4, 1, 2)), y, mask))
    assert always_the_mean == pytest.approx(1)
    off_by_one = Model(still.layer, Head([[0]], [4.0]))
    expected = 1 + 1 / (8 / 3)
    assert held_out_error(off_by_one, BRACKETS, Examples(np.zeros((4, 1, 2)), y, mask)) == pytest.approx(
        expected
    )
    first = Model(RNNParams(np.zeros((1, 5)), [[0]], [0]), Head(np.zeros((4, 1)), [1, 0, 0, 0]))
    answers = np.eye(4)[[0, 0, 0, 2]].reshape(1, 4, 4)
    assert (
        held_out_error(first, TASKS["recall"], Examples(np.zeros((1, 4, 5)), answers, np.ones((1, 4))))
        == 0.25
    )
