"""Weights in float16: what is made of them has the digits of float32."""

from types import SimpleNamespace

import numpy as np
import onnx
from onnx import numpy_helper

from lstm_core import from_torch
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.interop.containers import npz
from tests.core.interop.agreement import same
from tests.core.interop.frameworks.test_live import Tensor
from tests.core.onnx_models import onnx_lstm


def narrow(seed: int = 3) -> dict[str, Array]:
    """Draw the tensors of a projecting LSTM of PyTorch, whose biases differ so that their sum is long."""
    rng = np.random.default_rng(seed)
    shapes = {"weight_ih_l0": (20, 3), "weight_hh_l0": (20, 2), "bias_ih_l0": (20,), "weight_hr_l0": (2, 5)}
    made = {name: rng.normal(size=shape).astype("f2") for name, shape in shapes.items()}
    return made | {"bias_hh_l0": (rng.normal(size=20) / 100).astype("f2")}


def test_the_two_biases_of_pytorch_are_added_in_float32() -> None:
    arrays = narrow()
    wide = {name: array.astype("f4") for name, array in arrays.items()}
    read = load(npz.serialise(arrays)).stack()
    same(read, load(npz.serialise(wide)).stack())
    module = SimpleNamespace(state_dict=lambda: {name: Tensor(array) for name, array in arrays.items()})
    same(from_torch(module), read)
    ((_, _, cell),) = read.directions
    np.testing.assert_array_equal(cell.params.i.b, (wide["bias_ih_l0"] + wide["bias_hh_l0"])[:5])
    assert (cell.params.i.b != (arrays["bias_ih_l0"] + arrays["bias_hh_l0"])[:5]).any()


def test_the_two_biases_of_onnx_are_added_in_float32() -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 4, 5).data)
    wide = onnx.load_model_from_string(onnx_lstm(3, 4, 5).data)
    for half, full in zip(model.graph.initializer, wide.graph.initializer, strict=True):
        array = numpy_helper.to_array(half).astype("f2")
        half.CopyFrom(numpy_helper.from_array(array, half.name))
        full.CopyFrom(numpy_helper.from_array(array.astype("f4"), full.name))
    same(load(model.SerializeToString()).stack(), load(wide.SerializeToString()).stack())
