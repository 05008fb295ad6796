"""The screens that pages are looked at on: keyword arguments of Playwright's ``new_context``."""

from typing import Any

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SMALL_PHONE: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 740}}
MOVING: dict[str, Any] = {"reduced_motion": "no-preference"}
