"""The weights of a preset: JSON with one object per gate."""

import json
from functools import partial
from typing import Any, Final

from lstm_core.interop.containers.tensors import guarded
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.params import GATES, GateParams, Head, LSTMParams
from lstm_core.stacks.stack import LayerStack

NAME: Final = "lstm"


def read(data: bytes) -> Contents:
    """Return the network in a preset file.

    Raises
    ------
    FormatError
        If it is not JSON, or weights are missing or do not fit.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError("file", f"no JSON ({error})", "a preset") from error
    weights = document.get("weights") if isinstance(document, dict) else None
    if not isinstance(weights, dict):
        raise FormatError("file", "JSON without weights", "a preset, with an object named weights")
    gates = {}
    for gate in GATES:
        entry = _entry(f"weights.{gate}", weights.get(gate), {"W", "U", "b"}, {"p"})
        gates[gate] = guarded(f"weights.{gate}", partial(GateParams, **entry))
    params = guarded("weights", lambda: LSTMParams(**gates))
    head = None
    if document.get("head") is not None:
        own = _entry("head", document["head"], {"W", "b"}, {"names"})
        head = guarded("head", lambda: Head(own["W"], own["b"]))
    stack = guarded("head", lambda: LayerStack.of(params, head))
    return Contents("memory-pipe", {NAME: stack})


def _entry(part: str, found: object, needed: set[str], optional: set[str]) -> dict[str, Any]:
    if not isinstance(found, dict) or not needed <= set(found) <= needed | optional:
        what = ", ".join(map(str, found)) if isinstance(found, dict) else repr(found)
        raise FormatError(part, f"{what:.80}", f"an object of {', '.join(sorted(needed | optional))}")
    for name in needed:
        if found[name] is None:
            raise FormatError(f"{part}.{name}", "null", "numbers")
    return found
