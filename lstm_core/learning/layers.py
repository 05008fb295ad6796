"""What learning needs of a layer: its output, and the way back from that output's gradient to the weights."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any, TypeAlias

from lstm_core.arrays import Array
from lstm_core.learning.window import WindowParams, backward_window, run_window
from lstm_core.params import UnitParams
from lstm_core.running.backward import backward
from lstm_core.running.run import run

LayerParams: TypeAlias = UnitParams | WindowParams


@singledispatch
def forward(layer: Any, x: Array) -> tuple[Array, Callable[[Array], Any]]:  # noqa: ANN401, ARG001 - other kinds register
    """Return h, and a function that maps the gradient of h to the gradients of the layer's weights.

    For inputs `x` (T, D) or (T, B, D), h and its gradient are (T, H) or (T, B, H). Another kind of layer
    registers its own function with ``@forward.register``.

    Raises
    ------
    TypeError
        If nothing is registered for this kind of layer.
    """
    raise TypeError(f"the layer is {type(layer).__name__}, expected the weights of a unit or of a window")


@forward.register
def _unit(layer: UnitParams, x: Array) -> tuple[Array, Callable[[Array], UnitParams]]:
    trace = run(layer, x)
    return trace.h, lambda dh: backward(layer, trace, dh)[0]


@forward.register
def _window(layer: WindowParams, x: Array) -> tuple[Array, Callable[[Array], WindowParams]]:
    trace = run_window(layer, x)
    return trace.h, lambda dh: backward_window(layer, trace, dh)[0]
