"""Synthetic data: the same seed gives the same numbers."""

import numpy as np

from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples, Seed


def christmas_trees(seed: Seed, count: int, years: int = 6) -> Examples:
    """Draw monthly sales of Christmas trees; the target is the next month's sales.

    Little is sold outside December. December sales follow those of the year before: 0.95 of the deviation
    from the mean persists, and chance is added. Sequences start in any month; their first year does not
    count.
    """
    rng = np.random.default_rng(seed)
    height = np.empty((years + 2, count))
    height[0] = rng.normal(1.5, 0.32, count)
    for year in range(1, years + 2):
        height[year] = 1.5 + 0.95 * (height[year - 1] - 1.5) + rng.normal(0.0, 0.1, count)
    sales = rng.normal(0.1, 0.02, (12 * (years + 2), count))
    sales[11::12] = height
    start = rng.integers(0, 12, count)
    months = start + np.arange(12 * years + 1)[:, np.newaxis]
    seen = np.take_along_axis(sales, months, axis=0).clip(min=0)[..., np.newaxis]
    mask = np.ones((12 * years, count))
    mask[:12] = 0
    return Examples(seen[:-1], seen[1:], mask)


def stock_position(seed: Seed, count: int, steps: int = 60, longest: int = 40) -> Examples:
    """Draw price, buy flag and sell flag; the target is the profit while the stock is held, and 0 otherwise.

    The price wanders around 1. A stock is held for 1 to `longest` steps, and the price at which it was bought
    must be remembered for that long.
    """
    rng = np.random.default_rng(seed)
    prices = np.zeros((steps, count))
    away = rng.normal(0.0, 0.4, count)
    for t in range(steps):
        away = 0.97 * away + rng.normal(0.0, 0.1, count)
        prices[t] = (1.0 + away).clip(min=0.05)
    return traded(prices, rng, longest)


def traded(prices: Array, rng: np.random.Generator, longest: int) -> Examples:
    """Buy and sell at random: price, buy flag, sell flag; the target is the profit while it is held.

    Parameters
    ----------
    prices : (T, B)
        The price at each step.
    rng : Generator
        Determines when.
    longest : int
        A stock is held for 1 to this many steps.
    """
    steps, count = prices.shape
    x, y = np.zeros((steps, count, 3)), np.zeros((steps, count, 1))
    x[..., 0] = prices
    for b in range(count):
        price = prices[:, b]
        buy = int(rng.integers(0, 8))
        while buy < steps:
            sell = buy + int(rng.integers(1, longest + 1))
            x[buy, b, 1] = 1
            x[sell : sell + 1, b, 2] = 1
            y[buy : sell + 1, b, 0] = price[buy : sell + 1] - price[buy]
            buy = sell + 1 + int(rng.integers(0, 8))
    return Examples(x, y, np.ones((steps, count)))


def brackets(seed: Seed, count: int, steps: int = 40, deepest: int = 8) -> Examples:
    """Draw a text of ( and ); the target is the nesting depth after each character."""
    rng = np.random.default_rng(seed)
    x, depths = np.zeros((steps, count, 2)), np.zeros((steps, count, 1))
    depth = np.zeros(count)
    for t in range(steps):
        opens = rng.random(count) < 0.5
        opens = (opens | (depth == 0)) & (depth < deepest)
        depth = depth + np.where(opens, 1, -1)
        x[t, :, 0], x[t, :, 1], depths[t, :, 0] = opens, ~opens, depth
    return Examples(x, depths, np.ones((steps, count)))


def recall(seed: Seed, count: int, lag: int = 20, symbols: int = 4) -> Examples:
    """Draw a row of symbols, then a question; the target is the first symbol, `lag` steps ago.

    The inputs are one flag per symbol and one for the question. Only the answer counts.
    """
    rng = np.random.default_rng(seed)
    shown = np.eye(symbols)[rng.integers(0, symbols, (lag, count))]
    x, y = np.zeros((lag + 1, count, symbols + 1)), np.zeros((lag + 1, count, symbols))
    x[:lag, :, :symbols] = shown
    x[lag, :, symbols] = 1
    y[lag] = shown[0]
    mask = np.zeros((lag + 1, count))
    mask[lag] = 1
    return Examples(x, y, mask)
