"""The synthetic data: what their descriptions promise, checked on the numbers."""

import re

import numpy as np
import pytest

from lstm_core.learning.examples import Examples
from lstm_core.learning.made_up import brackets, christmas_trees, recall, stock_position
from lstm_core.learning.tasks import TASKS


@pytest.mark.parametrize("name", TASKS)
def test_the_seed_alone_makes_the_data(name: str) -> None:
    draw = TASKS[name].draw
    one, same, other = draw(3, 7), draw(3, 7), draw(4, 7)
    for part in ("x", "y", "mask"):
        assert np.array_equal(getattr(one, part), getattr(same, part))
    assert not np.array_equal(one.x, other.x)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_says_how_wide_its_data_are_and_where_they_come_from(name: str) -> None:
    task = TASKS[name]
    examples = task.draw(0, 5)
    T = len(examples.x)
    assert task.name == name
    assert examples.x.shape == (T, 5, task.D)
    assert examples.y.shape == (T, 5, task.K)
    assert examples.mask.shape == (T, 5)
    assert ("measured" if name == "mauna_loa" else "made-up") in task.about.lower()


def test_the_sets_of_a_split_share_no_sequence() -> None:
    sets = TASKS["stock_position"].split(1, train=6, validation=4, test=5)
    assert [part.x.shape[1] for part in sets] == [6, 4, 5]
    prices = np.concatenate([part.x[:, :, 0].T for part in sets])
    assert len(np.unique(prices, axis=0)) == 15


def test_christmas_trees_peak_each_twelfth_month_about_as_high_as_the_year_before() -> None:
    examples = christmas_trees(0, 400, years=6)
    sales = examples.x[:, :, 0]
    peaks = sales > 0.2
    assert np.array_equal(examples.y[:-1], examples.x[1:])
    assert peaks.sum(axis=0).min() == 6
    apart = np.diff(np.argwhere(peaks[:, 0])[:, 0])
    assert set(apart) == {12}
    assert len({int(np.argmax(peaks[:, b])) % 12 for b in range(400)}) == 12
    heights = sales.T[peaks.T].reshape(400, 6)
    left = heights[:, 1:] - 1.5 - 0.95 * (heights[:, :-1] - 1.5)
    assert left.std() == pytest.approx(0.1, abs=0.005)
    assert left.mean() == pytest.approx(0, abs=0.01)
    assert np.array_equal(examples.mask[:, 0], [0] * 12 + [1] * 60)


def test_stock_position_is_the_price_now_less_the_price_paid() -> None:
    examples = stock_position(0, 50)
    held_for = []
    for b in range(50):
        paid = None
        for t in range(60):
            price, buy, sell = examples.x[t, b]
            if buy:
                assert paid is None
                paid, since = price, t
            expected = 0.0 if paid is None else price - paid
            assert examples.y[t, b, 0] == pytest.approx(expected, abs=1e-15)
            if sell:
                assert paid is not None
                held_for.append(t - since)
                paid = None
    assert min(held_for) == 1
    assert max(held_for) == 40
    assert examples.x[:, :, 0].min() >= 0.05
    assert (examples.mask == 1).all()


def test_brackets_count_how_deep_they_nest() -> None:
    examples = brackets(0, 60, steps=40, deepest=4)
    opens, closes = examples.x[..., 0], examples.x[..., 1]
    assert np.array_equal(opens + closes, np.ones((40, 60)))
    assert np.array_equal(examples.y[..., 0], np.cumsum(opens - closes, axis=0))
    assert examples.y.min() == 0
    assert examples.y.max() == 4


def test_recall_asks_for_the_first_symbol() -> None:
    examples = recall(0, 200, lag=9, symbols=3)
    assert examples.x.shape == (10, 200, 4)
    assert np.array_equal(examples.y[9], examples.x[0, :, :3])
    assert np.array_equal(examples.x[9], np.tile([0, 0, 0, 1], (200, 1)))
    assert np.array_equal(examples.x[:9].sum(axis=2), np.ones((9, 200)))
    assert np.array_equal(examples.mask, np.repeat([[0], [1]], [9, 1], axis=0) * np.ones((1, 200)))
    assert examples.y[9].mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.1)


@pytest.mark.parametrize(
    ("x", "y", "mask", "message"),
    [
        ((3, 2), (3, 2, 1), (3, 2), "x has shape (3, 2), expected three axes: steps, sequences, numbers"),
        ((3, 2, 1), (3, 2), (3, 2), "y has shape (3, 2), expected three axes: steps, sequences, numbers"),
        ((3, 2, 1), (4, 2, 1), (3, 2), "y has shape (4, 2, 1), expected (T, B, K) = (3, 2, 1)"),
        ((3, 2, 1), (3, 2, 1), (3, 2, 1), "mask has shape (3, 2, 1), expected (T, B) = (3, 2)"),
    ],
)
def test_examples_must_fit_together(
    x: tuple[int, ...], y: tuple[int, ...], mask: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Examples(np.zeros(x), np.zeros(y), np.ones(mask))
