"""What a page needs, found by one walk over the imports of its scripts.

A static import is fetched with the first view. A dynamic ``import()`` is fetched when it is wanted: either a
door, ``js/features/<name>/door.js``, which brings its own style and words, or a part of the page itself,
whose words travel with the page. A door brings what its page does not have yet. The walk reads the files as
served: sources, or a bundle, in which entries and doors keep their paths.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

Sources = Mapping[str, bytes]
"""Contents of each static file by path."""

_STATIC = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b\s*(?:[\w$*{},\s]*?\bfrom\s*)?["'](\.{1,2}/[^"']+)["']""",
    re.MULTILINE,
)
_DYNAMIC = re.compile(r"""(?<![\w.$])import\(\s*["'](\.{1,2}/[^"']+)["']\s*\)""")
_JSDOC = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Comments with types, in which ``import("...")`` names a type and fetches nothing."""
_DOOR = re.compile(r"js/features/(\w+)/door\.js")
_PAGE = re.compile(r"js/pages/\w+\.js")


@dataclass(frozen=True, slots=True)
class FirstView:
    """What one page, or one door, needs.

    Attributes
    ----------
    modules : tuple of str
        The entry and everything that it imports statically, sorted.
    scripts : tuple of str
        These, and what they import dynamically up to the doors.
    doors : tuple of str
        The features whose doors they import dynamically.
    """

    modules: tuple[str, ...]
    scripts: tuple[str, ...]
    doors: tuple[str, ...]


def first_view(entry: str, sources: Sources, there: Collection[str] = ()) -> FirstView:
    """Return what an entry such as ``js/pages/lab.js`` needs.

    Parameters
    ----------
    entry : str
        The path of a page's script, or of a door.
    sources : mapping of str to bytes
        The contents of each static file, by path.
    there : collection of str
        Scripts that have been fetched before: they and what they import are left out.

    Raises
    ------
    KeyError
        When a module imports a file that is not among the sources.
    """
    modules = _walk(entry, lambda path: _imports(_STATIC, path, sources), there)
    doors: set[str] = set()

    def follow(path: str) -> list[str]:
        later = _imports(_DYNAMIC, path, sources)
        doors.update(name for one in later if (name := door_name(one)))
        return [*_imports(_STATIC, path, sources), *(one for one in later if not door_name(one))]

    scripts = _walk(entry, follow, there)
    return FirstView(tuple(sorted(modules)), tuple(sorted(scripts)), tuple(sorted(doors)))


def door_views(sources: Sources) -> dict[str, FirstView]:
    """Return what each door needs beyond the scripts of the pages that open it, by its name."""
    pages = [first_view(path, sources) for path in sources if _PAGE.fullmatch(path)]
    doors = {name: path for path in sorted(sources) if (name := door_name(path))}
    return {name: first_view(path, sources, _shared(name, pages)) for name, path in doors.items()}


def _shared(door: str, pages: Collection[FirstView]) -> Collection[str]:
    """Return the scripts that every page has that opens a door."""
    of_pages = [set(page.scripts) for page in pages if door in page.doors]
    return set.intersection(*of_pages) if of_pages else ()


def door_name(path: str) -> str | None:
    """Return the feature whose door is at `path`, or None."""
    found = _DOOR.fullmatch(path)
    return found[1] if found else None


def style(entry: str, sources: Sources) -> str | None:
    """Return the style sheet of an entry or a door: it has the same name, in the same folder."""
    path = entry.removesuffix(".js") + ".css"
    return path if path in sources else None


def _imports(pattern: re.Pattern[str], path: str, sources: Sources) -> tuple[str, ...]:
    return _named(pattern, posixpath.dirname(path), sources[path])


@lru_cache(maxsize=4096)
def _named(pattern: re.Pattern[str], folder: str, script: bytes) -> tuple[str, ...]:
    """Read each script once per process: it is on the way to many doors."""
    named = pattern.findall(_JSDOC.sub("", script.decode()))
    return tuple(posixpath.normpath(posixpath.join(folder, one)) for one in named)


def _walk(entry: str, follow: Callable[[str], Iterable[str]], there: Collection[str]) -> set[str]:
    found: set[str] = set()
    open_ends = [entry]
    while open_ends:
        path = open_ends.pop()
        if path not in found and path not in there:
            found.add(path)
            open_ends += follow(path)
    return found
