"""The colours of both themes, and their contrast by the formula of WCAG 2.2."""

import re

from app.config import ROOT

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", f"--bg:{block}")) for block in TOKENS.split("--bg:")[1:]
)
GROUNDS = ("bg", "card", "sunken", "plate")
LETTERS = (
    *("ink", "muted", "memory", "accent", "danger", "positive-ink", "negative-ink"),
    *("forget", "reset", "write", "candidate", "output"),
)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
