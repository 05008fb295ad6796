"""Lists of a unit's gates and fields that are written by hand, where the blueprint should be read instead."""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, permutations

from lstm_core.blueprints import BLUEPRINTS, Blueprint, fields, gates

MANY = 3
"""The number of names of one kind, side by side, that count as a list; fewer may be a single case."""

LETTERS = [{net.letter for net in blueprint.nets} for blueprint in BLUEPRINTS.values()]
GATES = [set(gates(blueprint)) for blueprint in BLUEPRINTS.values()]
PAIRS = {frozenset(pair) for blueprint in BLUEPRINTS.values() for pair in gates(blueprint).items()}
WORDS = {"".join(order) for letters in LETTERS for n in (3, 4) for order in permutations(sorted(letters), n)}
"""Strings of letters that are a list only if something iterates over them: ``for gate in "figo"``."""


def _fields(blueprint: Blueprint) -> set[str]:
    """Return the fields with unambiguous names."""
    return {field.name for field in fields(blueprint) if len(field.name) > 1 and field.name != "h0"}


FIELDS = [_fields(blueprint) for blueprint in BLUEPRINTS.values()]

HOMES = (
    "lstm_core/blueprints/",
    "lstm_core/interop/frameworks/",  # the order of a format's gates
    "lstm_core/params/gru.py",  # the public classes of weights, whose arguments are the nets
    "lstm_core/params/lstm.py",
    "lstm_core/running/bptt.py",  # the kernel of the LSTM
    "lstm_core/running/blocks.py",
    "lstm_core/running/lstm.py",
)
"""The places where names of a single unit belong."""


def python_faults(source: str) -> list[str]:
    """Return the lists in a Python module, with their lines."""
    return [
        f"{line}: {kind}"
        for node in ast.walk(ast.parse(source))
        for line, names in _groups(node)
        for kind in _kinds(names)
    ]


def _groups(node: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Yield names that stand side by side, with their line."""
    match node:
        case ast.Dict(keys=keys, values=values):
            yield node.lineno, [name for pair in zip(keys, values, strict=True) for name in _names(pair)]
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            yield node.lineno, [*_names(elements)]
        case ast.Call(keywords=keywords):
            yield node.lineno, [name for k in keywords for name in (k.arg or "", *_names([k.value]))]
        case ast.ClassDef(body=body):
            yield node.lineno, [*_names(one.target for one in body if isinstance(one, ast.AnnAssign))]
        case (
            ast.For(iter=ast.Constant(value=str(word)))
            | ast.comprehension(iter=ast.Constant(value=str(word)))
        ):
            yield node.target.lineno, list(word) if word in WORDS else []


def _names(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Constant(value=str(name)) | ast.Attribute(attr=name) | ast.Name(id=name):
                yield name


def javascript_faults(source: str) -> list[str]:
    """Return the lists in a script, with their lines; the types in its comments as well."""
    found = []
    text = source
    while groups := list(_BRACKETS.finditer(text)):
        for group in groups:
            inside = group[1]
            found += [
                (_line(text, group.start()), kind)
                for kind in _kinds(_NAME.findall(inside))
                if ";" not in inside
            ]
        text = _BRACKETS.sub(lambda group: re.sub(r"[^\n]", " ", group[0]), text)
    for union in _UNION.finditer(source):
        found += [(_line(source, union.start()), kind) for kind in _kinds(re.findall(r"\w+", union[0]))]
    return [f"{line}: {kind}" for line, kind in sorted(set(found))]


_BRACKETS = re.compile(r"[\[{]([^\[\]{}]*)[\]}]")
_NAME = re.compile(r"[A-Za-z_]\w*")
_UNION = re.compile(r"\"\w+\"(\s*\|\s*\"\w+\")+")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _kinds(names: list[str]) -> list[str]:
    """Return what a group of names lists."""
    there = set(names)
    found = {
        "letters": any(len(there & letters) >= MANY for letters in LETTERS),
        "gates": any(len(there & known) >= MANY for known in GATES),
        "fields": any(len(there & known) >= MANY for known in FIELDS),
        "gates by letter": any(pair in PAIRS for pair in map(frozenset, pairwise(names))),
    }
    return [kind for kind, is_there in found.items() if is_there]
