"""The claim in each caption of a trained preset, as an assertion about runs on unseen sequences."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tests.app.presets.runs import Numbers, Seen, document, example, held_out, model

Claim = Callable[[Seen], None]
CLAIMS: dict[str, Claim] = {}
ON_THE_EXAMPLE_TOO: set[str] = set()


def claim(name: str, alone: bool = True) -> Callable[[Claim], Claim]:
    """Register the assertion of a caption; with `alone`, it also holds on the caption's example alone."""

    def register(function: Claim) -> Claim:
        CLAIMS[name] = function
        if alone:
            ON_THE_EXAMPLE_TOO.add(name)
        return function

    return register


def correlation(one: Numbers, other: Numbers) -> float:
    return float(np.corrcoef(one, other)[0, 1])


@dataclass(frozen=True)
class Books:
    """What is held, and when, read off the inputs: each (T, B)."""

    price: Numbers
    bought: Numbers
    sold: Numbers
    held: Numbers
    paid: Numbers

    @property
    def between(self) -> Numbers:
        """After buying and before selling."""
        found: Numbers = self.held & ~self.bought & ~self.sold
        return found


def books(x: Numbers) -> Books:
    price, bought, sold = np.moveaxis(x, -1, 0)
    held, paid = np.zeros(price.shape, bool), np.zeros(price.shape)
    holding, last = np.zeros(price.shape[1], bool), np.zeros(price.shape[1])
    for t in range(len(price)):
        last = np.where(bought[t] == 1, price[t], last)
        holding = holding | (bought[t] == 1)
        held[t], paid[t] = holding, last
        holding = holding & (sold[t] == 0)
    return Books(price, bought == 1, (sold == 1) & held, held, paid)


