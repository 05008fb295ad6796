"""What a first view fetches: an entry module and all that it imports statically.

A dynamic ``import()`` ends the walk: what lies behind it is fetched when it is wanted.
"""

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b\s*(?:[\w$*{},\s]*?\bfrom\s*)?["'](?P<path>\.{1,2}/[^"']+)["']""",
    re.MULTILINE,
)


def imports(path: str, source: str) -> list[str]:
    """Return the modules that the module at `path` imports statically, in order."""
    folder = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(folder, found["path"])) for found in _IMPORT.finditer(source)]


def first_view(entry: str, sources: Mapping[str, bytes]) -> list[str]:
    """Return an entry module and every module that it imports statically, sorted.

    Parameters
    ----------
    entry : str
        Path of a module, such as ``js/pages/lab.js``.
    sources : mapping of str to bytes
        Content of each file of the tree by its path.

    Raises
    ------
    KeyError
        When a module imports a file that is not in the tree.
    """
    found: set[str] = set()
    open_ends = [entry]
    while open_ends:
        path = open_ends.pop()
        if path not in found:
            found.add(path)
            open_ends += imports(path, sources[path].decode())
    return sorted(found)
