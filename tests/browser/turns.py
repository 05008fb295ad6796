"""Both languages on all screens, without all of their pairs."""

from itertools import cycle
from typing import Any

import pytest


def in_turns(screens: dict[str, dict[str, Any]]) -> list[Any]:
    """Return a parameter (language, screen) for each screen; the languages take turns."""
    turns = zip(screens.items(), cycle(("en", "zh", "zh", "en")), strict=False)
    return [
        pytest.param(
            language, screen, marks=pytest.mark.browser_context_args(**screen), id=f"{name} {language}"
        )
        for (name, screen), language in turns
    ]
