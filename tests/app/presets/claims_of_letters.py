"""What captions claim of presets that read letters: brackets, and the first letter recalled."""

from itertools import pairwise

import numpy as np

from tests.app.presets.claims import Claims, correlation
from tests.app.presets.runs import Numbers, Seen, held_out

claim = Claims()


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
