"""The screens that pages are looked at on: keyword arguments of Playwright's ``new_context``."""

from itertools import cycle
from typing import Any

import pytest

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SMALL_PHONE: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}}
MOVING: dict[str, Any] = {"reduced_motion": "no-preference"}


def in_turns(screens: dict[str, dict[str, Any]]) -> list[Any]:
    """Return a parameter (language, screen) for each screen; the languages take turns."""
    turns = zip(screens.items(), cycle(("en", "zh", "zh", "en")), strict=False)
    return [
        pytest.param(
            language, screen, marks=pytest.mark.browser_context_args(**screen), id=f"{name} {language}"
        )
        for (name, screen), language in turns
    ]
