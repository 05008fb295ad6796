"""What the base of the page's state names of features: nothing, since each feature brings its own rows."""

import re
from collections.abc import Iterable, Mapping

BASE = "static/js/state/"
_FEATURE = re.compile(r"static/js/features/(\w+)/")
_ROW = re.compile(r"(?P<key>\w+): \{\s*initial:")
_ACTION = re.compile(r"""type: "(?P<type>[^"]+)\"""")
_PROPERTY = re.compile(r"@property \{.+?\} (?P<name>\w+)")


def rows(source: str) -> set[str]:
    """Return the fields in the tables of a module: a row begins with the field's initial value."""
    return {match["key"] for match in _ROW.finditer(source)}


def actions(source: str) -> set[str]:
    """Return the actions that the comments of a module declare."""
    comments = re.findall(r"/\*\*.*?\*/", source, re.DOTALL)
    return {match["type"] for comment in comments for match in _ACTION.finditer(comment)}


def faults(sources: Mapping[str, str]) -> list[str]:
    """Return what the base names of a feature: its folder, a field or an action of it."""
    folders = {match[1] for path in sources if (match := _FEATURE.match(path))}
    brought = [text for path, text in sources.items() if _FEATURE.match(path) and path.endswith(".state.js")]
    fields = {field for text in brought for field in rows(text)}
    types = {action for text in brought for action in actions(text)}
    found = []
    for path, text in sources.items():
        if not path.startswith(BASE):
            continue
        named = rows(text) | {match["name"] for match in _PROPERTY.finditer(text)}
        found += _named(path, "field", named & (folders | fields))
        found += _named(path, "action", set(_ACTION.findall(text)) & (folders | types))
    return found


def _named(path: str, kind: str, names: Iterable[str]) -> list[str]:
    return [f"{path}: {kind} {name}" for name in sorted(names)]
