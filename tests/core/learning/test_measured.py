"""Measured series as tasks, held to the files themselves and to a calculation by hand."""

import csv
from importlib.resources import files

import numpy as np

from lstm_core.learning.measured import brent, mauna_loa, monthly_co2, weekly_brent

DATA = files("lstm_core.learning").joinpath("data")


def _rows(name: str) -> list[list[str]]:
    return list(csv.reader(DATA.joinpath(name).read_text().splitlines()))[1:]


def test_months_are_without_a_hole_and_five_of_them_interpolated() -> None:
    rows, means = _rows("mauna_loa.csv"), monthly_co2()
    months = [12 * int(month[:4]) + int(month[5:]) for month, _ in rows]
    gaps = [row for row, (_, mean) in enumerate(rows) if not mean]
    assert months == list(range(months[0], months[0] + 526))
    assert [rows[row][0] for row in gaps] == ["1958-06", "1958-10", "1964-02", "1964-03", "1964-04"]
    assert all(means[row] == float(mean) for row, (_, mean) in enumerate(rows) if mean)
    assert means[gaps[0]] == (means[gaps[0] - 1] + means[gaps[0] + 1]) / 2
    np.testing.assert_allclose(np.diff(means[gaps[2] - 1 : gaps[2] + 4], 2), 0, atol=1e-12)


def test_weeks_of_brent_are_as_in_the_file() -> None:
    rows = _rows("brent.csv")
    assert [rows[0], len(rows)] == [["1987-05-20", "18.63"], 1639]
    assert weekly_brent().tolist() == [float(price) for _, price in rows]


def test_a_month_of_the_target_is_the_next_of_the_input() -> None:
    drawn = mauna_loa([3, 0], 20)
    changes = np.diff(monthly_co2())
    np.testing.assert_array_equal(drawn.x[1:], drawn.y[:-1])
    assert drawn.mask[:, 0].tolist() == [0.0] * 12 + [1.0] * 36
    assert {(changes[:367] == first).any() for first in drawn.x[0, :, 0]} == {True}


def test_later_parts_lie_later_and_share_no_month() -> None:
    windows = np.lib.stride_tricks.sliding_window_view(np.diff(monthly_co2()), 48)
    spans = []
    for part in range(3):
        starts = [
            int(np.flatnonzero((windows == seen).all(1))[0]) for seen in mauna_loa([0, part], 300).x[..., 0].T
        ]
        spans.append((min(starts), max(starts) + 49))
    assert spans == [(0, 368), (368, 446), (446, 525)]


def test_the_profit_on_oil_is_its_price_less_the_one_at_which_it_was_bought() -> None:
    drawn = brent([0, 1], 12)
    weeks = weekly_brent()
    for column in range(12):
        price, buys, sells = drawn.x[:, column].T
        bought, profits = None, []
        for now, buy, sell in zip(price, buys, sells, strict=True):
            bought = now if buy else bought
            profits.append(0.0 if bought is None else now - bought)
            bought = None if sell else bought
        assert profits == drawn.y[:, column, 0].tolist()
        assert price[0] == 1
        fits = [s for s in range(1639 - 59) if np.allclose(weeks[s : s + 60] / weeks[s], price, rtol=1e-15)]
        assert len(fits) == 1
        assert 1147 <= fits[0] <= 1393 - 60


def test_the_same_seed_draws_the_same() -> None:
    for draw in (mauna_loa, brent):
        np.testing.assert_array_equal(draw([5, 2], 3).x, draw([5, 2], 3).x)
        assert (draw([5, 2], 3).x != draw([6, 2], 3).x).any()
        assert np.isfinite(draw(5, 3).x).all()
