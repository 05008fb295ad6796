"""From a chapter's Markdown file to its parts.

One file per chapter and language. Figures, questions, tasks and terms are fenced blocks of ``key: value``
lines. A number in a sentence is an expression, ``{{ f[3,1] }}``, and below a caption another one states what
it claims; both are checked against a run of the preset, so no sentence can drift away from the network that
it describes.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt

from app.learn.text.blocks import read_block
from app.learn.text.makers import code, course, figure, find, question, task, terms
from app.learn.text.outline import PATHS, SIDES, Chapter, Screen
from app.learn.text.parts import Part, Prose
from app.learn.text.places import Place, TutorialError
from app.learn.text.workbenches import workbench

MAKERS: Mapping[str, Callable[..., Part]] = {
    "figure": figure,
    "question": question,
    "task": task,
    "draw": course,
    "code": code,
    "find": find,
    "workbench": workbench,
}
_HEADING = re.compile(r"^(?P<title>.+?)\s*\{#(?P<id>[a-z0-9-]+)(?: side=(?P<side>[a-z]+))?\}$")
_FILE = re.compile(r"^(?P<number>\d\d)-(?P<slug>[a-z0-9-]+)$")
_MARKDOWN = MarkdownIt("commonmark")


def read_chapter(file: Path) -> Chapter:
    """Return the chapter in a file.

    Raises
    ------
    TutorialError
        At the first thing that cannot be understood.
    """
    name = _FILE.match(file.stem)
    if not name:
        raise TutorialError(Place(file, 1), f"expected a file name like 03-rnn.md, found {file.name}")
    return read_text(file.read_text(encoding="utf-8"), file, name["slug"])


@lru_cache(maxsize=128)
def read_text(source: str, file: Path, slug: str) -> Chapter:
    """Return the chapter in a text; messages use `file` as its name.

    Each is read once per process: pages, the sheet and the Lab's tasks all begin with it.
    """
    lines = source.splitlines()
    front, first = front_matter(lines, file)
    reader = _Reader(lines, file, first)
    tokens = _MARKDOWN.parse("\n" * first + "\n".join(lines[first:]))
    for index, token in enumerate(tokens):
        if token.map is None or token.level:
            continue
        if token.type == "heading_open" and token.tag == "h1":
            reader.heading(tokens[index + 1].content, *token.map)
        elif token.type == "fence" and token.info:
            reader.block(token.info.strip(), token.content, *token.map)
    screens = reader.end()
    path = front.get("path", "all")
    if path not in PATHS:
        raise TutorialError(Place(file, 1), f"expected a path of {' or '.join(PATHS)}, found {path!r}")
    return Chapter(slug, front["title"], front["summary"], screens, Place(file, 1), path)


class _Reader:
    """Collects the parts of a chapter, line by line; lines count from 0 here."""

    def __init__(self, lines: list[str], file: Path, first: int) -> None:
        self._lines, self._file, self._start = lines, file, first
        self._screens: list[Screen] = []
        self._parts: list[Part] = []
        self._heading: tuple[str, str, str, Place] | None = None

    def heading(self, text: str, begin: int, end: int) -> None:
        """Begin a screen."""
        self._close(begin)
        place = Place(self._file, begin + 1)
        self._heading, self._start = (*_screen_heading(text, place), place), end

    def block(self, name: str, body: str, begin: int, end: int) -> None:
        """Take a fenced block."""
        self._prose_up_to(begin)
        self._parts.append(_part(name, body, Place(self._file, begin + 1)))
        self._start = end

    def end(self) -> tuple[Screen, ...]:
        """Return the screens; there is at least one."""
        self._close(len(self._lines))
        if not self._screens:
            raise TutorialError(Place(self._file, 1), "expected at least one screen: '# Heading {#id}'")
        return tuple(self._screens)

    def _close(self, end: int) -> None:
        self._prose_up_to(end)
        if self._heading is not None:
            title, ident, side, place = self._heading
            self._screens.append(Screen(ident, title, tuple(self._parts), place, side))
        self._parts.clear()

    def _prose_up_to(self, end: int) -> None:
        text = "\n".join(self._lines[self._start : end])
        if not text.strip():
            return
        if self._heading is None:
            raise TutorialError(
                Place(self._file, self._start + 1), "expected '# Heading {#id}' before any text"
            )
        self._parts.append(Prose(text, Place(self._file, self._start + 1)))


def _part(name: str, body: str, place: Place) -> Part:
    if name == "terms":
        return terms(body, place)
    if name not in MAKERS:
        known = ", ".join([*MAKERS, "terms"])
        raise TutorialError(place, f"there is no block {name!r}, expected one of {known}")
    return MAKERS[name](read_block(name, body, place))


def front_matter(lines: list[str], file: Path) -> tuple[dict[str, str], int]:
    """Return title, summary and path, and the index of the first line after them."""
    if not lines or lines[0].strip() != "---" or "---" not in map(str.strip, lines[1:]):
        raise TutorialError(Place(file, 1), "expected '---', title and summary, '---' at the top")
    end = [line.strip() for line in lines].index("---", 1)
    found = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = line.partition(":")
        if key not in ("title", "summary", "path") or not colon or not value.strip():
            raise TutorialError(Place(file, number), f"expected 'title: ..' or 'summary: ..', found {line!r}")
        found[key] = value.strip()
    for key in ("title", "summary"):
        if key not in found:
            raise TutorialError(Place(file, 1), f"the top of the file has no {key!r}")
    return found, end + 1


def _screen_heading(text: str, place: Place) -> tuple[str, str, str]:
    """Return a screen's title, its id, and the side path that it belongs to, if any."""
    found = _HEADING.match(text)
    if not found:
        raise TutorialError(place, f"expected a heading with an id, '# Heading {{#id}}', found {text!r}")
    side = found["side"] or ""
    if side and side not in SIDES:
        raise TutorialError(place, f"expected a side path of {', '.join(SIDES)}, found {side!r}")
    return found["title"], found["id"], side
