"""Gates that frameworks keep below each other in one matrix: taken apart and put together, for any unit.

With reset after the product, a GRU's candidate keeps the bias of U apart; everywhere else the two add up.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE, LSTM, RNN, Blueprint
from lstm_core.params import GateParams, UnitParams, params_of

UNITS: Final[Mapping[int, Blueprint]] = {4: LSTM, 3: GRU, 1: RNN}
"""The unit by how many nets it has, which is how many rows of weights there are for each of its numbers."""
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
    """Return the weights of a unit.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    order : sequence of str
        The letters of its nets as they lie below each other.
    W, U, b, bU : (n H, D), (n H, H), (n H,), (n H,)
        Weights and biases of the input and of the hidden state.
    p : dict of (H,), optional
        Peepholes by letter.

    Raises
    ------
    ValueError
        If they do not fit the unit.
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
    """Return W, U, b and bU with the nets below each other in this order: the inverse of `take_apart`."""
    nets = [params.nets[letter] for letter in order]
    apart = [np.zeros_like(net.b) if net.bU is None else net.bU for net in nets]
    W, U, b = (np.concatenate([getattr(net, name) for net in nets]) for name in "WUb")
    return W, U, b, np.concatenate(apart)
