"""What captions claim of presets that buy and sell: lines drawn by hand, and Brent."""

from dataclasses import dataclass

import numpy as np

from tests.app.presets.claims import Claims, correlation
from tests.app.presets.runs import Numbers, Seen

claim = Claims()


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
    assert (np.sign(memory[clear]) == -np.sign(profit[clear])).mean() > 0.849


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
    assert correlation(t.h[kept, 2], b.paid[kept]) > 0.849
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
