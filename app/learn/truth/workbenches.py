"""Workbenches: the unit that a reader sets, run by the core, and whether it answers as wanted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from app.learn.text.parts import Workbench
from app.learn.text.places import Line, TutorialError
from app.learn.truth.expressions import holds
from app.learn.truth.goals import WANTED, Node, read_progress
from app.learn.truth.names import ExpressionError, Names
from app.learn.truth.units import FIELDS
from lstm_core import BLUEPRINTS, GateParams, Trace, run
from lstm_core.params import UnitParams, params_of

UNIT = BLUEPRINTS["lstm"]
Weights = Mapping[str, Mapping[str, Any]]


def weights_of(bench: Workbench, changed: Mapping[str, float] | None = None) -> Weights:
    """Return the weights of all small networks as an API request has them.

    Raises
    ------
    TutorialError
        When a place is not one of the unit.
    """
    inputs = len(bench.inputs)
    given = {**dict.fromkeys(bench.sliders, 0.0), **bench.weights, **(changed or {})}
    places = {place for net in UNIT.nets for place in _places(net.letter, inputs)}
    if unknown := set(given) - places:
        raise TutorialError(bench.place, f"the unit has no weight {min(unknown)}")

    def at(place: str) -> float:
        return given.get(place, 0.0)

    return {
        net.letter: {
            "W": [[at(f"{net.letter}.W.1.{column + 1}") for column in range(inputs)]],
            "U": [[at(f"{net.letter}.U.1.1")]],
            "b": [at(f"{net.letter}.b.1")],
            "p": None,
        }
        for net in UNIT.nets
    }


def _places(letter: str, inputs: int) -> Iterator[str]:
    yield from (f"{letter}.W.1.{column + 1}" for column in range(inputs))
    yield from (f"{letter}.U.1.1", f"{letter}.b.1")


def goal_of(bench: Workbench) -> Line:
    """Return what a run must reach, in the language of goals."""
    far = f"abs({bench.answer}[t,1] - {WANTED}[t,1])"
    return Line(f"count({far} <= {bench.within} for t in steps) == steps", bench.place)


def goal_tree(bench: Workbench) -> Node:
    """Return the goal as the page receives it."""
    return read_progress(goal_of(bench))


def names_of(bench: Workbench, trial: int, changed: Mapping[str, float] | None = None) -> Names:
    """Return what an expression can refer to: the run of a trial with some weights, and what is wanted."""
    given = bench.trials[trial]
    trace = run_of(bench, given.inputs, changed)
    wanted = np.array(given.wanted)[:, None]
    return Names({**trace.values, WANTED: wanted, "steps": trace.steps, "units": 1})


def run_of(
    bench: Workbench, inputs: Sequence[Sequence[float]], changed: Mapping[str, float] | None = None
) -> Trace:
    """Return the run of the unit on an input, with some weights changed."""
    return run(_params(weights_of(bench, changed)), np.array(inputs))


def _params(weights: Weights) -> UnitParams:
    return params_of(UNIT, {letter: GateParams(**net) for letter, net in weights.items()})


def solves(bench: Workbench, changed: Mapping[str, float]) -> list[bool]:
    """Return for each trial whether the unit, with some weights changed, answers as wanted."""
    goal = goal_of(bench).text
    return [holds(goal, names_of(bench, trial, changed)) for trial in range(len(bench.trials))]


def check_workbench(bench: Workbench) -> None:
    """Raise TutorialError unless sliders reach the solution and it, not the start, answers every trial."""
    if bench.answer not in FIELDS:
        raise TutorialError(bench.place, f"answer: expected one of {', '.join(FIELDS)}")
    for place in bench.sliders:
        for value in (bench.weights.get(place, 0.0), bench.solution.get(place, 0.0)):
            if abs(value) > bench.reach or not (value / bench.stop).is_integer():
                raise TutorialError(bench.place, f"the slider of {place} has no stop at {value:g}")
    try:
        start, end = solves(bench, {}), solves(bench, bench.solution)
    except ExpressionError as error:
        raise TutorialError(bench.place, f"goal: {error}") from None
    if all(start):
        raise TutorialError(bench.place, "goal: every run is answered before anything is done")
    if not all(end):
        first = end.index(False) + 1
        raise TutorialError(bench.place, f"solution: with it run {first} is not answered as wanted")
