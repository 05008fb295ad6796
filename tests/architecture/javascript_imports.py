"""Which JavaScript module imports which, and whether it may. JSDoc's ``import("...")`` types count too."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

TOP = PurePosixPath("static")
_SHEET = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']""")
LAYERS = ("data", "unit", "state", "view", "features", "pages")
"""Folders of ``static/js``: each may import from itself and from those before it."""
SHARED = ("classroom",)
"""Features without a door: what pages of their own have in common. Those pages see all of it."""

_SPECIFIER = re.compile(r"""(?<![\w"\'`.])(?:from\s*|import\s*\(?\s*)(["'`])(?P<name>[^"'`]*)\1""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_UNNAMED = re.compile(r"(?<![\w.$])import\s*\((?!\s*[\"'`])[^)]*\)")
"""A dynamic import of something that only a run would know."""
_OPENED = re.compile(r"""\bdoor\("(\w+)",\s*\(\) =>\s*import\("[./]*features/\1/door\.js"\)\)""")
"""The one way to name a door: by its own name, for the one lazy mount, which can fail and try again."""
_DOOR = re.compile(r"""(["'`])[./]*(?:\w+/)*?features/\w+/door\.js\1""")


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
    code = _COMMENT.sub("", source)
    found = [f"{path} imports {name}: {why}" for name in specifiers(source) if (why := _fault(path, name))]
    found += [f"{path} imports what no walk can find: {one[0]}" for one in _UNNAMED.finditer(code)]
    return found or [
        f"{path} names a door, but not as door(name, () => import(...)): {one[0]}"
        for one in _DOOR.finditer(_OPENED.sub("", code))
    ]


def style_violations(path: str, source: str) -> list[str]:
    """Return the forbidden ``@import`` rules of the style sheet at `path`; layers are those of scripts."""
    code = _COMMENT.sub("", source)
    return [f"{path} imports {name}" for name in _SHEET.findall(code) if not _may_use(path, name)]


def _may_use(path: str, specifier: str) -> bool:
    own, other = PurePosixPath(path).relative_to(TOP).parts, target(path, specifier).relative_to(TOP).parts
    if own[0] != "js" or other[0] != "js":
        return other[0] == "css" or own[0] == other[0]
    if other[1] == "features":
        return own[1:3] == other[1:3] or (own[1] == "pages" and other[2] in SHARED)
    return LAYERS.index(other[1]) <= LAYERS.index(own[1])


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
