"""What differs between a recorded value and one of now: numbers up to rounding, all else exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

import numpy as np

RELATIVE: Final = 1e-12
CANCELLED: Final = 4e-16
"""What may be lost where terms cancel, as a part of the largest number of the array."""


@dataclass(frozen=True)
class Difference:
    """One place that differs.

    Attributes
    ----------
    place : str
        JSON pointer; an item that a list did not have before, or has no longer, is given by its name.
    how : "gone", "new" or "changed"
        ``new``: a key of an object, or a named item of a list, that was not there.
    text : str
        What was found, and what was recorded.
    """

    place: str
    how: Literal["gone", "new", "changed"]
    text: str = ""

    def __str__(self) -> str:
        return f"{self.place or '/'} {self.how} {self.text}".rstrip()


def differences(recorded: Any, found: Any, place: str = "", size: float = 0.0) -> Iterator[Difference]:
    """Yield every place where `found` is not what was recorded.

    Parameters
    ----------
    recorded, found : JSON values
        A list that holds nothing but numbers, at any depth, is one array. In a list whose items have names,
        others may stand between those that were recorded: each of them is a difference of its own. The same
        holds of the addresses of a sitemap.
    place : str
        Where they stand.
    size : float
        The largest number of the array that they belong to.
    """
    recorded, found = _read(recorded), _read(found)
    if isinstance(recorded, dict) and isinstance(found, dict):
        for key in recorded.keys() | found.keys():
            there = f"{place}/{key}"
            if key not in found:
                yield Difference(there, "gone")
            elif key not in recorded:
                yield Difference(there, "new")
            else:
                yield from differences(recorded[key], found[key], there)
    elif isinstance(recorded, list) and isinstance(found, list):
        if len(recorded) != len(found) and None not in [_name(item) for item in recorded + found]:
            yield from _named(recorded, found, place)
            return
        if len(recorded) != len(found):
            yield Difference(place, "changed", f"has {len(found)} items, recorded {len(recorded)}")
            return
        size = max(size, _largest(recorded))
        for n, (one, other) in enumerate(zip(recorded, found, strict=True)):
            yield from differences(one, other, f"{place}/{n}", size)
    elif not _equal(recorded, found, size):
        yield Difference(place, "changed", f"is {_short(found)}, recorded {_short(recorded)}")


def _named(recorded: list[Any], found: list[Any], place: str) -> Iterator[Difference]:
    old, now = [_name(item) for item in recorded], [_name(item) for item in found]
    for how, start, end, first, last in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if how == "equal":
            for n, other in zip(range(start, end), found[first:last], strict=True):
                yield from differences(recorded[n], other, f"{place}/{n}")
        else:
            yield from (Difference(f"{place}/{name}", "gone") for name in old[start:end])
            yield from (Difference(f"{place}/{name}", "new") for name in now[first:last])


def _read(value: Any) -> Any:
    """Return a sitemap as what stands before its first address, and each address with what is told of it."""
    if isinstance(value, str) and value.startswith("<?xml") and "<url>" in value:
        return [[entry.strip()] for entry in value.split("<url>")]
    return value


def _name(item: Any) -> str | None:
    """Return what an item of a list is known by: an object's name, or the texts of a heading."""
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        return str(item["name"])
    if isinstance(item, list) and item and all(isinstance(text, str) for text in item):
        return " ".join(item)
    return None


def _equal(recorded: Any, found: Any, size: float) -> bool:
    if isinstance(recorded, float) and isinstance(found, int | float) and not isinstance(found, bool):
        return abs(recorded - found) <= RELATIVE * abs(recorded) + CANCELLED * size
    return type(recorded) is type(found) and bool(recorded == found)


def _largest(values: list[Any]) -> float:
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        return 0.0
    return float(np.abs(array).max(initial=0.0))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}..."
