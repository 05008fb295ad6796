"""Finds where a program names the gates and fields of one unit in place of reading its blueprint."""

import ast
from collections.abc import Iterator

from lstm_core.blueprints import BLUEPRINTS
from lstm_core.blueprints.fields import fields

EVERY_UNIT_HAS = {"x", "h", "h0", "h_prev", "z_h"}
NAMES = {field.name for b in BLUEPRINTS.values() for field in fields(b)} - EVERY_UNIT_HAS


def named(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each gate or field that stands in a string or behind a dot."""
    tree = ast.parse(source)
    formats = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
        for part in ast.walk(node.format_spec)
    }
    for node in ast.walk(tree):
        if id(node) in formats:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in NAMES:
            yield node.lineno, node.value
        if isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield node.lineno, node.attr
