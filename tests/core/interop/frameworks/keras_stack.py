"""A stack of every unit that Keras has, and one layer of each unit, with random weights."""

from typing import Literal

import numpy as np

from lstm_core import GateParams, Head, LayerStack
from lstm_core.arrays import Array
from lstm_core.blueprints import BLUEPRINTS
from lstm_core.params import params_of
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer

Merge = Literal["concat", "sum", "mul", "ave"]
UNITS = ("lstm", "gru", "gru_reset_before", "rnn")
MERGES: tuple[Merge, ...] = ("concat", "sum", "mul", "ave")


def layer_of(name: str, D: int, H: int, rng: np.random.Generator) -> Layer:
    """Return a layer of a unit in float32."""

    def numbers(*shape: int) -> Array:
        return rng.normal(size=shape).astype("f4")

    blueprint = BLUEPRINTS[name]
    nets = {
        net.letter: GateParams(
            numbers(H, D), numbers(H, H), numbers(H), None, None if net.inner is None else numbers(H)
        )
        for net in blueprint.nets
    }
    return Layer(params_of(blueprint, nets))


def both_ways(name: str, merge: Merge) -> LayerStack:
    """Return a layer of this unit, 3 to 4 and both ways, below an LSTM, 4 or 8 to 2."""
    rng = np.random.default_rng(5)
    both = StackLayer(layer_of(name, 3, 4, rng), layer_of(name, 3, 4, rng), merge)
    return LayerStack([both, StackLayer(layer_of("lstm", both.width, 2, rng))], batch_first=True)


def of_every_unit() -> LayerStack:
    """Return five layers, from 3 inputs to a head of 2 outputs."""
    rng = np.random.default_rng(11)
    layers = [
        StackLayer(layer_of("gru", 3, 4, rng), layer_of("gru", 3, 4, rng), "sum"),
        StackLayer(layer_of("gru_reset_before", 4, 3, rng)),
        StackLayer(layer_of("rnn", 3, 5, rng)),
        StackLayer(layer_of("lstm", 5, 2, rng), layer_of("lstm", 5, 2, rng)),
        StackLayer(layer_of("lstm", 4, 4, rng)),
    ]
    head = Head(rng.normal(size=(2, 4)).astype("f4"), rng.normal(size=2).astype("f4"))
    return LayerStack(layers, head, batch_first=True)