@claim("stock-position/buy")
def stock_position_buy(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert b.bought.any()
    assert seen.trace.i[b.bought, 0].min() > 0.75
    assert seen.trace.f[b.bought, 1].max() < 0.02


@claim("stock-position/holds")
def stock_position_holds(seen: Seen) -> None:
    t, b = seen.trace, books(seen.trace.x)
    kept = b.held & ~b.sold
    if kept.any(axis=0).sum() > 1:
        assert correlation(t.C[kept, 0], b.paid[kept]) < -0.99
    assert t.C[kept, 0].max() < 0
    at_buying = np.zeros(b.price.shape)
    for step in range(len(at_buying)):
        before = at_buying[step - 1] if step else 0
        at_buying[step] = np.where(b.bought[step], t.C[step, :, 0], before)
    assert np.abs(t.C[..., 0] - at_buying)[b.between].max() < 0.06
    assert t.f[b.between, 0].min() > 0.9
    assert t.i[b.between, 0].max() < 0.1


@claim("stock-position/profit")
def stock_position_profit(seen: Seen) -> None:
    b = books(seen.trace.x)
    profit, memory = (b.price - b.paid)[b.between], seen.trace.C[b.between, 1]
    assert correlation(memory, profit) < -0.99
    clear = np.abs(profit) > 0.1
    assert (np.sign(memory[clear]) == -np.sign(profit[clear])).mean() > 0.999


@claim("stock-position/silent")
def stock_position_silent(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert (~b.held).any()
    assert seen.trace.o[~b.held, 1].max() < 0.25
    assert seen.trace.o[b.between, 1].min() > 0.5


@claim("stock-position-plain/holds", alone=False)
def stock_position_plain_holds(seen: Seen) -> None:
    b = books(seen.trace.x)
    for lane in (0, 1):
        kept = b.held & ~b.sold
        assert correlation(seen.trace.C[kept, lane], b.paid[kept]) < -0.95


@claim("stock-position-plain/now")
def stock_position_plain_now(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert correlation(seen.trace.o[b.between, 1], b.price[b.between]) < -0.99


@claim("stock-position-plain/sell")
def stock_position_plain_sell(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert b.sold.any()
    assert seen.trace.f[b.sold, 0].max() < 0.02


@claim("stock-position-gru/buy")
def stock_position_gru_buy(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert b.bought.any()
    assert seen.trace.z[b.bought, 2].max() < 0.12
    assert seen.trace.fresh[b.bought, 2].min() > 0.88


@claim("stock-position-gru/holds", alone=False)
def stock_position_gru_holds(seen: Seen) -> None:
    t, b = seen.trace, books(seen.trace.x)
    kept = b.held & ~b.sold
    assert correlation(t.h[kept, 2], b.paid[kept]) > 0.999
    at_buying = np.zeros(b.price.shape)
    for step in range(len(at_buying)):
        before = at_buying[step - 1] if step else 0
        at_buying[step] = np.where(b.bought[step], t.h[step, :, 2], before)
    assert np.abs(t.h[..., 2] - at_buying)[b.between].max() < 0.09
    assert t.z[b.between, 2].min() > 0.98


@claim("stock-position-gru/now")
def stock_position_gru_now(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert correlation(seen.trace.h[b.between, 0], b.price[b.between]) > 0.9
    assert correlation(seen.trace.h[b.between, 1], b.price[b.between]) < -0.9


@claim("stock-position-gru/sell")
def stock_position_gru_sell(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert b.sold.any()
    assert seen.trace.r[b.sold, 1].min() > 0.84
    assert seen.trace.r[~b.sold, 1].max() < 0.76


def depth(x: Numbers) -> Numbers:
    total: Numbers = np.cumsum(x[..., 0] - x[..., 1], axis=0)
    return total


def told_apart(seen: Seen, lane: int, depths: range) -> bool:
    """Return whether the memory of one lane alone orders these depths, all of which occur."""
    memory, deep = seen.trace.C[..., lane], depth(seen.trace.x)
    spans = [(memory[deep == d].min(), memory[deep == d].max()) for d in depths]
    rising = all(high < low for (_, high), (low, _) in pairwise(spans))
    falling = all(low > high for (low, _), (_, high) in pairwise(spans))
    return rising or falling


@claim("brackets-trained/right")
def brackets_trained_right(seen: Seen) -> None:
    assert (np.round(seen.read[..., 0]) == depth(seen.trace.x)).all()


@claim("brackets-trained/first", alone=False)
def brackets_trained_first(seen: Seen) -> None:
    assert told_apart(seen, 0, range(1, 6))
    assert correlation(seen.trace.C[..., 0].ravel(), depth(seen.trace.x).ravel()) > 0.9


@claim("brackets-trained/second")
def brackets_trained_second(seen: Seen) -> None:
    assert told_apart(seen, 1, range(2, 9))
    assert correlation(seen.trace.C[..., 1].ravel(), depth(seen.trace.x).ravel()) > 0.9


@claim("brackets-trained-plain/even")
def brackets_trained_plain_even(seen: Seen) -> None:
    assert np.abs(seen.trace.C[..., 0] + 0.128 * depth(seen.trace.x)).max() < 0.015


@claim("brackets-trained-plain/both", alone=False)
def brackets_trained_plain_both(seen: Seen) -> None:
    assert told_apart(seen, 0, range(9))
    assert told_apart(seen, 1, range(9))


@claim("brackets-trained-plain/closer", alone=False)
def brackets_trained_plain_closer(seen: Seen) -> None:
    def furthest(one: Seen) -> float:
        return float(np.abs(one.read[..., 0] - depth(one.trace.x)).max())

    other = held_out("brackets-trained")
    assert np.array_equal(seen.trace.x, other.trace.x)
    assert furthest(seen) < 0.15
    assert round(furthest(other), 2) == 0.28


def first_letter(seen: Seen) -> Numbers:
    letters: Numbers = seen.trace.x[0].argmax(axis=-1)
    return letters


@claim("recall/counter")
def recall_counter(seen: Seen) -> None:
    gained = np.diff(seen.trace.C[:20, :, 2], axis=0)
    assert gained.min() > 0.7
    assert gained.max() < 1


@claim("recall/still")
def recall_still(seen: Seen) -> None:
    memory = seen.trace.C[:20, first_letter(seen) == 0, 3]
    assert memory.size
    assert memory.min() > -0.4
    assert memory.max() < -0.2


@claim("recall/falls")
def recall_falls(seen: Seen) -> None:
    which = np.isin(first_letter(seen), (1, 3))
    assert which.any()
    assert np.diff(seen.trace.C[:20, which, 3], axis=0).max() < -0.7


@claim("recall/tells")
def recall_tells(seen: Seen) -> None:
    second, fourth = seen.trace.C[19, :, 1], seen.trace.C[19, :, 3]
    told = np.where(second < 0, 3, np.where(fourth > -1, 0, np.where(fourth < -15, 1, 2)))
    assert (told == first_letter(seen)).all()
    assert (seen.read[20].argmax(axis=-1) == told).all()


@claim("recall-gru/holds")
def recall_gru_holds(seen: Seen) -> None:
    which = first_letter(seen) == 1
    assert which.any()
    memory = seen.trace.h[:20, which, 2]
    assert memory.min() > -0.92
    assert memory.max() < -0.91
    assert seen.trace.z[1:20, which, 2].min() > 0.99


@claim("recall-gru/deaf")
def recall_gru_deaf(seen: Seen) -> None:
    which = first_letter(seen) == 3
    assert which.any()
    assert seen.trace.r[1:20, which, 2].max() < 0.03
    assert seen.trace.z[1:20, which, 2].min() > 0.98
    memory = seen.trace.h[:20, which, 2]
    assert memory.min() > -0.1
    assert memory.max() < 0


@claim("recall-gru/climbs")
def recall_gru_climbs(seen: Seen) -> None:
    last, d_first = seen.trace.h[19, :, 0], first_letter(seen) == 3
    assert (last[d_first] > 0.98).all()
    assert (last[~d_first] < -0.7).all()
    assert d_first.any()


@claim("recall-gru/tells")
def recall_gru_tells(seen: Seen) -> None:
    first, above = first_letter(seen), seen.trace.h[19] > 0
    for lane, letters in ((0, [3]), (1, [1, 3]), (2, [2])):
        assert (above[:, lane] == np.isin(first, letters)).all()
    assert (seen.read[20].argmax(axis=-1) == first).all()


@dataclass(frozen=True)
class Calendar:
    """How many months ago the last peak was, and how high, from the second year on; each (T, B)."""

    since: Numbers
    height: Numbers


def calendar(x: Numbers) -> Calendar:
    sales = x[..., 0]
    since, height = np.full(sales.shape, -1), np.zeros(sales.shape)
    for t, now in enumerate(sales):
        peak = now > 0.5
        before = since[t - 1] if t else since[0]
        since[t] = np.where(peak, 0, np.where(before >= 0, before + 1, -1))
        height[t] = np.where(peak, now, height[t - 1] if t else 0)
    since[:12] = -1
    return Calendar(since, height)


@claim("christmas-trees/alarm", alone=False)
def christmas_trees_alarm(seen: Seen) -> None:
    since, valve = calendar(seen.trace.x).since, seen.trace.o[..., 1]
    assert valve[(since >= 1) & (since <= 9)].max() < 0.1
    assert valve[since == 11].min() > 0.2
    assert 0.6 < valve[since == 11].mean() < 0.72
    weights = np.abs(model("christmas-trees").head.V[0])
    assert weights[1] > 20 * np.delete(weights, 1).max()


@claim("christmas-trees/clock", alone=False)
def christmas_trees_clock(seen: Seen) -> None:
    since, memory = calendar(seen.trace.x).since, seen.trace.C[..., 3]
    rising = (since[1:] >= 1) & (since[1:] <= 7) & (since[:-1] == since[1:] - 1)
    assert rising.sum() > 10_000
    assert np.diff(memory, axis=0)[rising].min() > 0


@claim("christmas-trees/height", alone=False)
def christmas_trees_height(seen: Seen) -> None:
    months = calendar(seen.trace.x)
    for month in range(1, 9):
        now = months.since == month
        assert correlation(months.height[now], seen.trace.C[now, 0]) > 0.85
    for month in range(5):
        now = months.since == month
        assert correlation(months.height[now], seen.trace.C[now, 2]) < -0.85


@claim("christmas-trees/forecast", alone=False)
def christmas_trees_forecast(seen: Seen) -> None:
    november = calendar(seen.trace.x).since[:-1] == 11
    off = seen.read[:-1][november][:, 0] - seen.trace.x[1:][november][:, 0]
    assert round(float(np.sqrt((off**2).mean())), 2) == 0.12


@claim("brent/buy")
def brent_buy(seen: Seen) -> None:
    b = books(seen.trace.x)
    assert b.bought.any()
    assert seen.trace.f[b.bought, 0].max() < 0.06


@claim("brent/profit")
def brent_profit(seen: Seen) -> None:
    t, b = seen.trace, books(seen.trace.x)
    profit, memory = (b.price - b.paid)[b.between], t.C[b.between, 0]
    assert correlation(memory, profit) < -0.99
    clear = np.abs(profit) > 0.1
    assert (np.sign(memory[clear]) == -np.sign(profit[clear])).all()
    assert t.f[b.between, 0].min() > 0.9


@claim("brent/sold")
def brent_sold(seen: Seen) -> None:
    t, b = seen.trace, books(seen.trace.x)
    before = np.concatenate([np.zeros_like(b.sold[:1]), np.maximum.accumulate(b.sold)[:-1]])
    after = ~b.held & before
    assert after.any()
    assert t.C[after, 1].min() > 0.6
    assert t.C[b.between, 1].max() < 0.45
    assert t.o[after, 0].max() < 0.2


@claim("brent/error", alone=False)
def brent_error(seen: Seen) -> None:
    b = books(seen.trace.x)
    profits = np.where(b.held, b.price - b.paid, 0)
    off = seen.read[..., 0] - profits
    assert round(float(np.sqrt((off**2).mean())), 2) == 0.02
    assert round(float(profits.std()), 2) == 0.15


@claim("mauna-loa/fall")
def mauna_loa_fall(seen: Seen) -> None:
    change, opening = seen.trace.x[12:, ..., 0], seen.trace.i[12:, ..., 0]
    assert opening[change < -0.5].min() > 0.9
    assert opening[change > 1].max() < 0.5


@claim("mauna-loa/sum", alone=False)
def mauna_loa_sum(seen: Seen) -> None:
    x = seen.trace.x[..., 0]
    four = x[9:-3] + x[10:-2] + x[11:-1] + x[12:]
    assert round(correlation(four.ravel(), seen.trace.C[12:, ..., 1].ravel()), 2) == 0.93
    late, labels = example("mauna-loa", "late"), document("mauna-loa")["examples"][0]["labels"]["en"]
    memory = late.trace.C[..., 1].ravel()
    for first in range(12, len(memory), 12):
        year = [(memory[month], labels[month].split()[0]) for month in range(first, first + 12)]
        assert max(year)[1] in ("Mar", "Apr", "May")
        assert min(year)[1] in ("Sep", "Oct", "Nov")


@claim("mauna-loa/forecast", alone=False)
def mauna_loa_forecast(seen: Seen) -> None:
    x = seen.trace.x[..., 0]
    said = seen.read[12:-1, :, 0]
    rms = {
        name: round(float(np.sqrt(((guess - x[13:]) ** 2).mean())), 2)
        for name, guess in (("forecast", said), ("same", x[12:-1]), ("year before", x[1:-12]))
    }
    assert rms == {"forecast": 0.36, "same": 0.97, "year before": 0.4}
