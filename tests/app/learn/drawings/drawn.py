"""What is stored of a measurement, and where a figure of it draws what."""

import json
import re
from collections.abc import Callable
from typing import Any

from app.config import ROOT

DATA = ROOT / "app" / "data"
LEFT, RIGHT, TOP, BOTTOM = 54.0, 494.0, 32.0, 226.0
"""The corners of a picture's frame."""


def stored(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def part(html: str, name: str, at: int, tag: str = "g") -> str:
    """Return what is shown while a knob is at a position."""
    (found,) = re.findall(rf'<{tag} data-of="{name}" data-at="{at}"(?: hidden)?>(.*?)</{tag}>', html)[:1]
    return str(found)


def points(html: str, kind: str) -> list[tuple[float, float]]:
    (found,) = re.findall(rf'<polyline class="{kind}" points="([^"]*)"', html)
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in found.split())]


def level(y: float, low: float, high: float, scale: Callable[[float], float] = float) -> float:
    """Return the position of a number in a frame of the usual height."""
    return BOTTOM - (scale(y) - scale(low)) / (scale(high) - scale(low)) * (BOTTOM - TOP)
