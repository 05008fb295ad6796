"""Goals of tasks: claims so plain that the page can check them itself, against the trace and what is shown.

``f[3,1] < 0.1 and abs(C[4,1]) >= 0.5 * C[2,1] and view == cell``
"""

import ast
from collections.abc import Mapping
from typing import Any

from app.learn.text.parts import Line, TutorialError
from app.learn.truth.expressions import ExpressionError, Names, holds, number, parsed
from app.learn.truth.moments import VIEWS, Moment
from app.learn.truth.units import FIELDS, PHASES

_SIGNS: Mapping[type[ast.cmpop], str]
_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "="}
_WORDS = {"view": VIEWS, "phase": PHASES}

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
    try:
        return _comparisons(parsed(goal.text))
    except ExpressionError as error:
        raise TutorialError(goal.place, f"goal: {error}") from None


def reached(goal: Line, names: Names, moment: Moment) -> bool:
    """Return whether a goal is met by a run and by what is shown of it.

    Raises
    ------
    ExpressionError
        When a step or lane is not in the run.
    """
    words = {word: word for known in _WORDS.values() for word in known}
    shown = {"step": moment.step, "phase": moment.phase, "view": moment.view}
    return holds(goal.text, Names(words | shown, names.__getitem__))


def _comparisons(node: ast.expr) -> list[Comparison]:
    match node:
        case ast.BoolOp(op=ast.And()):
            return [comparison for part in node.values for comparison in _comparisons(part)]
        case ast.Compare():
            sides = [node.left, *node.comparators]
            return [_comparison(*each) for each in zip(sides, node.ops, sides[1:], strict=False)]
    raise ExpressionError(f"expected comparisons like f[3,1] < 0.1, joined by and; found {_text(node)}")


def _comparison(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Comparison:
    match left, sign, right:
        case ast.Name(id=state), ast.Eq(), ast.Name(id=word) if word in _WORDS.get(state, ()):
            return {"left": {"state": state}, "sign": "=", "right": {"word": word}}
        case ast.Name(id=state), _, _ if state in _WORDS:
            found = _text(ast.Compare(left, [sign], [right]))
            raise ExpressionError(f"expected {state} == one of {', '.join(_WORDS[state])}; found {found}")
    if type(sign) not in _SIGNS:
        raise ExpressionError(f"expected < <= > >= or == between {_text(left)} and {_text(right)}")
    return {"left": _side(left), "sign": _SIGNS[type(sign)], "right": _side(right)}


def _side(node: ast.expr, factor: float = 1.0, *, absolute: bool = False) -> Side:
    match node:
        case ast.Name(id="step"):
            return {"state": "step"}
        case ast.BinOp(left=times, op=ast.Mult(), right=ast.Call() | ast.Subscript() as field):
            return _side(field, _number(times))
        case ast.Call(func=ast.Name(id="abs"), args=[ast.Subscript() as field], keywords=[]):
            return _side(field, factor, absolute=True)
        case ast.Subscript(
            ast.Name(id=name), ast.Tuple([ast.Constant(value=int(step)), ast.Constant(value=int(lane))])
        ) if name in FIELDS:
            return {"field": name, "step": step, "lane": lane, "factor": factor, "absolute": absolute}
    return {"number": _number(node)}


def _number(node: ast.expr) -> float:
    try:
        return number(ast.unparse(node), Names({}))
    except ExpressionError:
        expected = f"a number or field[step,lane], a field of {', '.join(FIELDS)}"
        raise ExpressionError(f"expected {expected}; found {_text(node)}") from None


def _text(node: ast.expr) -> str:
    return repr(ast.unparse(node))
