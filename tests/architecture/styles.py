"""Which style sheet styles a class: a feature's own, or one that every page has."""

import re
from collections.abc import Mapping

_FEATURE = re.compile(r"static/js/features/(\w+)/")
_STYLED = re.compile(r"\.([a-z][\w-]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_USED = re.compile(r"""class: (["'`])([^"'`]+)\1""")


def borrowed(files: Mapping[str, str]) -> list[str]:
    """Return each class of a feature's scripts that only another feature's style sheets know.

    Until that other feature is opened, such a class is not styled.
    """
    styled: dict[str, set[str]] = {}
    for path, text in files.items():
        if path.endswith(".css"):
            rules = re.sub(r"\{[^{}]*\}", "{}", _COMMENT.sub("", text))
            for name in _STYLED.findall(rules):
                styled.setdefault(name, set()).add(_owner(path))
    return [
        f"{path}: {name!r} has its looks from {sorted(styled[name])}"
        for path, text in sorted(files.items())
        if path.endswith(".js") and _owner(path)
        for name in sorted({name for _, names in _USED.findall(text) for name in names.split()})
        if name in styled and not styled[name] & {_owner(path), ""}
    ]


def _owner(path: str) -> str:
    found = _FEATURE.match(path)
    return found[1] if found else ""
