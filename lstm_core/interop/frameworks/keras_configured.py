"""The recurrent layers of a Keras model as its configuration describes and chains them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from lstm_core.blueprints import GRU, GRU_RESET_BEFORE
from lstm_core.interop.containers.tensors import guarded, some
from lstm_core.interop.contents import Contents, on_top
from lstm_core.interop.frameworks.keras_config import (
    KNOWN,
    check_layer,
    layers,
    masks_of,
    merge_of,
    name_of,
    resets_after,
    sequence,
    starts_of,
)
from lstm_core.params import GateParams, params_of
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

_TRANSPARENT: Final = {"InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout"}
"""Layers that pass their input on unchanged when a trained model is used."""


def configured(contents: Contents, config: object) -> Contents:
    """Return the layers of a file of weights as a configuration describes them.

    Consecutive ones in a Sequential model form one stack, named after the first.

    Raises
    ------
    FormatError
        If a recurrent layer has another form: other activations, or backward only.
    """
    stacks = dict(contents.stacks)
    linears, embeddings = dict(contents.linears), dict(contents.embeddings)
    masks = masks_of(config)
    for layer in layers(config):
        name = name_of(layer)
        if name in stacks and layer["class_name"] in KNOWN:
            stack = _configured(stacks[name], layer)
            stacks[name] = replace(stack, assumptions=(*masks, *starts_of(layer, _states(stack))))
        elif name in linears and layer["class_name"] == "Embedding":
            embeddings[name] = linears.pop(name)[0].T
        elif name in embeddings and layer["class_name"] != "Embedding":
            linears[name] = embeddings.pop(name).T, None
        if name in linears and layer["config"].get("activation", "linear") != "linear":
            del linears[name]
    return replace(contents, stacks=_chained(config, stacks), linears=linears, embeddings=embeddings)


def _states(stack: LayerStack) -> tuple[str, ...]:
    """Return the names of the first states of a run."""
    carried = (one for _, _, cell in stack.directions for one in cell.params.blueprint.carried)
    return tuple(dict.fromkeys(f"{one}0" for one in carried))


def _configured(stack: LayerStack, layer: Mapping[str, Any]) -> LayerStack:
    """Check the configuration of a layer, and return its stack accordingly."""
    part, config = f"layer {name_of(layer)}", layer["config"]
    if layer["class_name"] != "Bidirectional":
        check_layer(part, config)
        return _reset(stack, resets_after(config))
    stack = _reset(stack, resets_after(config.get("layer", {}).get("config", {})))
    for name, backward in (("layer", False), ("backward_layer", True)):
        inner = config.get(name)
        if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
            check_layer(f"{part}, {name}", inner["config"], backward)
    merge = merge_of(part, config.get("merge_mode", "concat"))
    return guarded(part, lambda: replace(stack, layers=[replace(stack.layers[0], merge=merge)]))


def _reset(stack: LayerStack, after: bool) -> LayerStack:
    """Return the stack with GRUs in the form given by the configuration, unless their biases show it."""

    def formed(layer: Layer | None) -> Layer | None:
        if after or layer is None or layer.params.blueprint is not GRU:
            return layer
        nets = {
            letter: GateParams(net.W, net.U, net.b if net.bU is None else net.b + net.bU)
            for letter, net in layer.params.nets.items()
        }
        return replace(layer, params=params_of(GRU_RESET_BEFORE, nets))

    layers = [
        replace(one, forward=formed(one.forward), backward=formed(one.backward)) for one in stack.layers
    ]
    return replace(stack, layers=layers)


def _chained(config: object, stacks: Mapping[str, LayerStack]) -> dict[str, LayerStack]:
    """Join consecutive layers of a Sequential model."""
    chains: dict[str, list[str]] = {}
    last = ""
    for layer in sequence(config):
        name = name_of(layer)
        if name in stacks:
            last = last or name
            chains.setdefault(last, []).append(name)
        elif layer["class_name"] not in _TRANSPARENT:
            last = ""
    chained = {name for chain in chains.values() for name in chain}
    chains |= {name: [name] for name in stacks if name not in chained}
    return {
        first: guarded(f"layers {some(chain)}", partial(on_top, [stacks[name] for name in chain]))
        for first, chain in chains.items()
    }
