"""The interpreter of expressions: from a syntax tree to its value, node by node."""

import ast
import math
import operator
from collections.abc import Callable, Mapping

import numpy as np

from app.learn.truth.names import ExpressionError, Names, Value

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
_NUMBERS = ("min", "max", "mean", "sum")
_TRUTHS: Mapping[str, Callable[[list[bool]], Value]] = {"all": all, "any": any, "count": sum}
AXES: Mapping[str, str] = {"steps": "step", "units": "lane"}
"""What ``for`` can go through, and what each of its places is called."""


def value_of(node: ast.expr, names: Names) -> Value:
    """Return the value of a node; raises an ExpressionError if it does not belong to the language."""
    match node:
        case ast.Constant(value=bool()) | ast.Constant(value=int()) | ast.Constant(value=float()):
            return node.value
        case ast.Name():
            return names[node.id]
        case ast.Attribute():
            return _attribute_of(value_of(node.value, names), node.attr)
        case ast.Subscript():
            return _item(value_of(node.value, names), node.slice, names)
        case ast.BinOp():
            return _combined(node, names)
        case ast.UnaryOp(op=ast.USub()):
            return -value_of(node.operand, names)
        case ast.UnaryOp(op=ast.Not()) | ast.BoolOp() | ast.Compare():
            return _decided(node, names)
        case ast.Call(func=ast.Name(id=name), args=[ast.GeneratorExp() as each], keywords=[]):
            return _gathered(name, each, names)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _CALLS:
            return _CALLS[name](*(value_of(part, names) for part in node.args))
    raise ExpressionError(f"{ast.unparse(node)!r} does not belong to the language of expressions")


def _gathered(name: str, each: ast.GeneratorExp, names: Names) -> Value:
    place, axis, span = loop(each)
    if place in names:
        raise ExpressionError(f"the name {place!r} has a meaning already, expected another one after for")
    places = _span(span, names[axis], AXES[axis], names)
    values = [value_of(each.elt, names.extended({place: at})) for at in places]
    if name in _TRUTHS:
        return _TRUTHS[name]([_truth(value) for value in values])
    if name in _NUMBERS:
        return _CALLS[name](*values)
    expected = ", ".join((*_TRUTHS, *_NUMBERS))
    raise ExpressionError(f"expected one of {expected} before ... for ..., found {name!r}")


def loop(each: ast.GeneratorExp) -> tuple[str, str, ast.Slice]:
    """Return what ``for t in steps[2:5]`` names its place, what it goes through, and which part of that."""
    match each.generators:
        case [ast.comprehension(ast.Name(id=place), ast.Name(id=axis), ifs=[])] if axis in AXES:
            return place, axis, ast.Slice()
        case [
            ast.comprehension(
                ast.Name(id=place), ast.Subscript(ast.Name(id=axis), ast.Slice() as span), ifs=[]
            )
        ] if axis in AXES:
            return place, axis, span
    raise ExpressionError(f"expected one for, like for t in steps[2:5]; found {ast.unparse(each)!r}")


def _combined(node: ast.BinOp, names: Names) -> Value:
    left, right = value_of(node.left, names), value_of(node.right, names)
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
        return not _truth(value_of(node.operand, names))
    truths = [_truth(value_of(part, names)) for part in node.values]
    return all(truths) if isinstance(node.op, ast.And) else any(truths)


def _compared(node: ast.Compare, names: Names) -> bool:
    sides = [value_of(side, names) for side in (node.left, *node.comparators)]
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
        places = _span(node, size, meaning, names)
        return slice(places.start - 1, places.stop - 1)
    return _count(node, 1, size, meaning, names) - 1


def _span(node: ast.Slice, size: int, meaning: str, names: Names) -> range:
    """Return the places of a slice, counted from 1."""
    if node.step is not None:
        raise ExpressionError(f"expected [first:last], found [{ast.unparse(node)}]")
    first = _count(node.lower, 1, size, meaning, names)
    last = _count(node.upper, size, size, meaning, names)
    if last < first:
        raise ExpressionError(f"the last {meaning} {last} comes before the first, {first}")
    return range(first, last + 1)


def _count(node: ast.expr | None, default: int, size: int, meaning: str, names: Names) -> int:
    value = default if node is None else value_of(node, names)
    if isinstance(value, bool) or not math.isclose(value, round(value)) or not 1 <= value <= size:
        raise ExpressionError(f"there is no {meaning} {value}, expected 1 to {size}")
    return round(value)


def _all(values: tuple[Value, ...]) -> Value:
    return np.concatenate([np.ravel(value) for value in values])
