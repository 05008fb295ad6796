"""What each step of a run reads, in words, such as the tokens of a text."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np

from lstm_core.arrays import Array

Labels: TypeAlias = tuple[tuple[str, ...], ...]
"""The labels of each sequence; a run of one sequence has one entry, and every entry one label per step."""

LABELS: Final = "labels"
"""Their name in a file of arrays."""


def check_labels(
    given: Sequence[str] | Sequence[Sequence[str]],
    steps: int,
    batch: int | None,
    lengths: tuple[int, ...] | None = None,
) -> Labels:
    """Return the labels of each sequence of a run; padding has empty ones.

    Parameters
    ----------
    given : sequence of str, or sequence of them
        One label per step; for a batch also one such list per sequence, which may end with the sequence.
    steps : int
        The number of steps of the run.
    batch : int or None
        The number of sequences; None for a run of a single sequence.
    lengths : tuple of int, optional
        The number of steps of each sequence, if they differ.

    Raises
    ------
    ValueError
        If there are not as many labels as steps, not as many lists as sequences, or one is not a string.
    """
    if isinstance(given, str):
        raise ValueError(f"labels are the text {given[:40]!r}, expected a list of texts, one per step")
    is_flat = all(isinstance(one, str) for one in given)
    if is_flat or batch is None:
        return (_checked("labels", given, steps, steps),) * (batch or 1)
    if len(given) != batch:
        raise ValueError(f"labels are {len(given)} lists, expected {batch}, one per sequence")
    ends = lengths or (steps,) * batch
    return tuple(_checked(f"labels of sequence {n}", one, ends[n], steps) for n, one in enumerate(given))


def by_step(labels: Labels | None) -> list[str] | list[list[str]] | None:
    """Return the label of each step; for a batch, those of all its sequences."""
    if labels is None or len(labels) == 1:
        return labels and list(labels[0])
    return [list(one) for one in zip(*labels, strict=True)]


def as_array(labels: Labels | None) -> dict[str, Array]:
    """Return the array ``labels`` of an .npz file: texts (T,), or (T, B) for a batch; none without labels."""
    told = by_step(labels)
    return {} if told is None else {LABELS: np.array(told, dtype=np.str_)}


def as_cell(label: str) -> str:
    """Return a label as a cell of a CSV."""
    return '"' + label.replace('"', '""') + '"' if any(one in label for one in ',"\r\n') else label


def _checked(part: str, given: Sequence[object], length: int, steps: int) -> tuple[str, ...]:
    labels = tuple(one for one in given if isinstance(one, str))
    if isinstance(given, str) or len(labels) != len(given):
        wrong = next((one for one in given if not isinstance(one, str)), given)
        raise ValueError(f"{part}: found {wrong!r:.40}, expected a list of texts, one per step")
    if len(labels) not in (length, steps):
        raise ValueError(f"{part} are {len(labels)}, expected {length}, one per step")
    return labels + ("",) * (steps - len(labels))
