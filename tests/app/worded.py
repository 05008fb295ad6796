"""The sentences with which a package words its faults, read from its source."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path

VALUE = "7"
"""What stands for a value in a sentence."""


class Sources:
    """The Python files of a package, and what its functions are called with.

    Parameters
    ----------
    root : Path
        The folder of the package.
    without : collection of str
        Files and folders that are left out, with those calls that they make.
    """

    def __init__(self, root: Path, without: Collection[str] = ()) -> None:
        files = {file.relative_to(root).as_posix(): file for file in sorted(root.rglob("*.py"))}
        used = {name: file for name, file in files.items() if not name.startswith(tuple(without))}
        self.trees = {name: ast.parse(file.read_text("utf-8")) for name, file in used.items()}
        self._calls: dict[str, list[tuple[ast.Call, _Scope]]] = defaultdict(list)
        for tree in self.trees.values():
            for scope in _scopes(tree):
                for call in scope.calls:
                    self._calls[ast.unparse(call.func).rpartition(".")[2]].append((call, scope))

    def sentences(self, fault: str, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the texts with which an error is made, and where; `VALUE` is in place of values.

        Parameters
        ----------
        fault : str
            The class of the error.
        names : tuple of str
            The parameters of the class. What is not worded where the error is made is an empty text.
        """
        for file, tree in self.trees.items():
            for scope in _scopes(tree):
                for call in scope.calls:
                    if ast.unparse(call.func).rpartition(".")[2] == fault:
                        given = [_argument(call, *place) for place in enumerate(names)]
                        texts = [{""} if one is None else self._texts(one, scope, 4) for one in given]
                        yield from ((text, f"{file}:{call.lineno}") for text in sorted(product(*texts)))

    def formatted(self, file: str) -> Iterator[str]:
        """Yield the text of each f-string of a file."""
        for scope in _scopes(self.trees[file]):
            for node in _own(scope.body):
                if isinstance(node, ast.JoinedStr):
                    yield from sorted(self._texts(node, scope, 4))

    def _texts(self, node: ast.expr, scope: "_Scope", depth: int) -> set[str]:
        """Return what an expression may be; an empty text for what is not worded here."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return self._joined(parts, scope, depth)
            case ast.FormattedValue(value=value):
                # What is worded elsewhere in the package is a part of the sentence; all else is a value.
                found = self._texts(value, scope, depth - 1) if isinstance(value, ast.Name) else {""}
                return {text if " " in text else VALUE for text in found} or {VALUE}
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._joined([left, right], scope, depth)
            case ast.IfExp(body=one, orelse=other):
                return self._texts(one, scope, depth) | self._texts(other, scope, depth)
            case ast.BoolOp(values=values):
                return {text for value in values for text in self._texts(value, scope, depth)}
            case ast.Name(id=name) if depth > 0:
                return self._named(name, scope, depth - 1)
        return {""}

    def _joined(self, parts: list[ast.expr], scope: "_Scope", depth: int) -> set[str]:
        texts = [{text or VALUE for text in self._texts(part, scope, depth)} for part in parts]
        return {"".join(pieces) for pieces in product(*texts)}

    def _named(self, name: str, scope: "_Scope", depth: int) -> set[str]:
        found: set[str] = set()
        for value in scope.values(name):
            found |= self._texts(value, scope, depth)
        if name in scope.parameters:
            place = scope.parameters.index(name)
            for call, caller in self._calls[scope.name]:
                argument = _argument(call, place, name)
                found |= set() if argument is None else self._texts(argument, caller, depth)
        return found or {""}


class _Scope:
    """A function, or the module itself: its parameters, what its names are given, what it calls."""

    def __init__(
        self, name: str, body: ast.AST, arguments: ast.arguments | None, outer: "_Scope | None"
    ) -> None:
        self.name, self.body, self._outer = name, body, outer
        every = [] if arguments is None else [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        self.parameters = [one.arg for one in every if one.arg not in ("self", "cls")]
        self._given: dict[str, list[ast.expr]] = defaultdict(list)
        self.calls: list[ast.Call] = []
        for node in _own(body):
            match node:
                case ast.Call():
                    self.calls.append(node)
                case ast.Assign(targets=[target], value=value):
                    self._assign(target, value)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    self._assign(target, value)
                case ast.NamedExpr(target=target, value=value):
                    self._assign(target, value)
        for one, default in zip(
            self.parameters[::-1], arguments.defaults[::-1] if arguments else [], strict=False
        ):
            self._given[one].append(default)

    def values(self, name: str) -> list[ast.expr]:
        """Return what a name is given here, or else outside."""
        return self._given.get(name) or ([] if self._outer is None else self._outer.values(name))

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                self._given[name].append(value)
            case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
                for one, its in zip(names, values, strict=True):
                    self._assign(one, its)
            case ast.Tuple(), ast.IfExp(body=one, orelse=other):
                self._assign(target, one)
                self._assign(target, other)


def _scopes(tree: ast.AST, outer: _Scope | None = None, name: str = "") -> Iterator[_Scope]:
    scope = _Scope(name, tree, getattr(tree, "args", None), outer)
    yield scope
    for node in _own(tree):
        match node:
            case ast.FunctionDef(name=name):
                yield from _scopes(node, scope, name)
            case ast.ClassDef():
                yield from _scopes(node, scope, node.name)


def _own(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function or module, and the functions in it without what is in them."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _own(child)


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == name]
    if named:
        return named[0]
    return (
        call.args[place] if place < len(call.args) and not isinstance(call.args[place], ast.Starred) else None
    )
