"""Weights of 8 bits, as the numbers for which they stand."""

from collections.abc import Mapping

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import shape_text
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_folding import dequantized
from lstm_core.interop.frameworks.onnx_scope import Scope
from lstm_core.interop.frameworks.onnx_text import text


def weights_of(graph: Scope, part: str, inputs: Mapping[str, str], one: str) -> Array:
    """Return W or R of a DynamicQuantizeLSTM as an LSTM has it: (directions, 4 H, D) or (directions, 4 H, H).

    The file has the last two axes the other way round, and one scale and zero for each direction, or for each
    of its 4 H columns.

    Raises
    ------
    FormatError
        If it is not constant, or its scales do not fit it.
    """
    found = {name: inputs.get(name, "") for name in (one, f"{one}_scale", f"{one}_zero_point")}
    array, zero = (graph.quantized(found[name]) for name in (one, f"{one}_zero_point"))
    scale = graph.constant(found[f"{one}_scale"])
    for name, value in zip(found, (array, scale, zero), strict=True):
        if value is None:
            raise not_fixed(graph, f"{part}, {name}", found[name])
    assert array is not None and scale is not None and zero is not None  # noqa: S101, PT018 - for the types
    if array.ndim != 3:
        raise FormatError(f"{part}, {one}", f"shape {shape_text(array)}", "(directions, inputs, 4 H)")
    n, _, columns = array.shape
    graph.count(f"{part}, {one}", array.size)
    shapes = {(n,): (n, 1, 1), (n, columns): (n, 1, columns)}
    for name, value in ((f"{one}_scale", scale), (f"{one}_zero_point", zero)):
        if value.shape not in shapes:
            wanted = f"one number for each direction, {(n,)}, or column, {(n, columns)}"
            raise FormatError(f"{part}, {name}", f"shape {shape_text(value)}", wanted)
    made = dequantized(array, *(value.reshape(shapes[value.shape]) for value in (scale, zero)))
    return made.swapaxes(1, 2)


def not_fixed(graph: Scope, part: str, name: str) -> FormatError:
    """Return the error for weights that are not constants of the file."""
    if graph.is_input(name):
        wanted = f"an initializer of the file; or its value, load(..., values={{{text(name)!r}: array}})"
        return FormatError(part, f"{text(name)}, an input of the model", wanted)
    return FormatError(part, f"{text(name) or 'nothing'}, not a constant", "an initializer of the file")
