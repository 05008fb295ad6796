"""The contents of a file are chosen by name; a live module may hold numbers unknown to NumPy."""

from types import SimpleNamespace

import numpy as np

from lstm_core import Head, LSTMParams, from_torch
from lstm_core.interop import Contents
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.core.interop.agreement import same
from tests.core.interop.frameworks.test_live import Tensor


class Bfloat16(Tensor):
    """A look-alike of a tensor that has to become float32 first."""

    def __init__(self, array: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
        super().__init__(array)
        self.dtype = "torch.bfloat16"

    def cpu(self) -> "Bfloat16":
        return self

    def float(self) -> Tensor:
        return Tensor(self.array)

    def numpy(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        raise TypeError("Got unsupported ScalarType BFloat16")


def test_a_module_in_bfloat16_is_taken_as_float32() -> None:
    rng = np.random.default_rng(0)
    arrays = {"weight_ih_l0": rng.normal(size=(8, 1)), "weight_hh_l0": rng.normal(size=(8, 2))}
    narrow = {name: array.astype("f4") for name, array in arrays.items()}
    half, single = (
        from_torch(SimpleNamespace(state_dict=lambda kind=kind: {n: kind(a) for n, a in narrow.items()}))
        for kind in (Bfloat16, Tensor)
    )
    same(half, single)
    assert half.layers[0].directions[0][1].params.f.W.tolist() == narrow["weight_ih_l0"][2:4].tolist()


def test_the_last_lstm_brings_its_head() -> None:
    heads = [Head([[1.0, 2]], [3.0]), Head([[4.0, 5]], [6.0])]
    low, high = (
        LayerStack([StackLayer(Layer(LSTMParams.random(2, 2, k)))], head) for k, head in enumerate(heads)
    )
    stack = Contents("memory-pipe", {"low": low, "high": high}).stack("low", "high")
    assert stack.head is heads[1]
    x = np.random.default_rng(1).normal(size=(3, 2))
    np.testing.assert_array_equal(stack.run(x).outputs, high.run(low.run(x).h).outputs)
