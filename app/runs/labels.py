"""What each step of a run reads, in words: as a request says it."""

from collections.abc import Sequence
from typing import cast

from app.faults.kinds import Refused
from app.runs.requests import TraceSettings


def labels_of(
    request: object, steps: Sequence[int], is_batch: bool, known: Sequence[list[str] | None] | None = None
) -> list[list[str] | None]:
    """Return the labels of each sequence of a request; None where it has none.

    Parameters
    ----------
    request : object
        The request; only that for a trace has labels.
    steps : sequence of int
        The number of steps of each sequence.
    is_batch : bool
        Whether there is a list of labels for each sequence.
    known : sequence of list or None, optional
        The labels of sequences of tokens, if the request gives no others.

    Raises
    ------
    Refused
        If there are not as many lists as sequences, or not as many labels as steps.
    """
    given = request.labels if isinstance(request, TraceSettings) else None
    if given is None:
        return [None] * len(steps) if known is None else list(known)
    is_nested = bool(given) and isinstance(given[0], list)
    if is_batch and not is_nested:
        raise Refused("/labels", "expected a list of labels for each sequence of the batch")
    if is_nested and not is_batch:
        raise Refused("/labels", "expected one label for each step, found lists of labels")
    lists = cast("list[list[str]]", given if is_batch else [given])
    if len(lists) != len(steps):
        raise Refused("/labels", f"expected {len(steps)} lists, one per sequence, found {len(lists)}")
    for n, (labels, T) in enumerate(zip(lists, steps, strict=True)):
        if len(labels) != T:
            place = f"/labels/{n}" if is_batch else "/labels"
            raise Refused(place, f"expected {T} labels, one per step, found {len(labels)}")
    return list(lists)
