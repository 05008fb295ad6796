"""Expressions of claims, goals and numbers: a small part of Python's syntax, interpreted, never executed.

Numbers, ``+ - * / **``, comparisons, ``and or not``, ``abs min max mean sum round``, names, attributes and
``field[step,lane]``, which counts from 1 and whose slices include both ends. ``all any count`` take a claim
about each step or lane, ``count(h[t,1] > 0.5 for t in steps[3:22])``; ``min max mean sum`` a number of each.
"""

import ast
import re
from collections.abc import Mapping
from threading import Lock
from typing import Final

import numpy as np

from app.learn.truth.names import ExpressionError, Names, Value
from app.learn.truth.values import value_of

_PARSING: Final = Lock()
"""Python 3.11.2 raises a SystemError where two threads make trees at once: it counts their depths as one."""


def parsed(source: str) -> ast.expr:
    """Return the syntax tree of an expression, or raise an ExpressionError with the parser's reason."""
    try:
        with _PARSING:
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
            value = value_of(tree, names)
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
    return ast.unparse(_SpeltOut(names).visit(parsed(source)))


class _SpeltOut(ast.NodeTransformer):
    """Replaces the sides of comparisons, except of those about each step or lane, which have many values."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        left, *others = (self._value(side) for side in (node.left, *node.comparators))
        return ast.Compare(left, node.ops, others)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.GeneratorExp:
        return node

    def _value(self, side: ast.expr) -> ast.expr:
        return ast.Constant(np.round(value_of(side, self._names), 4).tolist())


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
