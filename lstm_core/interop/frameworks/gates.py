"""Frameworks stack the gates of a unit in one matrix: here they are split and joined, for any unit.

With the reset after the product, a GRU's candidate has a bias of U of its own; elsewhere the two biases add
up.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE, LSTM, RNN, Blueprint
from lstm_core.params import GateParams, UnitParams, params_of

UNITS: Final[Mapping[int, Blueprint]] = {4: LSTM, 3: GRU, 1: RNN}
"""The unit by its number of nets, which is the number of weight rows per hidden unit."""
FORMS: Final[Mapping[bool, Blueprint]] = {True: GRU, False: GRU_RESET_BEFORE}
"""The GRU by whether it resets after the product."""


def take_apart(
    blueprint: Blueprint,
    order: Sequence[str],
    W: Array,
    U: Array,
    b: Array,
    bU: Array,
    p: Mapping[str, Array] | None = None,
) -> UnitParams:
    """Split stacked weights into those of a unit's nets.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    order : sequence of str
        The letters of its nets in the order in which they are stacked.
    W, U, b, bU : (n H, D), (n H, H), (n H,), (n H,)
        Weights and biases of the input and of the hidden state.
    p : dict of (H,), optional
        Peepholes by letter.

    Raises
    ------
    ValueError
        If the arrays do not fit the unit.
    """
    parts = {
        letter: arrays
        for letter, *arrays in zip(order, *(np.split(a, len(order)) for a in (W, U, b, bU)), strict=True)
    }
    nets = {}
    for net in blueprint.nets:
        own_W, own_U, own_b, own_bU = parts[net.letter]
        apart = net.inner is not None
        nets[net.letter] = GateParams(
            own_W,
            own_U,
            own_b if apart else own_b + own_bU,
            (p or {}).get(net.letter),
            own_bU if apart else None,
        )
    return params_of(blueprint, nets)


def put_together(params: UnitParams, order: Sequence[str]) -> tuple[Array, Array, Array, Array]:
    """Return W, U, b and bU with the nets stacked in this order: the inverse of `take_apart`."""
    nets = [params.nets[letter] for letter in order]
    apart = [np.zeros_like(net.b) if net.bU is None else net.bU for net in nets]
    W, U, b = (np.concatenate([getattr(net, name) for net in nets]) for name in "WUb")
    return W, U, b, np.concatenate(apart)
