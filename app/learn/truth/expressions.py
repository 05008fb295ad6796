"""Expressions of claims and numbers: a small part of Python's syntax, interpreted, never executed.

Numbers, ``+ - * / **``, comparisons, ``and or not``, ``abs min max mean sum round``, names, attributes and
``field[step,lane]``, which counts from 1 and whose slices include both ends.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Value = Any
"""A number, a truth value or an array; as an intermediate result also an object from `Names`."""

LARGEST_POWER = 100
_BINARY: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Value, Value], Value]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_CALLS: Mapping[str, Callable[..., Value]] = {
    "abs": np.abs,
    "min": lambda *values: np.min(_all(values)),
    "max": lambda *values: np.max(_all(values)),
    "mean": lambda *values: np.mean(_all(values)),
    "sum": lambda *values: np.sum(_all(values)),
    "round": lambda value, digits=0: np.round(value, int(digits)),
}


class ExpressionError(ValueError):
    """A malformed expression, or one without a value; the message gives the reason."""


class Names:
    """The meaning of names. An attribute may lead to a mapping or to another `Names`.

    Parameters
    ----------
    known : mapping
        Value by name: a number, an array of (step, lane), a mapping, another `Names`.
    other : callable, optional
        Asked for unknown names; raises ExpressionError if it does not know them either.
    """

    def __init__(self, known: Mapping[str, Value], other: Callable[[str], Value] | None = None) -> None:
        self._known, self._other = known, other

    def __getitem__(self, name: str) -> Value:
        """Return what `name` means, or raise an ExpressionError that lists the known names."""
        if name in self._known:
            return self._known[name]
        if self._other is not None:
            return self._other(name)
        raise ExpressionError(f"there is no {name!r}, expected one of {', '.join(self._known)}")


def parsed(source: str) -> ast.expr:
    """Return the syntax tree of an expression, or raise an ExpressionError with the parser's reason."""
    try:
        return ast.parse(_python(source), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"{source!r} is not an expression: {error.msg}") from None


