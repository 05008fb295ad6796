"""What captions claim of presets that know the time of year: Christmas trees, Mauna Loa."""

from dataclasses import dataclass

import numpy as np

from tests.app.presets.claims import Claims, correlation
from tests.app.presets.runs import Numbers, Seen, document, example, model

claim = Claims()


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
