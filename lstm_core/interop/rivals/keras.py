"""The recurrent layers of a .keras file, run in Keras, which loads the file itself."""

import warnings
from pathlib import Path
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.rivals.states import Compute, Rival, States
from lstm_core.stacks.layer import Direction

NEEDS: Final = "verify runs a .keras file in Keras, which is not installed: pip install keras torch"


def rival(path: Path, contents: Contents) -> Rival:
    """Return the stacks of a file in Keras, each under our name for it.

    Raises
    ------
    FormatError
        If Keras cannot load the file, or has no layer of a stack's name.
    ImportError
        If Keras or its backend is not installed.
    """
    try:
        import keras
    except ImportError as error:
        raise ImportError(NEEDS) from error
    try:
        with warnings.catch_warnings(action="ignore"):
            model = keras.saving.load_model(path, compile=False)
    except (ValueError, TypeError, OSError) as error:
        raise FormatError("Keras", f"{error!s:.300}", "a model that it can load") from error
    found = {
        name: _compute(keras, _layers(model, name, len(stack.layers)))
        for name, stack in contents.stacks.items()
    }
    return Rival(f"Keras {keras.__version__} on {keras.backend.backend()}", found)


def _layers(model: Any, name: str, count: int) -> list[Any]:
    """Return the layers of a stack: the one with its name, and the recurrent ones after it."""
    names = [layer.name for layer in model.layers]
    if name not in names:
        raise FormatError("Keras", f"no layer {name!r}", f"one of {', '.join(names)}")
    found: list[Any] = []
    for layer in model.layers[names.index(name) :]:
        if sum(len(_cells(one)) for one in found) < count and (_ways(layer) or hasattr(layer, "cell")):
            found.append(layer)
    return found


def _ways(layer: Any) -> list[tuple[Direction, Any]]:
    """Return the two directions of a Bidirectional layer; empty for any other."""
    named: tuple[tuple[Direction, str], ...] = (("forward", "forward_layer"), ("backward", "backward_layer"))
    return [(way, getattr(layer, one)) for way, one in named if hasattr(layer, one)]


def _cells(layer: Any) -> list[Any]:
    """Return the stacked cells of an RNN layer; any other layer is its own cell."""
    return list(getattr(getattr(layer, "cell", None), "cells", [layer]))


def _compute(keras: Any, layers: list[Any]) -> Compute:
    def told(array: Any) -> Array:
        found: Array = keras.ops.convert_to_numpy(array)
        return found

    def run(x: Array) -> dict[tuple[int, Direction], States]:
        found: dict[tuple[int, Direction], States] = {}
        signal, k = keras.ops.convert_to_tensor(np.asarray(x, "float32")), 0
        for layer in layers:
            cells = _cells(layer)
            for way, one in _ways(layer) or [("forward", layer)]:
                sequence, *last = _telling(one)(signal, training=False)
                h = (told(sequence)[:, ::-1] if way == "backward" else told(sequence)).swapaxes(0, 1)
                # Stacked cells have one list of states each, and only the last one gives h at every step.
                for c, states in enumerate(last if len(cells) > 1 else [last]):
                    h_n, *C_n = states if isinstance(states, list | tuple) else [states]
                    top = h if c + 1 == len(cells) else None
                    found[k + c, way] = States(told(h_n), told(C_n[0]) if C_n else None, top)
            k += len(cells)
            if layer is not layers[-1]:
                signal = layer(signal, training=False)
        return found

    def compute(x: Array) -> dict[tuple[int, Direction], States]:
        # Keras warns about changes with newer packages, which do not matter here.
        with warnings.catch_warnings(action="ignore"):
            return run(x)

    return compute


def _telling(layer: Any) -> Any:
    """Return the same layer, set to give h at every step and its last states."""
    config = {**layer.get_config(), "return_sequences": True, "return_state": True, "stateful": False}
    made = type(layer).from_config(config)
    made.build((None, None, layer.get_weights()[0].shape[0]))
    made.set_weights(layer.get_weights())
    return made
