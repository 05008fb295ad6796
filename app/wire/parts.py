"""How much a JSON text may hold, counted before it is parsed: a list takes far more memory than its text."""

from typing import Final

from pydantic_core import from_json

from app.faults.kinds import TooLarge
from app.faults.wording import setting

VOCABULARY: Final = "vocabulary"
"""The one field of requests whose entries are counted apart, as real ones have up to 300,000."""


def check_parts(text: bytes, most: int, most_entries: int = 0) -> None:
    """Raise `TooLarge` if a JSON text has more lists or named values than any valid request.

    They are counted by their brackets and colons before parsing: a list takes far more memory than two bytes.

    Parameters
    ----------
    text : bytes
        A JSON object.
    most : int
        The most lists, and the most named values.
    most_entries : int
        The most named values besides, all of them in `VOCABULARY`.
    """
    lists, names = text.count(b"["), text.count(b":")
    if lists <= most < names <= most + most_entries:
        names -= _entries(text)
    found = max(lists, names)
    if found <= most:
        return
    if not most_entries:
        raise TooLarge(
            f"The request body holds {found} lists or named values; no valid one has more than {most}."
        )
    raise TooLarge(
        f"The request body holds {found} lists or named values; no valid one has more than {most}, and "
        f"{most_entries} in a vocabulary; raise the setting {setting('max_vocabulary')}."
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
