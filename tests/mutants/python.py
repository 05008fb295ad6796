"""The mutants of a Python file: comparisons, operators, numbers, truths, conditions, calls and results."""

import ast
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final

from tests.mutants.places import Mutant

_OTHERS: Final = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
}


def mutants_of(source: bytes) -> list[Mutant]:
    """Return every mutant of a file that is still Python."""
    found = {one for node in _walked(ast.parse(source)) for one in _Mutants(source).of(node)}
    return sorted((one for one in found if _is_python(one.of(source))), key=lambda one: (one.start, one.text))


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run: no annotations, and no texts for readers."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params") or isinstance(node, ast.JoinedStr):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walked(child)


def _is_python(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Mutants:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]

    def of(self, node: ast.AST) -> Iterator[Mutant]:
        yield from self._operators(node)
        match node:
            case ast.UnaryOp(op=ast.Not()):
                yield Mutant(self._start(node), self._start(node.operand), "")
            case ast.Constant(value=bool(value)):
                yield self._instead(node, str(not value))
            case ast.Constant(value=int(value)):
                yield self._instead(node, str(value + 1))
            case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test):
                yield Mutant(self._start(test), self._start(test), "not ")
            case ast.Expr(value=ast.Call()):
                yield self._instead(node, "pass")
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                yield self._instead(value, "None")

    def _operators(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare():
                for op, (left, right) in zip(node.ops, pairwise([node.left, *node.comparators]), strict=True):
                    yield from self._between(left, right, op)
            case ast.BoolOp():
                for left, right in pairwise(node.values):
                    yield from self._between(left, right, node.op)
            case ast.BinOp():
                yield from self._between(node.left, node.right, node.op)

    def _between(self, left: ast.expr, right: ast.expr, op: ast.AST) -> Iterator[Mutant]:
        if type(op) not in _OTHERS:
            return
        old, new = _OTHERS[type(op)]
        start = self._source.find(old.encode(), self._end(left), self._start(right))
        if start >= 0:
            yield Mutant(start, start + len(old), new)

    def _instead(self, node: ast.expr | ast.stmt, text: str) -> Mutant:
        return Mutant(self._start(node), self._end(node), text)

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset
