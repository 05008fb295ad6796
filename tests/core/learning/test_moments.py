"""Moments of a training are those that the checkpoints' own traces have."""

import numpy as np
import pytest

from lstm_core import LSTMParams, RNNParams, run
from lstm_core.learning.moments import Moment, moments
from lstm_core.params import GateParams

X = np.array([[0.5, 0.0], [-0.5, 1.0], [0.25, 0.0], [0.0, 1.0]])


def _layer(forget: float, at_flag: float) -> LSTMParams:
    """Return a unit with a steady forget gate, and an input gate that listens to the flag alone."""
    fixed = GateParams([[0.0, 0.0]], [[0.0]], [0.0])
    return LSTMParams(
        f=GateParams([[0.0, 0.0]], [[0.0]], [forget]),
        i=GateParams([[0.0, at_flag]], [[0.0]], [0.0]),
        g=fixed,
        o=fixed,
    )


def test_moments_calculated_by_hand() -> None:
    # sigmoid(2) = 0.88, sigmoid(3) = 0.95; sigmoid(0) is exactly half, which is not above it
    course = [_layer(0, 0), _layer(3, 1), _layer(2, 1), _layer(3, -1), _layer(3, 2), _layer(3, 2)]
    assert moments(course, [0, 20, 40, 60, 80, 100], X) == [
        Moment("f", 0, 1, 0.5, True, 1, 20),
        Moment("f", 0, None, 0.9, True, 3, 60),
        Moment("i", 0, 1, 0.5, True, 4, 80),
    ]


def test_what_was_so_before_the_first_step_or_did_not_last_is_no_moment() -> None:
    assert moments([_layer(3, 1), _layer(3, 1)], [0, 20], X) == []
    assert moments([_layer(0, 0), _layer(3, 1), _layer(0, 0)], [0, 20, 40], X) == []


def test_closing_is_a_moment_too() -> None:
    found = moments([_layer(0, 0), _layer(-3, -2)], [0, 7], X)
    assert found == [
        Moment("f", 0, None, 0.1, False, 1, 7),
        Moment("f", 0, 1, 0.5, False, 1, 7),
        Moment("i", 0, 1, 0.5, False, 1, 7),
    ]
    i = run(_layer(-3, -2), X).values["i"][:, 0]
    assert i.tolist() == [0.5, i[1], 0.5, i[1]]
    assert i[1] < 0.5


def test_a_unit_without_valves_has_none() -> None:
    plain = [RNNParams([[w, 0.0]], [[0.0]], [0]) for w in (0.0, 9.0)]
    assert moments(plain, [0, 20], X) == []
    assert moments([], [], X) == []


def test_one_step_for_each_checkpoint() -> None:
    with pytest.raises(ValueError, match="steps has 1 numbers, expected 2: one for each checkpoint"):
        moments([_layer(0, 0), _layer(1, 0)], [0], X)
