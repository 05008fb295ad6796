"""JSON, in which each object has a name only once.

The standard leaves open what a repeated name means: what one program checks, another may not use.
"""

import json
from typing import Any

from lstm_core.interop.errors import FormatError


def parsed(part: str, data: bytes | str, expected: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a JSON text says.

    Parameters
    ----------
    part : str
        The part of the file that the text is.
    data : bytes or str
        The text.
    expected : str
        What would have been valid instead of something that is not JSON.

    Raises
    ------
    FormatError
        If it is not JSON, or an object has a name twice.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in pairs:
            if name in made:
                raise FormatError(part, f"{name[:80]!r} twice", "each name once")
            made[name] = value
        return made

    try:
        return json.loads(data, object_pairs_hook=unique)
    except FormatError:
        raise
    except (ValueError, RecursionError) as error:
        raise FormatError(part, f"no JSON ({error})", expected) from error
