"""The colours of the roles, light and dark, the same as on the web pages.

The light colours are attributes of the elements; only the dark ones are in a style. A page that shows the
notebook may drop styles, in which case the light colours remain; a dark page matches the style, which
replaces them. `prefers-color-scheme` would ask the system, which may be dark while the notebook is light.
"""

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "card": "#ffffff",
    "ground": "#f4f7fb",
    "ink": "#0f172a",
    "muted": "#516079",
    "line": "#d3dde9",
    "signal": "#6b819d",
    "glass": "#dde7f2",
    "glass-light": "#ffffff",
    "glass-shade": "#b4c5d8",
    "rim": "#8da3bd",
    "bore": "#ffffff",
    "steel": "#b8c6d7",
    "plate": "#ffffff",
    "forget": "#bd2853",
    "write": "#0f7a56",
    "candidate": "#176b8a",
    "output": "#663cba",
    "reset": "#846300",
    "memory": "#2f4564",
    "positive": "#2a7bdc",
    "negative": "#e07c1c",
    "positive-ink": "#1c60b4",
    "negative-ink": "#a9500a",
    "ripple": "#ffffff",
}

DARK: Final[Mapping[str, str]] = {
    "card": "#121c2d",
    "ground": "#0d1625",
    "ink": "#e8eef7",
    "muted": "#a3b3c9",
    "line": "#26344a",
    "signal": "#8ba1bd",
    "glass": "#1b2a40",
    "glass-light": "#36506f",
    "glass-shade": "#0f1b2d",
    "rim": "#50688a",
    "bore": "#0f1b2d",
    "steel": "#475971",
    "plate": "#18253a",
    "forget": "#ff7d9c",
    "write": "#45cb9c",
    "candidate": "#5bbfe2",
    "output": "#b599ff",
    "reset": "#e0c04f",
    "memory": "#c3d3e8",
    "positive": "#4698f5",
    "negative": "#f0953c",
    "positive-ink": "#86bdff",
    "negative-ink": "#ffb26b",
    "ripple": "#0f1b2d",
}
