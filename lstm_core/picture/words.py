"""The words of the pictures, in English like all other messages of the package."""

from collections.abc import Mapping
from typing import Final

UNITS: Final[Mapping[str, str]] = {"lstm": "An LSTM", "gru": "A GRU", "rnn": "A plain recurrent network"}
"""The units, with an article; any other is called a unit."""

PARTS: Final[Mapping[str, str]] = {
    "old": "old memory",
    "new": "memory",
    "out": "output",
    "forget": "forget valve",
    "reset": "reset valve",
    "write": "new-memory valve",
    "output": "output valve",
    "joint": "T-joint: kept + added",
    "waits": "waits for C",
}
"""The labels, by place."""

APART: Final[Mapping[str, str]] = {"lstm": "in the output", "gru": "at the reset valve"}
"""Where water is of another size than the memory's."""

QUIET: Final = frozenset({"joint", "waits"})
"""The labels that merely explain."""

NETS: Final[Mapping[str, str]] = {
    "forget_net": "forget",
    "reset_net": "reset",
    "write_net": "new-memory valve",
    "candidate_net": "new memory",
    "output_net": "output",
    "candidate_inner": "old memory",
}
"""The names of the networks."""

LONGEST: Final = 24
"""The most characters of a step's label."""


def legible(label: str) -> str:
    """Return the label of a step as it is drawn: on one line, and not too long."""
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in label)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
