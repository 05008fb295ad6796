"""The learning map holds what each checkpoint's own trace holds."""

import numpy as np
import pytest

from lstm_core import RNNParams
from lstm_core.learning.examples import Examples
from lstm_core.learning.progress import baseline, learning_map, moment

CHECKPOINTS = [RNNParams([[w], [0.0]], np.zeros((2, 2)), [0, 0]) for w in (0.0, 0.5, 1.0)]


def test_a_map_calculated_by_hand() -> None:
    found = learning_map(CHECKPOINTS, [[1.0], [-2.0]], "h", 0)
    assert np.allclose(found, np.tanh([[0.0, 0.0], [0.5, -1.0], [1.0, -2.0]]), rtol=1e-15)
    assert not learning_map(CHECKPOINTS, [[1.0], [-2.0]], "h", 1).any()


@pytest.mark.parametrize(
    ("field", "lane", "message"),
    [
        ("C", 0, "field is 'C', expected one of z_h, h"),
        ("x", 0, "field is 'x', expected one of z_h, h"),
        ("h", 2, "lane is 2, expected 0 to 1"),
        ("h", -1, "lane is -1, expected 0 to 1"),
    ],
)
def test_a_field_or_lane_that_is_not_there(field: str, lane: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        learning_map(CHECKPOINTS, [[1.0], [-2.0]], field, lane)


@pytest.mark.parametrize(
    ("level", "step"),
    [
        (0.0, 0),
        (0.3, 100),  # 0.6 on average, although one step is at 0.3
        (0.6, 200),  # exactly 0.6 is not above it
        (0.75, 300),  # above it at 200, but not to the end
        (0.95, None),
    ],
)
def test_the_moment_from_which_a_lane_stays_above_a_level(level: float, step: int | None) -> None:
    found = [[0.1, 0.3], [0.25, 0.95], [0.8, 0.8], [0.5, 1.0], [0.9, 0.9]]
    assert moment([0, 100, 200, 250, 300], found, level) == step


def test_a_map_without_a_row_for_each_checkpoint() -> None:
    with pytest.raises(ValueError, match=r"values have shape \(1, 2\), expected \(2, T\)"):
        moment([0, 100], [[0.5, 0.5]], 0.9)
    with pytest.raises(ValueError, match=r"values have shape \(1, 0\), expected \(1, T\)"):
        moment([0], [[]], 0.9)


def test_the_loss_of_answering_the_same_at_every_step() -> None:
    mask = np.array([[0.0], [1.0], [1.0], [1.0]])
    numbers = np.array([[[9.0]], [[1.0]], [[3.0]], [[5.0]]])  # the 9 does not count
    assert baseline(Examples(numbers, numbers, mask), "regression") == pytest.approx(8 / 3, rel=1e-15)
    classes = np.array([[[0.0, 0, 1]], [[1.0, 0, 0]], [[1.0, 0, 0]], [[0.0, 1, 0]]])
    expected = -(2 / 3 * np.log(2 / 3) + 1 / 3 * np.log(1 / 3))
    assert baseline(Examples(numbers, classes, mask), "classification") == pytest.approx(expected, rel=1e-15)
