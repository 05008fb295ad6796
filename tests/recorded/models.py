"""What `lstm_core.interop.read` finds in a file, and what it computes."""

from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.interop import read


def contents(data: bytes) -> dict[str, Any]:
    """Return what is in a file, and for each LSTM a run over a wave: outputs, and memory of each layer."""
    found = read(data)
    return {
        "format": found.format,
        "notes": list(found.notes),
        "ignored": [[one.name, one.shape, one.why] for one in found.ignored],
        "linears": {name: np.asarray(V).tolist() for name, (V, _) in found.linears.items()},
        "runs": {name: _run(stack) for name, stack in found.stacks.items()},
    }


def _run(stack: Any) -> dict[str, Any]:
    trace = replace(stack, assumptions=()).run(np.sin(np.arange(6 * stack.D).reshape(6, stack.D)))
    return {
        "outputs": trace.outputs.tolist(),
        "layers": [[one.layer, one.direction, one.h.tolist(), one.trace.C.tolist()] for one in trace.layers],
    }
