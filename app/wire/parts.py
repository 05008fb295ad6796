"""How much a JSON text may hold, counted before it is parsed: a list takes far more memory than its text."""

from typing import Final, NamedTuple, Self

from pydantic_core import from_json

from app.config import Settings
from app.faults.kinds import TooLarge
from app.faults.wording import setting

VOCABULARY: Final = "vocabulary"
"""The one field of requests whose entries are counted apart, as real ones have up to 300,000."""
_REST: Final = 50_000
"""Values of everything that is neither inputs nor weights: pins, labels, masks, ids."""


class Bounds(NamedTuple):
    """What a request may hold at most.

    Attributes
    ----------
    parts : int
        The most lists, the most objects, and the most named values.
    values : int
        The most values of which another one comes before, in lists and objects: commas, that is.
    entries : int
        The most named values besides, all of them in `VOCABULARY`.
    """

    parts: int
    values: int
    entries: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the bounds of requests within a server's limits, with room to spare.

        Lists are rows of inputs and gradients, rows of four gates with three matrices each, and those of
        heads and labels; values are the numbers in them. Many steps go with few weights, and with no
        vocabulary, so the sum leaves room for gradients of a loss.
        """
        T, H, D = settings.max_steps, settings.max_units, settings.max_inputs
        weights = 4 * H * (D + 2 * H + 2)
        return cls(
            parts=20_000 + 2 * T + 12 * H,
            values=max(T * D + weights, settings.max_vocabulary) + _REST,
            entries=settings.max_vocabulary,
        )


def check_parts(text: bytes, bounds: Bounds) -> None:
    """Raise `TooLarge` if a JSON text has more lists, objects or values than any valid request.

    They are counted by their brackets, colons and commas, also those in strings: a list takes far more memory
    than its two bytes, whether or not it is where a list may be.

    Parameters
    ----------
    text : bytes
        A JSON object.
    bounds : Bounds
        The most of each.
    """
    parts, values, entries = bounds
    lists, objects, names, commas = (text.count(mark) for mark in (b"[", b"{", b":", b","))
    if commas > values:
        raise TooLarge(
            f"The request body holds {commas} values; at most {values} are read at once; send inputs as "
            "application/x-ndjson."
        )
    if max(lists, objects) <= parts < names <= parts + entries:
        names -= _entries(text)
    found = max(lists, objects, names)
    if found <= parts:
        return
    if not entries:
        raise TooLarge(
            f"The request body holds {found} lists, objects or named values; no valid one has more than "
            f"{parts}."
        )
    raise TooLarge(
        f"The request body holds {found} lists, objects or named values; no valid one has more than {parts}, "
        f"and {entries} in a vocabulary; raise the setting {setting('max_vocabulary')}."
    )


def _entries(text: bytes) -> int:
    """Return how many colons of a text are certainly in its vocabulary: an object, or the text of a file."""
    try:
        given = from_json(text)
    except ValueError:
        return 0
    match given.get(VOCABULARY) if isinstance(given, dict) else None:
        case dict() as ids:
            return len(ids)
        case str() as file:  # a colon that was written as an escape was not counted
            return max(0, file.count(":") - text.lower().count(b"\\u003a"))
    return 0
