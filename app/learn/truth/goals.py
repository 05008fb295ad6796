"""Goals of tasks: comparisons that the page can check on its own, against the trace and what is shown.

``f[3,1] < 0.1 and |C[4,1]| >= 0.5 * C[2,1] and view = cell``
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from app.learn.text.parts import Line, TutorialError
from app.learn.truth.expressions import Names, number
from app.learn.truth.moments import VIEWS, Moment
from app.learn.truth.units import FIELDS, PHASES

_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_WORDS = {"view": VIEWS, "phase": PHASES}

_COMPARISON = re.compile(r"^(?P<left>.+?)\s*(?P<sign><=|>=|<|>|=)\s*(?P<right>.+)$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_FIELD = re.compile(
    r"^(?:(?P<factor>-?\d+(?:\.\d+)?)\s*\*\s*)?(?P<bar>\|)?(?P<field>\w+)\[(?P<step>\d+),\s*(?P<lane>\d+)\]\|?$"
)

Side = dict[str, Any]
Comparison = dict[str, Any]


def read_goal(goal: Line) -> list[Comparison]:
    """Return the comparisons in a goal, in their JSON form.

    Returns
    -------
    list of dict
        ``{"left": side, "sign": "<", "right": side}``; a side is ``{"number": 0.1}``, ``{"state": "step"}``,
        ``{"word": "cell"}`` or ``{"field": "f", "step": 3, "lane": 1, "factor": 1, "absolute": false}``, with
        step and lane counted from 1.

    Raises
    ------
    TutorialError
        When a part of it is not a comparison that the page can check.
    """
    return [_comparison(part.strip(), goal) for part in re.split(r"\s+and\s+", goal.text)]


def reached(goal: list[Comparison], names: Names, moment: Moment) -> bool:
    """Return whether a goal is met by a run and by what is shown of it.

    Raises
    ------
    ExpressionError
        When a step or lane is not in the run.
    """
    return all(_holds(comparison, names, moment) for comparison in goal)


def _comparison(text: str, goal: Line) -> Comparison:
    found = _COMPARISON.match(text)
    if not found:
        raise TutorialError(goal.place, f"goal: expected a comparison like f[3,1] < 0.1, found {text!r}")
    left, sign, right = found["left"], found["sign"], found["right"].strip()
    if left in _WORDS:
        if sign != "=" or right not in _WORDS[left]:
            known = ", ".join(_WORDS[left])
            raise TutorialError(goal.place, f"goal: expected {left} = one of {known}, found {text!r}")
        return {"left": {"state": left}, "sign": "=", "right": {"word": right}}
    first = {"state": "step"} if left == "step" else _side(left, goal)
    return {"left": first, "sign": sign, "right": _side(right, goal)}


def _side(text: str, goal: Line) -> Side:
    if _NUMBER.match(text):
        return {"number": float(text)}
    found = _FIELD.match(text)
    if not found or found["field"] not in FIELDS or bool(found["bar"]) != text.endswith("|"):
        raise TutorialError(
            goal.place,
            f"goal: expected a number or field[step,lane], a field of {', '.join(FIELDS)}; found {text!r}",
        )
    return {
        "field": found["field"],
        "step": int(found["step"]),
        "lane": int(found["lane"]),
        "factor": float(found["factor"] or 1),
        "absolute": bool(found["bar"]),
    }


def _holds(comparison: Comparison, names: Names, moment: Moment) -> bool:
    left, right = comparison["left"], comparison["right"]
    if "word" in right:
        return bool(getattr(moment, left["state"]) == right["word"])
    first = float(moment.step) if "state" in left else _amount(left, names)
    return _SIGNS[comparison["sign"]](first, _amount(right, names))


def _amount(side: Side, names: Names) -> float:
    if "number" in side:
        return float(side["number"])
    value = number(f"{side['field']}[{side['step']},{side['lane']}]", names)
    return float(side["factor"]) * (abs(value) if side["absolute"] else value)
