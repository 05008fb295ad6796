"""From a chapter's Markdown file to its parts."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from markdown_it import MarkdownIt

from app.learn.blocks import read_block
from app.learn.makers import figure, question, task, terms
from app.learn.parts import Chapter, Part, Place, Prose, Screen, TutorialError

MAKERS: Mapping[str, Callable[..., Part]] = {"figure": figure, "question": question, "task": task}
_HEADING = re.compile(r"^(?P<title>.+?)\s*\{#(?P<id>[a-z0-9-]+)\}$")
_FILE = re.compile(r"^(?P<number>\d\d)-(?P<slug>[a-z0-9-]+)$")
_MARKDOWN = MarkdownIt("commonmark")


def read_chapter(file: Path) -> Chapter:
    """Return the chapter of a file.

    Raises
    ------
    TutorialError
        At the first thing that cannot be understood.
    """
    name = _FILE.match(file.stem)
    if not name:
        raise TutorialError(Place(file, 1), f"expected a file name like 03-rnn.md, found {file.name}")
    return read_text(file.read_text(encoding="utf-8"), file, name["slug"])


def read_text(source: str, file: Path, slug: str) -> Chapter:
    """Return the chapter of a text; `file` is what messages name."""
    lines = source.splitlines()
    front, first = _front_matter(lines, file)
    screens: list[Screen] = []
    parts: list[Part] = []
    heading: tuple[str, str, int] | None = None
    start = first

    def prose_up_to(end: int) -> None:
        text = "\n".join(lines[start:end])
        if not text.strip():
            return
        if heading is None:
            raise TutorialError(Place(file, start + 1), "expected '# Heading {#id}' before any text")
        parts.append(Prose(text, Place(file, start + 1)))

    def close() -> None:
        if heading is not None:
            title, ident, line = heading
            screens.append(Screen(ident, title, tuple(parts), Place(file, line)))
        parts.clear()

    tokens = _MARKDOWN.parse("\n" * first + "\n".join(lines[first:]))
    for index, token in enumerate(tokens):
        if token.map is None or token.level:
            continue
        begin, end = token.map
        if token.type == "heading_open" and token.tag == "h1":
            prose_up_to(begin)
            close()
            heading = (*_screen_heading(tokens[index + 1].content, Place(file, begin + 1)), begin + 1)
            start = end
        elif token.type == "fence" and token.info:
            prose_up_to(begin)
            parts.append(_part(token.info.strip(), token.content, Place(file, begin + 1)))
            start = end
    prose_up_to(len(lines))
    close()
    if not screens:
        raise TutorialError(Place(file, first + 1), "expected at least one screen: '# Heading {#id}'")
    return Chapter(slug, front["title"], front["summary"], tuple(screens), Place(file, 1))


def _part(name: str, body: str, place: Place) -> Part:
    if name == "terms":
        return terms(body, place)
    if name not in MAKERS:
        known = ", ".join([*MAKERS, "terms"])
        raise TutorialError(place, f"there is no block {name!r}, expected one of {known}")
    return MAKERS[name](read_block(name, body, place))


def _front_matter(lines: list[str], file: Path) -> tuple[dict[str, str], int]:
    """Return title and summary, and the index of the first line after them."""
    if not lines or lines[0].strip() != "---" or "---" not in map(str.strip, lines[1:]):
        raise TutorialError(Place(file, 1), "expected '---', title and summary, '---' at the top")
    end = [line.strip() for line in lines].index("---", 1)
    found = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = line.partition(":")
        if key not in ("title", "summary") or not colon or not value.strip():
            raise TutorialError(Place(file, number), f"expected 'title: ..' or 'summary: ..', found {line!r}")
        found[key] = value.strip()
    for key in ("title", "summary"):
        if key not in found:
            raise TutorialError(Place(file, 1), f"the top of the file has no {key!r}")
    return found, end + 1


def _screen_heading(text: str, place: Place) -> tuple[str, str]:
    found = _HEADING.match(text)
    if not found:
        raise TutorialError(place, f"expected a heading with an id, '# Heading {{#id}}', found {text!r}")
    return found["title"], found["id"]