def evaluate(source: str, names: Names) -> Value:
    """Return the value of an expression: a finite number, a truth value or an array of finite numbers.

    Raises
    ------
    ExpressionError
        When it is not in the small language above, a name or position does not exist, or the result is not
        finite.
    """
    tree = parsed(source)
    try:
        with np.errstate(all="ignore"):
            value = _value(tree, names)
    except (TypeError, ZeroDivisionError, ValueError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(f"{source!r} has no value: {error}") from None
    if not isinstance(value, bool | int | float | np.generic | np.ndarray):
        raise ExpressionError(f"{source!r} is not a number yet, expected something more after it")
    if not np.all(np.isfinite(value)):
        raise ExpressionError(f"{source!r} is not finite")
    return value


def holds(source: str, names: Names) -> bool:
    """Return whether a claim is true; raises as `evaluate` does, and if it is not a claim."""
    value = evaluate(source, names)
    if not isinstance(value, bool | np.bool_):
        raise ExpressionError(f"{source!r} is not a claim, expected a comparison, found a number")
    return bool(value)


def number(source: str, names: Names) -> float:
    """Return the value of an expression that is a single number; raises as `evaluate` does."""
    value = evaluate(source, names)
    if np.ndim(value) or isinstance(value, bool | np.bool_):
        raise ExpressionError(f"{source!r} is not one number, found {value!r}")
    return float(value)


def spelt_out(source: str, names: Names) -> str:
    """Return a claim with each side of its comparisons replaced by its value."""
    tree = parsed(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            node.left, node.comparators[:] = (
                _shown(node.left, names),
                [_shown(side, names) for side in node.comparators],
            )
    return ast.unparse(tree)


def _shown(side: ast.expr, names: Names) -> ast.Constant:
    return ast.Constant(np.round(_value(side, names), 4).tolist())


def _python(source: str) -> str:
    """Rewrite ``@figure-id.f`` and ``flow.lstm.3.20`` so that Python can parse them."""
    named = re.sub(r"@([a-z0-9-]+)", lambda found: f"figures.{_attribute(found[1])}", source)
    return re.sub(r"[A-Za-z_]\w*(?:\.\w+)+", lambda found: re.sub(r"\.(?=\d)", "._", found[0]), named).strip()


def _attribute(name: str) -> str:
    """Return the attribute that represents a figure's id; an id may begin with a digit."""
    return "_" + name.replace("-", "_")


def figure_names(ids: Mapping[str, Value]) -> dict[str, Value]:
    """Return figures by the attributes that represent their ids."""
    return {_attribute(ident): value for ident, value in ids.items()}


def _value(node: ast.expr, names: Names) -> Value:
    match node:
        case ast.Constant(value=bool()) | ast.Constant(value=int()) | ast.Constant(value=float()):
            return node.value
        case ast.Name():
            return names[node.id]
        case ast.Attribute():
            return _attribute_of(_value(node.value, names), node.attr)
        case ast.Subscript():
            return _item(_value(node.value, names), node.slice, names)
        case ast.BinOp():
            return _combined(node, names)
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, names)
        case ast.UnaryOp(op=ast.Not()) | ast.BoolOp() | ast.Compare():
            return _decided(node, names)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _CALLS:
            return _CALLS[name](*(_value(part, names) for part in node.args))
    raise ExpressionError(f"{ast.unparse(node)!r} does not belong to the language of expressions")


def _combined(node: ast.BinOp, names: Names) -> Value:
    left, right = _value(node.left, names), _value(node.right, names)
    if isinstance(node.op, ast.Pow):
        if np.any(np.abs(right) > LARGEST_POWER):
            raise ExpressionError(f"expected a power of at most {LARGEST_POWER}, found {right}")
        return np.power(float(left), right)
    if type(node.op) not in _BINARY:
        raise ExpressionError(f"{ast.unparse(node)!r}: expected + - * / or **")
    return _BINARY[type(node.op)](left, right)


def _decided(node: ast.UnaryOp | ast.BoolOp | ast.Compare, names: Names) -> bool:
    if isinstance(node, ast.Compare):
        return _compared(node, names)
    if isinstance(node, ast.UnaryOp):
        return not _truth(_value(node.operand, names))
    truths = [_truth(_value(part, names)) for part in node.values]
    return all(truths) if isinstance(node.op, ast.And) else any(truths)


def _compared(node: ast.Compare, names: Names) -> bool:
    sides = [_value(side, names) for side in (node.left, *node.comparators)]
    for one, sign, other in zip(sides, node.ops, sides[1:], strict=False):
        if type(sign) not in _COMPARED:
            raise ExpressionError(f"{ast.unparse(node)!r}: expected < <= > >= == !=")
        if not np.all(_COMPARED[type(sign)](one, other)):
            return False
    return True


def _truth(value: Value) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise ExpressionError(f"expected a comparison beside and, or, not; found {value!r}")
    return bool(value)


def _attribute_of(value: Value, name: str) -> Value:
    if isinstance(value, Names):
        return value[name]
    if isinstance(value, Mapping):
        found = {str(key).replace("-", "_"): inner for key, inner in value.items()}
        plain = name.removeprefix("_") if name not in found else name
        if plain in found:
            return found[plain]
        raise ExpressionError(f"there is no {name!r}, expected one of {', '.join(found)}")
    raise ExpressionError(f"there is nothing called {name!r} in a number")


def _item(value: Value, index: ast.expr, names: Names) -> Value:
    if not isinstance(value, np.ndarray):
        raise ExpressionError(f"[{ast.unparse(index)}] needs an array before it")
    places = index.elts if isinstance(index, ast.Tuple) else [index]
    if len(places) != value.ndim:
        kinds = {1: "[lane]", 2: "[step,lane]"}
        raise ExpressionError(f"expected {kinds[value.ndim]}, found [{ast.unparse(index)}]")
    meanings = ("lane",) if value.ndim == 1 else ("step", "lane")
    chosen = (
        _place(p, size, meaning, names)
        for p, size, meaning in zip(places, value.shape, meanings, strict=True)
    )
    return value[tuple(chosen)]


def _place(node: ast.expr, size: int, meaning: str, names: Names) -> int | slice:
    if isinstance(node, ast.Slice):
        if node.step is not None:
            raise ExpressionError(f"expected [first:last], found [{ast.unparse(node)}]")
        first = _count(node.lower, 1, size, meaning, names)
        last = _count(node.upper, size, size, meaning, names)
        if last < first:
            raise ExpressionError(f"the last {meaning} {last} comes before the first, {first}")
        return slice(first - 1, last)
    return _count(node, 1, size, meaning, names) - 1


def _count(node: ast.expr | None, default: int, size: int, meaning: str, names: Names) -> int:
    value = default if node is None else _value(node, names)
    if isinstance(value, bool) or not math.isclose(value, round(value)) or not 1 <= value <= size:
        raise ExpressionError(f"there is no {meaning} {value}, expected 1 to {size}")
    return round(value)


def _all(values: tuple[Value, ...]) -> Value:
    return np.concatenate([np.ravel(value) for value in values])
