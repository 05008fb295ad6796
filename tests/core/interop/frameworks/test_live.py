"""Objects of other frameworks: real ones if they are installed, and look-alikes everywhere."""

import importlib.util
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core import from_keras, from_torch
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, Limits, load, read
from lstm_core.interop.containers import hdf5, safetensors
from tests.core.interop.agreement import FIXTURES, equal, expected, run_like_pytorch, same
from tests.fixtures import make_keras, make_pytorch

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
pytestmark = pytest.mark.usefixtures("hdf5_here")
needs_keras = pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")


class Tensor:
    """What of a tensor is used."""

    def __init__(self, array: Array) -> None:
        self.array, self.dtype = array, f"torch.{array.dtype}"

    def detach(self) -> "Tensor":
        return self

    def cpu(self) -> "Tensor":
        return self

    def numpy(self) -> Array:
        return self.array


def module_of(file: str) -> Any:
    arrays, _, _ = safetensors.parse((FIXTURES / file).read_bytes(), Limits())
    return SimpleNamespace(state_dict=lambda: {name: Tensor(array) for name, array in arrays.items()})


@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_a_module_is_taken_as_its_file_is_read(name: str) -> None:
    file = f"pytorch-{name}.safetensors"
    same(from_torch(module_of(file), head="fc"), load(FIXTURES / file).stack(head="fc"))
    same(from_torch(module_of(file), name="encoder"), load(FIXTURES / file).stack())


def test_a_module_that_has_the_batch_first_gives_a_stack_that_has() -> None:
    case = expected("pytorch-packed")
    arrays, _, _ = safetensors.parse((FIXTURES / "pytorch-packed.safetensors").read_bytes(), Limits())
    lstm = SimpleNamespace(
        state_dict=lambda: {name: Tensor(array) for name, array in arrays.items()}, batch_first=True
    )
    model = SimpleNamespace(
        state_dict=lambda: {f"net.encoder.{name}": Tensor(array) for name, array in arrays.items()},
        net=SimpleNamespace(encoder=lstm),
    )
    for stack in (from_torch(lstm), from_torch(model), from_torch(model, "net.encoder")):
        assert "(B, T, D)" in repr(stack)
        run = stack.run(case["x"], case["h0"], case["C0"], lengths=case["lengths"])
        equal(run.h, case["h"])
    assert "(T, B, D)" in repr(from_torch(module_of("pytorch-one.safetensors")))


@needs_torch
def test_a_module_of_pytorch_takes_the_very_same_inputs() -> None:
    lstm, case = make_pytorch.make_packed(3)
    stack = from_torch(lstm)
    equal(stack.run(case["x"], case["h0"], case["C0"], lengths=case["lengths"]).h, case["h"])
    torch = importlib.import_module("torch")
    with torch.no_grad():
        whole = lstm(torch.tensor(case["x"]))[0].numpy()
    equal(stack.run(case["x"]).h, whole)


@needs_torch
@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_a_module_of_pytorch_computes_the_same(name: str) -> None:
    module, case = make_pytorch.make(make_pytorch.CASES[name], seed=5)
    stack = from_torch(module, head="fc")
    equal(run_like_pytorch(stack, case).outputs, case["outputs"])
    for parameter in module.parameters():
        parameter.data.zero_()
    run_like_pytorch(stack, case)


def keras_layer(path: str, **config: object) -> Any:
    """Return a look-alike of a layer of the chain model."""
    arrays, _ = hdf5.parse((FIXTURES / "keras-chain.weights.h5").read_bytes(), Limits())
    weights = [
        arrays[f"layers/{path}/cell/vars/{k}"] for k in range(3) if f"layers/{path}/cell/vars/{k}" in arrays
    ]
    return SimpleNamespace(name=path, get_config=lambda: config, get_weights=lambda: weights)


def test_layers_are_taken_as_their_file_is_read() -> None:
    both = keras_layer("bidirectional")
    both.merge_mode = "concat"
    both.forward_layer = keras_layer("bidirectional/forward_layer")
    both.backward_layer = keras_layer("bidirectional/backward_layer", go_backwards=True)
    stack = from_keras([keras_layer("lstm"), both, keras_layer("lstm_1")])
    same(stack, load(FIXTURES / "keras-chain.keras").stack())


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"activation": "relu"}, "layer lstm, activation: found 'relu', expected 'tanh'"),
        ({"go_backwards": True}, "layer lstm, go_backwards: found True, expected False"),
    ],
)
def test_a_layer_that_is_not_ours_is_named(config: dict[str, object], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        from_keras(keras_layer("lstm", **config))


def cells_layer(**config: object) -> Any:
    """Return a look-alike of a layer of two stacked cells."""
    arrays, _ = hdf5.parse((FIXTURES / "keras-cells.weights.h5").read_bytes(), Limits())
    cells = []
    for end in ("", "_1"):
        weights = [arrays[f"layers/rnn/cell/cells/lstm_cell{end}/vars/{k}"] for k in range(3)]
        cells.append(SimpleNamespace(get_weights=lambda weights=weights: weights))
    each = [{"class_name": "LSTMCell", "config": {}}, {"class_name": "LSTMCell", "config": config}]
    told = {"cell": {"class_name": "StackedRNNCells", "config": {"cells": each}}}
    return SimpleNamespace(
        name="two", get_config=lambda: told, get_weights=list, cell=SimpleNamespace(cells=cells)
    )


def test_stacked_cells_are_layers_on_top_of_each_other() -> None:
    same(from_keras(cells_layer()), read(FIXTURES / "keras-cells.weights.h5").join("two"))
    with pytest.raises(FormatError, match="layer two, cell 1, activation: found 'relu', expected 'tanh'"):
        from_keras(cells_layer(activation="relu"))


def test_what_is_no_layer_is_named() -> None:
    with pytest.raises(FormatError, match=r"found int, expected a keras\.layers\.LSTM"):
        from_keras(3)
    empty = SimpleNamespace(name="new", get_config=dict, get_weights=list)
    with pytest.raises(FormatError, match="layer new: found 0 weights, expected an LSTM that is built"):
        from_keras(empty)
    dense = SimpleNamespace(name="d", get_config=dict, get_weights=lambda: [np.ones((2, 6)), np.ones((6,))])
    with pytest.raises(FormatError, match="layer d: found SimpleNamespace, expected"):
        from_keras(dense)


@needs_keras
@pytest.mark.filterwarnings("ignore")
def test_layers_of_keras_compute_the_same() -> None:
    model, case = make_keras.make("chain", 5)
    stack = from_keras([model.get_layer(name) for name in ("first", "both", "last")])
    x = case["x"].swapaxes(0, 1)
    equal(stack.run(x).h.swapaxes(0, 1), case["h"])
    model, case = make_keras.make("apart", 5)
    x = case["x"].swapaxes(0, 1)
    equal(from_keras(model.get_layer("summed")).run(x).h.swapaxes(0, 1), case["summed"])
    model, case = make_keras.make("units", 5)
    equal(from_keras(list(model.layers)).run(case["x"].swapaxes(0, 1)).h.swapaxes(0, 1), case["h"])
    model, case = make_keras.make("cells", 5)
    x = case["x"].swapaxes(0, 1)
    equal(from_keras(model.get_layer("two")).run(x).h.swapaxes(0, 1), case["two"])
    equal(from_keras(list(model.layers)).run(x).h.swapaxes(0, 1), case["h"])
