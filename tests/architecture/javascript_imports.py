"""Which JavaScript module imports which, and whether it may. JSDoc's ``import("...")`` types count too."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

TOP = PurePosixPath("static")
LAYERS = ("data", "unit", "state", "view", "features", "pages")
"""Folders of ``static/js``: each may import from itself and from those before it."""
SHARED = ("classroom",)
"""Features without a door: what pages of their own have in common. Those pages see all of it."""

_SPECIFIER = re.compile(r"""(?<![\w"\'`.])(?:from\s*|import\s*\(?\s*)(["'`])(?P<name>[^"'`]*)\1""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def specifiers(source: str) -> list[str]:
    """Return the text of every import, in order."""
    return [match["name"] for match in _SPECIFIER.finditer(source)]


def target(path: str, specifier: str) -> PurePosixPath:
    """Return the file to which `specifier` refers in the module at `path`; both from the checkout's top."""
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / specifier).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the modules that each module fetches, immediately or later. Types in comments fetch nothing."""
    return {
        path: {target(path, name).as_posix() for name in specifiers(_COMMENT.sub("", text))}
        for path, text in sources.items()
    }


def violations(path: str, source: str) -> list[str]:
    """Return the forbidden imports of the module at `path`."""
    return [f"{path} imports {name}: {why}" for name in specifiers(source) if (why := _fault(path, name))]


def _fault(path: str, specifier: str) -> str | None:
    if not specifier.startswith(("./", "../")) or not specifier.endswith(".js"):
        return "expected a relative path with .js at its end"
    imported = target(path, specifier)
    if TOP not in imported.parents:
        return "outside static"
    own, other = PurePosixPath(path).relative_to(TOP).parts, imported.relative_to(TOP).parts
    if own[0] != "js" or other[0] != "js":
        return None if own[0] == other[0] == "api" else "expected a module of the same folder"
    return _fault_of_layers(own[1:], other[1:])


def _fault_of_layers(own: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    if own[0] not in LAYERS or other[0] not in LAYERS:
        return f"expected both in one of {LAYERS}"
    if LAYERS.index(other[0]) > LAYERS.index(own[0]):
        return f"{other[0]} lies above {own[0]}"
    if other[0] != "features":
        return None
    if own[0] == "pages":
        seen = other[2:] == ("door.js",) or (len(other) == 3 and other[2].endswith(".state.js"))
        seen = seen or other[1] in SHARED
        return None if seen else "a page sees of a feature its door and its part of the state alone"
    if own[1] != other[1]:
        return "a feature sees no other feature"
    return "only pages name doors" if other[2:] == ("door.js",) else None
