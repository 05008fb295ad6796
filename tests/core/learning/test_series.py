"""A series as a task: its windows, and the series that are refused."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_core.learning.plans import Plan
from lstm_core.learning.series import Windows, parse_series, series_task

COUNT = tuple(float(value) for value in range(100))


def raw(seed: int | list[int], count: int = 300) -> np.ndarray:
    """Return drawn windows with their targets, as values of the series."""
    windows = Windows(COUNT)
    drawn = windows(seed, count)
    assert np.array_equal(drawn.x[1:], drawn.y[:-1])
    assert drawn.mask.all()
    whole = np.concatenate([drawn.x, drawn.y[-1:]])[..., 0]
    return np.round(whole * windows.deviation + windows.mean, 9)


@pytest.mark.parametrize(
    ("seed", "first", "last"), [([0, 0], 0, 69), ([0, 1], 70, 84), ([0, 2], 85, 99), (0, 0, 99)]
)
def test_windows_hold_consecutive_values_of_their_part_alone(
    seed: int | list[int], first: int, last: int
) -> None:
    found = raw(seed)
    assert found.shape == (15, 300)
    assert (np.diff(found, axis=0) == 1).all()
    assert (found.min(), found.max()) == (first, last)


def test_values_are_standardised_by_those_to_learn_from() -> None:
    windows = Windows(COUNT)
    assert windows.mean == 34.5
    assert windows.deviation == pytest.approx(np.sqrt((70**2 - 1) / 12), rel=1e-15)
    assert Windows((*COUNT[:70], *[1e6] * 30)).mean == 34.5
    assert Windows(tuple(np.arange(1000.0).tolist())).steps == 48


def test_the_same_series_is_the_same_plan() -> None:
    plan = Plan(series_task(COUNT))
    assert plan == Plan(series_task(list(range(100))))
    assert plan != Plan(series_task(COUNT[1:]))
    assert replace(plan, units=1).weights == 4 * (1 + 1 + 1) + 3 + 1 + 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (COUNT[:59], "the series has 59 values, expected 60 to 100000"),
        (COUNT * 1001, "the series has 100100 values, expected 60 to 100000"),
        ((*COUNT, float("nan")), "value 101 of the series is nan, expected a finite number"),
        ([0.1] * 70 + [5.0] * 30, "the first 70 values of the series, those to learn from, are all 0.1"),
        ([-1e308, 1e308] * 50, "too large or too small to be standardised"),
        ([0.0, 5e-324] * 50, "too large or too small to be standardised"),
    ],
)
def test_a_series_that_cannot_be_learnt(values: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        series_task(values)


@pytest.mark.parametrize("text", ["level\n1\n-2.5e1\n", "1\r\n-25\r\n\r\n", " 1 \n-25"])
def test_one_column_of_numbers(text: str) -> None:
    assert parse_series(text) == (1.0, -25.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("level\n1\n\n3\n", "series, line 3: found a gap, expected one finite number"),
        ("\n1\n", "series, line 1: found a gap"),
        ("1\nmany\n", "series, line 2: found 'many', expected one finite number"),
        ("level\n1,2\n", "series, line 2: found '1,2', expected one finite number"),
        ("1\nnan\n", "series, line 2: found 'nan'"),
        ("1\ninf\n", "series, line 2: found 'inf'"),
    ],
)
def test_a_line_that_is_not_one_number(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_series(text)
