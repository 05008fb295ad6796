"""The configuration of older models of Keras in the words of Keras 3."""

from collections.abc import Mapping
from typing import Any, Final

_KEYS: Final = {"inner_activation": "recurrent_activation"}
_RESETS: Final = {"GRU": False, "GRUCell": False, "CuDNNGRU": True}
"""Whether a GRU that does not say so resets after the product: only Keras 3's own does by default."""


def renamed(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a configuration with today's keys, so that it can be read as if Keras 3 had written it."""
    if isinstance(node, list):
        return [renamed(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    told = {_KEYS.get(key, key): renamed(one) for key, one in node.items()}
    match told:
        case {"class_name": "Sequential", "config": list(found)}:
            told["config"] = {"layers": found}
        case {"class_name": str(name), "config": dict(config)} if name in _RESETS:
            told["config"] = {"reset_after": _RESETS[name]} | config
    return told
