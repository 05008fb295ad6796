"""Lists of a unit's gates and fields that are written by hand, where the blueprint should be read instead."""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, permutations
from typing import TypeGuard

from lstm_core.blueprints import BLUEPRINTS, Blueprint, fields, gates

MANY = 3
"""The number of names of one kind, side by side, that count as a list; fewer may be a single case."""

LETTERS = [{net.letter for net in blueprint.nets} for blueprint in BLUEPRINTS.values()]
GATES = [set(gates(blueprint)) for blueprint in BLUEPRINTS.values()]
PAIRS = {frozenset(pair) for blueprint in BLUEPRINTS.values() for pair in gates(blueprint).items()}
WORDS = {"".join(order) for letters in LETTERS for n in (3, 4) for order in permutations(sorted(letters), n)}
"""Strings of letters that are a list only if something iterates over them: ``for gate in "figo"``."""
_PLAIN = {"x", "h", "x0", "h0", "n", "r", "kept", "added", "passed", "fresh", "heard"}
"""The input and output, which every unit has, and names that are plain words or numbers elsewhere."""


def _fields(blueprint: Blueprint) -> set[str]:
    """Return the fields with unambiguous names."""
    return {field.name for field in fields(blueprint) if len(field.name) > 1 and field.name != "h0"}


FIELDS = [_fields(blueprint) for blueprint in BLUEPRINTS.values()]

_OF_NO_UNIT = {"kind", "key"}
"""What may be named so without being a part of a unit: the kind of a NumPy number, a key of a keyboard."""
NAMES = {name for names in (*LETTERS, *map(_fields, BLUEPRINTS.values())) for name in names} - _PLAIN | {"C"}
"""Names that mean one part of one unit, wherever they stand."""

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
    """Return the lists in a Python module, and the places where it asks for one name, with their lines."""
    nodes = [*ast.walk(ast.parse(source))]
    listed = [f"{line}: {kind}" for node in nodes for line, names in _groups(node) for kind in _kinds(names)]
    return listed + [f"{node.lineno}: one name" for node in nodes if _asks(node)]


def _asks(node: ast.AST) -> TypeGuard[ast.expr]:
    """Return whether something is compared with a name, so that the code goes another way for it."""
    match node:
        case ast.Compare(left=left, comparators=others):
            return not {*_names([left])} & _OF_NO_UNIT and any(
                isinstance(one, ast.Constant) and one.value in NAMES for one in (left, *others)
            )
        case ast.MatchValue(value=ast.Constant(value=str(name))):
            return name in NAMES
    return False


def _groups(node: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Yield names that stand side by side, with their line."""
    match node:
        case ast.Dict(keys=keys, values=values):
            yield node.lineno, [name for pair in zip(keys, values, strict=True) for name in _names(pair)]
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            yield node.lineno, [*_names(elements)]
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
            yield node.lineno, text.replace(",", " ").split()
        case (
            ast.Call(func=ast.Name(id="list" | "tuple" | "set"), args=[ast.Constant(value=str(word))])
            | ast.Starred(value=ast.Constant(value=str(word)))
        ):
            yield node.lineno, list(word) if word in WORDS else []
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
    for one in _SPREAD.finditer(source):
        names = list(one[1]) if one[1] else re.findall(r"\w+", one[2])
        found += [(_line(source, one.start()), kind) for kind in _kinds(names)]
    found += [(_line(source, one.start()), "one name") for one in _ASKS.finditer(source)]
    for union in _UNION.finditer(source):
        found += [(_line(source, union.start()), kind) for kind in _kinds(re.findall(r"\w+", union[0]))]
    return [f"{line}: {kind}" for line, kind in sorted(set(found))]


_BRACKETS = re.compile(r"[\[{]([^\[\]{}]*)[\]}]")
_SPREAD = re.compile(r"""\.\.\.["'](\w+)["']|["']([\w ,]+)["']\s*\.split\(""")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ONE = "|".join(sorted(NAMES))
_ASKS = re.compile(
    rf"(?<!\bkey )(?<!\bkind )[!=]== \"(?:{_ONE})\"|\"(?:{_ONE})\" [!=]==|\bcase \"(?:{_ONE})\":"
    rf"|[\w)\]](?:\[\"(?:{_ONE})\"\]|\.(?:{_ONE})\b(?![\w.]*[\"'`]))"
)
"""What is compared with a name, or looked up by it, in a formatted script."""
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
