"""Recurrent networks taken from live objects of another framework, which is never imported."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import guarded, some
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.keras import cell_of, is_unit
from lstm_core.interop.frameworks.keras_config import check_layer, merge_of, resets_after
from lstm_core.interop.frameworks.pytorch import read_arrays
from lstm_core.interop.frameworks.torch_calls import array_of, kind_of, plain_name, weight_names
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

_LAYERS: Final = "a keras.layers.LSTM, GRU, SimpleRNN or Bidirectional"


def from_torch(module: Any, name: str | None = None, head: str | None = None) -> LayerStack:
    """Take the LSTM, GRU or plain recurrent network out of a ``torch.nn.Module``.

    Parameters
    ----------
    module : torch.nn.Module
        A ``torch.nn.LSTM``, ``GRU`` or ``RNN``, one of their cells, or a module that contains one; or its
        state dict, for which steps come first, (T, B, D), as it does not say otherwise. Weights that are
        pruned or normalised are taken as the module uses them.
    name : str, optional
        The name of the network in the module; may be left out if there is only one.
    head : str, optional
        The name of a ``torch.nn.Linear`` that reads the network's output.

    Returns
    -------
    LayerStack
        A copy of its weights. It takes exactly the inputs of the original: (B, T, D) if the module has
        ``batch_first``.

    Raises
    ------
    FormatError
        If it is neither a module nor a state dict; if there is no such network or linear layer, if several
        networks leave the choice open, or if it is quantized or its nonlinearity is not tanh.
    """
    contents = read_arrays(_tensors(module), [])
    stack = contents.join(*(() if name is None else (name,)), head=head)
    (found,) = contents.stacks if name is None else (name,)
    part = _part(module, found)
    if getattr(part, "nonlinearity", "tanh") != "tanh":
        raise FormatError(f"module {found}, nonlinearity", repr(part.nonlinearity), "'tanh'")  # type: ignore[attr-defined]  # an nn.RNN has one
    told = hasattr(part, "nonlinearity")
    stack = replace(stack, batch_first=bool(getattr(part, "batch_first", False)))
    return replace(stack, assumptions=()) if told else stack


def _tensors(module: Any) -> dict[str, Array]:
    """Return the tensors of a module or a state dict, without the prefixes of wrappers."""
    if isinstance(module, Mapping):
        tensors = {str(key): one for key, one in module.items() if hasattr(one, "detach")}
        if not tensors:
            inner = [str(key) for key, one in module.items() if isinstance(one, Mapping)]
            wanted = f"a state dict, such as its {' or '.join(map(repr, inner))}" if inner else "a state dict"
            raise FormatError("module", f"a dict of {some(map(repr, map(str, module)))}", wanted)
        return {plain_name(key): array_of(one) for key, one in tensors.items()}
    if not hasattr(module, "state_dict") or hasattr(module, "param_groups"):
        raise FormatError("module", f"{type(module).__name__}", "a torch.nn.Module or its state dict")
    own: dict[str, Any] = dict(getattr(module, "named_modules", list)())
    weights = {
        f"{name}.{key}" if name else key: getattr(part, key)
        for name, part in own.items()
        if kind_of(part)  # raises an error for one that is quantized
        for key in weight_names(part)
    }
    found = {key: one for key, one in module.state_dict().items() if hasattr(one, "detach")}
    return {plain_name(key): array_of(one) for key, one in (found | weights).items()}


def _part(module: object, name: str) -> object:
    """Return the module with this name inside another one, or None."""
    modules = {plain_name(key): one for key, one in getattr(module, "named_modules", list)()}
    if name in modules:
        return modules[name]
    for one in filter(None, name.split(".")):
        module = getattr(module, one, None)
    return module


def from_keras(layer: Any) -> LayerStack:
    """Take the LSTM, GRU or plain recurrent network out of a Keras layer.

    Parameters
    ----------
    layer : keras.layers.LSTM, GRU, SimpleRNN, RNN or Bidirectional
        A built layer, or a list of built layers that feed each other.

    Returns
    -------
    LayerStack
        A copy of its weights. It takes exactly the inputs of the original: (B, T, D).

    Raises
    ------
    FormatError
        If it is not an LSTM, GRU or SimpleRNN, has other activations than ours, runs backward only, or is not
        built.
    """
    layers = list(layer) if isinstance(layer, list | tuple) else [layer]
    stacked = [layer for one in layers for layer in _keras_layers(one)]
    return guarded("layers", lambda: LayerStack(stacked, batch_first=True))


def _keras_layers(layer: Any) -> list[StackLayer]:
    part, config = f"layer {getattr(layer, 'name', layer)!s:.60}", _config(layer)
    if not hasattr(layer, "forward_layer"):
        check_layer(part, config)
        return [StackLayer(_keras_cell(part, one)) for one in _cells(layer)]
    for name, backward in (("forward_layer", False), ("backward_layer", True)):
        check_layer(f"{part}, {name}", _config(getattr(layer, name)), backward)
        if len(_cells(getattr(layer, name))) > 1:
            raise FormatError(f"{part}, {name}", "stacked cells", "one cell for each direction")
    cells = [_keras_cell(part, one) for one in (layer.forward_layer, layer.backward_layer)]
    merge = merge_of(part, layer.merge_mode)
    return [guarded(part, lambda: StackLayer(cells[0], cells[1], merge))]


def _cells(layer: Any) -> list[Any]:
    """Return the stacked cells of an RNN layer; any other layer is its own cell."""
    return list(getattr(getattr(layer, "cell", None), "cells", [layer]))


def _config(layer: Any) -> dict[str, Any]:
    if not hasattr(layer, "get_config") or not hasattr(layer, "get_weights"):
        raise FormatError("layer", type(layer).__name__, _LAYERS)
    config: dict[str, Any] = layer.get_config()
    return config


def _keras_cell(part: str, layer: Any) -> Layer:
    variables = [np.asarray(array) for array in layer.get_weights()]
    if len(variables) < 2:
        raise FormatError(part, f"{len(variables)} weights", "an LSTM that is built")
    if not is_unit(variables):
        raise FormatError(part, type(layer).__name__, _LAYERS)
    return cell_of(
        part, variables, resets_after(layer.get_config()) if hasattr(layer, "get_config") else True
    )
