"""The body of a fenced block: ``key: value`` lines; two leading spaces continue the previous line."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from app.learn.text.places import Line, Place, TutorialError

_ENTRY = re.compile(r"^(?P<key>[a-z]+)\s*:(?:\s+(?P<value>.*))?$|^(?P<mark>[+-])\s+(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """The entries of a block, in order.

    Attributes
    ----------
    name : str
        The fence's info string, such as ``figure``.
    entries : tuple of (str, Line)
        Key and value; ``+`` and ``-`` are keys too.
    """

    name: str
    entries: tuple[tuple[str, Line], ...]
    place: Place

    def all(self, key: str) -> tuple[Line, ...]:
        """Return all values of a key."""
        return tuple(value for found, value in self.entries if found == key)

    def get(self, key: str) -> Line | None:
        """Return the value of a key, or None if it is left out."""
        return next(iter(self.all(key)), None)

    def need(self, key: str) -> Line:
        """Return the value of a key, or raise an error if it is missing or empty."""
        value = self.get(key)
        if value is None or not value.text:
            raise TutorialError(self.place, f"this {self.name} has no {key!r}, expected a line '{key}: ..'")
        return value

    def expect_keys(self, known: Collection[str], repeated: Collection[str]) -> None:
        """Raise an error if a key is unknown, or given twice without permission."""
        seen = set()
        for key, value in self.entries:
            if key not in known:
                raise TutorialError(
                    value.place, f"a {self.name} has no key {key!r}, expected one of {', '.join(known)}"
                )
            if key in seen and key not in repeated:
                raise TutorialError(value.place, f"{key!r} is given twice in this {self.name}")
            seen.add(key)


def read_block(name: str, body: str, place: Place) -> Block:
    """Return the entries of a block.

    Parameters
    ----------
    name : str
        The fence's info string.
    body : str
        The text between the fences.
    place : Place
        The line of the opening fence.

    Raises
    ------
    TutorialError
        At a line that neither is an entry nor continues one.
    """
    entries: list[tuple[str, Line]] = []
    for number, line in enumerate(body.splitlines(), start=place.line + 1):
        here = Place(place.file, number)
        if not line.strip():
            continue
        if line.startswith("  ") and entries:
            key, value = entries[-1]
            entries[-1] = key, Line(f"{value.text} {line.strip()}".strip(), value.place)
            continue
        found = _ENTRY.match(line)
        if not found:
            raise TutorialError(here, f"expected 'key: value' in this {name}, found {line!r}")
        key, text = found["key"] or found["mark"], found["value"] or found["text"] or ""
        entries.append((key, Line(text.strip(), here)))
    return Block(name, tuple(entries), place)
