"""Answers counted: what a board shows, and what a desk knows of a round."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import dist, floor, log10
from statistics import median
from typing import Any, Final, NamedTuple

from app.classroom.records import SECOND, Answer, Late, Other, Question

_MOST_BINS: Final = 12
_VALVE_BINS: Final = 10
_RADIUS: Final = 0.1
"""How far from the true place an answer may be, in parts of the picture, if the question does not say."""
_ROUNDING: Final = 1e-9
"""1.1 is within 0.1 of 1, although their difference as floats is a little more."""

People = Mapping[int, int]
"""How many people sit before each seat that takes part."""


class Round(NamedTuple):
    """The answers of one round.

    Attributes
    ----------
    round : int
        1 or 2.
    counts : dict
        What is shown of them; its form depends on the kind of question.
    answered : int
        The people who gave an answer that counts.
    answers, late, other_version : int
        Receipts in all, those that came too late, and those for another version.
    right : int or None
        The people who are right; None where there is no truth.
    median_seconds : float or None
        Half of the seats had answered by then.
    """

    round: int
    counts: dict[str, Any]
    answered: int
    answers: int
    late: int
    other_version: int
    right: int | None
    median_seconds: float | None


def rounds_of(question: Question, answers: Sequence[Answer], people: People) -> list[Round]:
    """Return the rounds of a question so far.

    Parameters
    ----------
    question : Question
        The question.
    answers : sequence of Answer
        Its answers in the order in which they came.
    people : mapping
        Answers of other seats are not counted at all.
    """
    known = [one for one in answers if one.seat in people]
    return [_round(question, n, known, people) for n in range(1, question.round + 1)]


def counting(question: Question, n: int, answers: Sequence[Answer]) -> dict[int, Answer]:
    """Return the answer of each seat that counts in a round: its newest to the present version."""
    return {
        one.seat: one for one in answers if not one.why and one.round == n and one.version == question.version
    }


def _round(question: Question, n: int, answers: Sequence[Answer], people: People) -> Round:
    counted = counting(question, n, answers)
    of_round = [one for one in answers if one.round == n]
    truth = question.asked["truth"]
    right = (people[seat] for seat, one in counted.items() if is_right(question.asked, one.value))
    return Round(
        round=n,
        counts=_counts(question.asked, list(counted.values()), people),
        answered=sum(people[seat] for seat in counted),
        answers=len(of_round),
        late=sum(one.why == Late for one in of_round),
        other_version=sum(one.why == Other or one.version != question.version for one in of_round),
        right=None if truth is None else sum(right),
        median_seconds=round(median(o.after for o in counted.values()) / SECOND, 1) if counted else None,
    )


def is_right(asked: Mapping[str, Any], value: Any) -> bool:  # noqa: ANN401 - JSON
    """Return whether a value answers a question with a truth."""
    truth, tolerance = asked["truth"], asked["tolerance"]
    match asked["kind"]:
        case "choice":
            return bool(value == truth)
        case "place":
            radius = _RADIUS if tolerance is None else tolerance
            return truth is not None and dist(value, truth) <= radius + _ROUNDING
        case "number" | "valve":
            return truth is not None and abs(value - truth) <= (tolerance or 0) + _ROUNDING
    return False


def _counts(asked: Mapping[str, Any], answers: Sequence[Answer], people: People) -> dict[str, Any]:
    match asked["kind"]:
        case "choice":
            counts = {one["id"]: 0 for one in asked["choices"]}
            for one in answers:
                counts[one.value] += people[one.seat]
            return counts
        case "place":
            # In the order of places, which says nothing about who was first.
            return {"dots": sorted(one.value for one in answers for _ in range(people[one.seat]))}
        case "sentence":
            return {"passed": sorted(one.value for one in answers if one.is_passed)}
    edges = bins_of(asked["kind"], [one.value for one in answers])
    bins = [{"from": low, "to": high, "people": 0} for low, high in pairwise(edges)]
    for one in answers:
        bins[bin_of(edges, one.value)]["people"] += people[one.seat]
    return {"bins": bins}


def bins_of(kind: str, values: Sequence[float]) -> list[float]:
    """Return the edges of the bins of some numbers: tenths of a valve, else at most 12 round steps."""
    if kind == "valve":
        return [n / _VALVE_BINS for n in range(_VALVE_BINS + 1)]
    if not values:
        return []
    low, high = min(values), max(values)
    for exponent, step in _steps(high - low):
        first, last = floor(low / step), floor(high / step) + 1
        if last - first <= _MOST_BINS:
            return [round(n * step, max(0, -exponent)) for n in range(first, last + 1)]
    raise AssertionError("steps grow until few are enough")


def bin_of(edges: Sequence[float], value: float) -> int:
    """Return the number of the bin that holds a value; the last one includes its upper edge."""
    inside = sum(value >= edge for edge in edges) - 1
    return min(max(inside, 0), len(edges) - 2)


def _steps(width: float) -> Iterator[tuple[int, float]]:
    """Yield 1, 2 and 5 times powers of ten, from one that is too small for a width."""
    exponent = floor(log10(width / _MOST_BINS)) if width > 1e-9 else -1
    while True:
        for digit in (1, 2, 5):
            yield exponent, digit * 10.0**exponent
        exponent += 1
