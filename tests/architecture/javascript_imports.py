"""Which JavaScript module imports which, and whether it may. JSDoc's ``import("...")`` types count too."""

import re
from pathlib import PurePosixPath

TOP = PurePosixPath("static")
MAY_SEE = {
    "api": {"api"},
    "js/data": {"js/data"},
    "js/unit": {"js/data", "js/unit"},
    "js/state": {"js/data", "js/unit", "js/state"},
    "js/view": {"js/data", "js/unit", "js/state", "js/view"},
    "js/features": {"js/data", "js/unit", "js/state", "js/view", "js/features"},
    "js/pages": {"js/data", "js/unit", "js/state", "js/view", "js/features", "js/pages"},
}
"""What the modules of each folder may import."""
UNSETTLED = {
    ("static/js/data/api.js", "../features/models/wire/models.js"),
    ("static/js/data/api.js", "../features/models/wire/runs.js"),
    ("static/js/view/panels/chooser.js", "../../features/models/door.js"),
    ("static/js/view/panels/notice.js", "../../features/models/door.js"),
    ("static/js/view/input/input.js", "../../features/models/input_file.js"),
}

_SPECIFIER = re.compile(r"""(?<![\w"\'`.])(?:from\s*|import\s*\(?\s*)(["'`])(?P<name>[^"'`]*)\1""")


def specifiers(source: str) -> list[str]:
    """Return the text of every import, in order."""
    return [match["name"] for match in _SPECIFIER.finditer(source)]


def target(path: str, specifier: str) -> PurePosixPath:
    """Return the file that `specifier` means in the module at `path`, both from the top of the checkout."""
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / specifier).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def violations(path: str, source: str) -> list[str]:
    """Return what the module at `path` imports and may not."""
    return [f"{path} imports {name}: {why}" for name in specifiers(source) if (why := _fault(path, name))]


def _fault(path: str, specifier: str) -> str | None:
    if not specifier.startswith(("./", "../")) or not specifier.endswith(".js"):
        return "expected a relative path with .js at its end"
    if (path, specifier) in UNSETTLED:
        return None
    imported = target(path, specifier)
    if TOP not in imported.parents:
        return "outside static"
    allowed = MAY_SEE.get(_folder(PurePosixPath(path)), set())
    return None if _folder(imported) in allowed else f"expected one of {sorted(allowed)}"


def _folder(path: PurePosixPath) -> str:
    """Return the folder of a module below static/; what lies deeper belongs to it."""
    return "/".join(path.relative_to(TOP).parent.parts[:2])
