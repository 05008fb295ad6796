"""GRUs and plain recurrent networks of PyTorch and of our own files, against what PyTorch computed."""

import importlib.util
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, RNNParams, from_torch
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, Limits, ModelAssumption, dump, load, read
from lstm_core.interop.containers import npz, safetensors
from lstm_core.interop.frameworks import native
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.interop.agreement import FIXTURES, equal, expected, same
from tests.core.interop.frameworks.test_live import Tensor
from tests.fixtures import make_pytorch

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")


def check(stack: LayerStack, case: dict[str, Array]) -> None:
    """Assert that a stack computes what PyTorch computed."""
    run = stack.run(case["x"], case["h0"], strict=True)
    equal(run.h, case["h"])
    equal(run.outputs, case["outputs"])
    for one, last_h in zip(run.layers, case["last_h"], strict=True):
        equal(one.last["h"], last_h)


def settled(stack: LayerStack) -> LayerStack:
    """Return a stack of which nothing is assumed any more."""
    return LayerStack(stack.layers, stack.head)


@pytest.mark.parametrize("kind", make_pytorch.UNITS)
def test_a_file_of_pytorch_computes_what_pytorch_computed(kind: str) -> None:
    contents = read(FIXTURES / f"pytorch-{kind}.safetensors")
    stack = contents.join("encoder", head="fc")
    assert [layer.params.blueprint.name for _, _, layer in stack.directions] == [kind[:3]] * 4
    check(settled(stack), expected(f"pytorch-{kind}"))
    notes = ("encoder. layers: the activation of a plain recurrent layer is taken as tanh; no file says it",)
    assert [note.split(":")[1] for note in contents.notes] == (
        [notes[0].split(":")[1]] if kind == "rnn" else []
    )


@pytest.mark.parametrize("form", ["pytorch", "npz", "safetensors"])
@pytest.mark.parametrize("kind", make_pytorch.UNITS)
def test_a_round_trip_is_exact(kind: str, form: Any) -> None:
    stack = settled(read(FIXTURES / f"pytorch-{kind}.safetensors").join(head="fc"))
    head = "head" if form == "pytorch" else None
    found = read(dump(stack, form)).join(head=head)
    same(found, stack)
    check(settled(found), expected(f"pytorch-{kind}"))


def test_a_plain_network_of_a_file_may_have_another_activation() -> None:
    with pytest.warns(ModelAssumption, match="plain recurrent layer is taken as tanh"):
        contents = load(FIXTURES / "pytorch-rnn.safetensors")
    with pytest.raises(ModelAssumption, match="taken as tanh"):
        contents.stack(strict=True)


def module_of(kind: str, **told: object) -> Any:
    """Return a look-alike of a module."""
    arrays, _, _ = safetensors.parse((FIXTURES / f"pytorch-{kind}.safetensors").read_bytes(), Limits())
    tensors = {name: Tensor(array) for name, array in arrays.items()}
    return SimpleNamespace(state_dict=lambda: tensors, encoder=SimpleNamespace(**told))


def test_a_module_says_what_a_file_does_not() -> None:
    check(from_torch(module_of("gru"), head="fc"), expected("pytorch-gru"))
    check(from_torch(module_of("rnn", nonlinearity="tanh"), head="fc"), expected("pytorch-rnn"))
    with pytest.raises(FormatError, match="module encoder, nonlinearity: found 'relu', expected 'tanh'"):
        from_torch(module_of("rnn", nonlinearity="relu"))


@needs_torch
@pytest.mark.parametrize("kind", make_pytorch.UNITS)
def test_a_module_of_pytorch_computes_the_same(kind: str) -> None:
    module, case = make_pytorch.make_unit(kind, 7)
    check(from_torch(module, head="fc"), case)


def test_our_own_files_hold_both_forms_of_the_gru() -> None:
    layers = [
        StackLayer(Layer(GRUParams.random(2, 3, 0)), Layer(GRUParams.random(2, 3, 1, reset_after=False))),
        StackLayer(backward=Layer(RNNParams.random(6, 2, 2), h0=np.array([0.5, -0.5]))),
    ]
    stack = LayerStack(layers)
    found = load(dump(stack, "npz")).stack()
    same(found, stack)
    x = np.random.default_rng(0).normal(size=(4, 2))
    np.testing.assert_array_equal(found.run(x).h, stack.run(x).h)
    names = [layer.params.blueprint.name for _, _, layer in found.directions]
    assert names == ["gru", "gru_reset_before", "rnn"]


def test_what_pytorch_has_not_is_refused() -> None:
    before = LayerStack.of(GRUParams.random(2, 3, 1, reset_after=False))
    with pytest.raises(FormatError, match="layer 0, forward: found the unit gru_reset_before, expected lstm"):
        dump(before, "pytorch")


def test_nets_of_several_units_are_refused() -> None:
    arrays = native.to_arrays(LayerStack.of(GRUParams.random(2, 3, 1)))
    arrays["layers.0.forward.h.W"] = np.zeros((3, 2))
    with pytest.raises(
        FormatError, match=r"layers\.0\.forward: found nets of several units: h too, expected"
    ):
        load(npz.serialise(arrays))


def test_rows_that_are_no_units_are_named() -> None:
    arrays = {"weight_ih_l0": np.zeros((5, 3)), "weight_hh_l0": np.zeros((5, 2))}
    with pytest.raises(FormatError, match="weight_hh: found 5 rows, expected 4 H, 3 H or H rows of an LSTM"):
        load(npz.serialise(arrays))
