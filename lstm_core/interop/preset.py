"""The weights of a preset: JSON with one object per gate."""

from functools import partial
from typing import Any, Final

from lstm_core.blueprints import BLUEPRINTS, LSTM
from lstm_core.blueprints.spec import Blueprint
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.tensors import guarded
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.params import GateParams, Head, params_of
from lstm_core.stacks.stack import LayerStack

NAME: Final = "lstm"


def read(data: bytes) -> Contents:
    """Return the network in a preset file.

    Raises
    ------
    FormatError
        If it is not JSON, or weights are missing or do not fit.
    """
    document = documents.parsed("file", data, "a preset")
    weights = document.get("weights") if isinstance(document, dict) else None
    if not isinstance(weights, dict):
        raise FormatError("file", "JSON without weights", "a preset, with an object named weights")
    blueprint = _blueprint(document.get("unit", LSTM.name))
    nets = {}
    for net in blueprint.nets:
        part, free = f"weights.{net.letter}", {"p"} if net.inner is None else {"p", "bU"}
        entry = _entry(part, weights.get(net.letter), {"W", "U", "b"}, free)
        nets[net.letter] = guarded(part, partial(GateParams, **entry))
    params = guarded("weights", lambda: params_of(blueprint, nets))
    head = None
    if document.get("head") is not None:
        own = _entry("head", document["head"], {"W", "b"}, {"names", "says"})
        head = guarded("head", lambda: Head(own["W"], own["b"]))
    stack = guarded("head", lambda: LayerStack.of(params, head))
    return Contents("memory-pipe", {NAME: stack})


def _blueprint(unit: object) -> Blueprint:
    known = [one for one in BLUEPRINTS.values() if one.name == unit]
    if not known:
        raise FormatError("unit", f"{unit!r:.60}", f"one of {', '.join(BLUEPRINTS)}")
    return known[0]


def _entry(part: str, found: object, needed: set[str], optional: set[str]) -> dict[str, Any]:
    if not isinstance(found, dict) or not needed <= set(found) <= needed | optional:
        what = ", ".join(map(str, found)) if isinstance(found, dict) else repr(found)
        raise FormatError(part, f"{what:.80}", f"an object of {', '.join(sorted(needed | optional))}")
    for name in needed:
        if found[name] is None:
            raise FormatError(f"{part}.{name}", "null", "numbers")
    return found
