"""Goals of tasks: claims so plain that the page can check them itself, against the trace and what is shown.

``f[3,1] < 0.1 and abs(C[4,1]) >= 0.5 * C[2,1] and view == cell``

The page receives the syntax tree as JSON. A node is a number; a name (``steps units step dye phase view``, or
the one after a ``for``); ``{"word": "cell"}``; ``{"field": "f", "step": node, "lane": node}``;
``{"operator": "<", "operands": [node, node]}``; or, about each step or lane, ``{"operator": "count", "each":
"t", "of": "steps", "first": node, "last": node, "value": node}``.
"""

import ast
from collections.abc import Mapping
from typing import Any

from app.learn.text.places import Line, TutorialError
from app.learn.truth.expressions import holds, parsed
from app.learn.truth.moments import VIEWS, Moment
from app.learn.truth.names import ExpressionError, Names
from app.learn.truth.units import FIELDS, PHASES
from app.learn.truth.values import AXES, loop

Node = Any

_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_COMBINED: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
WANTED = "wanted"
"""The field of what a workbench is to answer; no other run has it."""
_WORDS = {"view": VIEWS, "phase": PHASES}


def read_goal(goal: Line) -> Node:
    """Return the syntax tree of a goal, in its JSON form.

    Raises
    ------
    TutorialError
        When a part of it is not something that the page can check.
    """
    try:
        return _claim(parsed(goal.text), ("step", "dye", *AXES))
    except ExpressionError as error:
        raise TutorialError(goal.place, f"goal: {error}") from None


def read_amount(source: str) -> Node | None:
    """Return the syntax tree of a number; None when the page cannot compute it from the run it shows."""
    try:
        return _amount(parsed(source), tuple(AXES))
    except ExpressionError:
        return None


def read_progress(goal: Line) -> Node:
    """Return the syntax tree of a goal that is reached when a number equals another: ``count(..) == steps``.

    Raises
    ------
    TutorialError
        When it is not one such comparison, or not something that the page can check.
    """
    tree = read_goal(goal)
    if tree["operator"] != "==" or tree["operands"][0] in list(_WORDS):
        raise TutorialError(goal.place, f"goal: expected 'count(..) == number', found {goal.text!r}")
    return tree


def reached(goal: Line, names: Names, moment: Moment) -> bool:
    """Return whether a goal is met by a run and by what is shown of it.

    Raises
    ------
    ExpressionError
        When a step or lane is not in the run.
    """
    words = {word: word for known in _WORDS.values() for word in known}
    shown = {"step": moment.step, "dye": moment.dye or 0, "phase": moment.phase, "view": moment.view}
    return holds(goal.text, names.extended(words | shown))


def _claim(node: ast.expr, known: tuple[str, ...]) -> Node:
    """Return a node that is true or not; `known` are the names of numbers."""
    match node:
        case ast.BoolOp():
            name = "all" if isinstance(node.op, ast.And) else "any"
            return _operation(name, *(_claim(part, known) for part in node.values))
        case ast.Compare():
            sides = [node.left, *node.comparators]
            found = [_comparison(*each, known) for each in zip(sides, node.ops, sides[1:], strict=False)]
            return found[0] if len(found) == 1 else _operation("all", *found)
        case ast.Call(ast.Name("all" | "any" as name), [ast.GeneratorExp() as each], []):
            return _gathering(name, each, known)
    raise ExpressionError(f"expected comparisons like f[3,1] < 0.1, joined by and, or; found {_text(node)}")


def _comparison(left: ast.expr, sign: ast.cmpop, right: ast.expr, known: tuple[str, ...]) -> Node:
    match left, sign, right:
        case ast.Name(id=state), ast.Eq(), ast.Name(id=word) if word in _WORDS.get(state, ()):
            return _operation("==", state, {"word": word})
        case ast.Name(id=state), _, _ if state in _WORDS:
            found = _text(ast.Compare(left, [sign], [right]))
            raise ExpressionError(f"expected {state} == one of {', '.join(_WORDS[state])}; found {found}")
    if type(sign) not in _COMPARED:
        raise ExpressionError(f"expected < <= > >= == or != between {_text(left)} and {_text(right)}")
    return _operation(_COMPARED[type(sign)], _amount(left, known), _amount(right, known))


def _amount(node: ast.expr, known: tuple[str, ...]) -> Node:
    """Return a node that is a number."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(value=int() | float() as value)):
            return -value
        case ast.Name(id=name) if name in known:
            return name
        case ast.BinOp() if type(node.op) in _COMBINED:
            sides = (_amount(side, known) for side in (node.left, node.right))
            return _operation(_COMBINED[type(node.op)], *sides)
        case ast.Call(ast.Name("abs"), [value], []):
            return _operation("abs", _amount(value, known))
        case ast.Call(ast.Name("count" | "min" | "max" as name), [ast.GeneratorExp() as each], []):
            return _gathering(name, each, known)
        case ast.Subscript(ast.Name(id=name), ast.Tuple([step, lane])) if name in (*FIELDS, WANTED):
            return {"field": name, "step": _amount(step, known), "lane": _amount(lane, known)}
    expected = f"a number, field[step,lane] or count(.. for ..), a field of {', '.join(FIELDS)}"
    raise ExpressionError(f"expected {expected}; found {_text(node)}")


def _gathering(name: str, each: ast.GeneratorExp, known: tuple[str, ...]) -> Node:
    place, axis, span = loop(each)
    if place in (*known, *FIELDS, *_WORDS):
        raise ExpressionError(f"the name {place!r} has a meaning already, expected another one after for")
    read = _amount if name in ("min", "max") else _claim
    return {
        "operator": name,
        "each": place,
        "of": axis,
        "first": 1 if span.lower is None else _amount(span.lower, known),
        "last": axis if span.upper is None else _amount(span.upper, known),
        "value": read(each.elt, (*known, place)),
    }


def _operation(operator: str, *operands: Node) -> Node:
    return {"operator": operator, "operands": list(operands)}


def _text(node: ast.expr) -> str:
    return repr(ast.unparse(node))
