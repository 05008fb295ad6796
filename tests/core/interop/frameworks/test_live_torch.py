"""What people pass in place of a module or an array: taken where that is clear, else told in a sentence."""

import importlib.util
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams, from_torch
from lstm_core.interop import FormatError, load
from tests.core.interop.agreement import FIXTURES, same
from tests.core.interop.frameworks.test_live import Tensor, module_of

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
FILE = "pytorch-one.safetensors"
STATE = module_of(FILE).state_dict()
X = np.random.default_rng(0).normal(size=(5, 2, 3)).astype("f4")


def test_a_state_dict_is_taken_as_its_file_is_read() -> None:
    same(from_torch(STATE), load(FIXTURES / FILE).stack())


@pytest.mark.parametrize("prefix", ["module.", "_orig_mod.", "_orig_mod.module."])
def test_prefixes_of_wrappers_are_left_out(prefix: str) -> None:
    wrapped = {
        f"{prefix}encoder.{name.rpartition('.')[2]}": one for name, one in STATE.items() if "_l0" in name
    }
    wrapped |= {f"{prefix}fc.weight": Tensor(np.ones((2, 4), "f4")), f"{prefix}fc.extra": "no tensor"}
    same(from_torch(wrapped, "encoder"), load(FIXTURES / FILE).stack())
    head = from_torch(wrapped, head="fc").head
    assert head is not None
    np.testing.assert_array_equal(head.V, np.ones((2, 4)))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("model.pt", "module: found str, expected a torch.nn.Module or its state dict"),
        (
            {"epoch": 1, "state_dict": STATE},
            "found a dict of 'epoch', 'state_dict', expected a state dict, such as its",
        ),
        ({}, "module: found a dict of nothing, expected a state dict"),
        (
            SimpleNamespace(state_dict=dict, param_groups=[]),
            "found SimpleNamespace, expected a torch.nn.Module or its",
        ),
    ],
)
def test_what_is_no_module_is_named(given: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        from_torch(given)


def test_a_tensor_is_taken_as_its_numbers() -> None:
    stack = LayerStack.of(LSTMParams.random(3, 4, 0))
    np.testing.assert_array_equal(stack.run(Tensor(X)).h, stack.run(X).h)  # type: ignore[arg-type]  # a look-alike
    packed = SimpleNamespace(data=X, batch_sizes=[2, 1])
    with pytest.raises(
        ValueError, match=r"x is a packed batch, expected it padded, \(T, B, D\), and lengths"
    ):
        stack.run(packed)


@needs_torch
@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")  # torch.compile's own
@pytest.mark.parametrize("kind", ["pruned", "normed", "parametrized", "compiled", "parallel"])
def test_a_changed_module_gives_the_weights_with_which_it_computes(kind: str) -> None:
    import torch
    from torch.nn.utils import parametrizations, prune

    torch.manual_seed(0)
    model: Any = torch.nn.ModuleDict({"net": torch.nn.LSTM(3, 4), "fc": torch.nn.Linear(4, 2)})
    if kind == "pruned":
        prune.l1_unstructured(model["net"], "weight_hh_l0", 0.5)
    elif kind == "normed":
        with pytest.warns(FutureWarning):
            torch.nn.utils.weight_norm(model["net"], "weight_hh_l0")
    elif kind == "parametrized":
        parametrizations.weight_norm(model["net"], "weight_ih_l0")
    answer = model["fc"](model["net"](torch.from_numpy(X))[0]).detach().numpy()
    wrapped = {"compiled": torch.compile, "parallel": torch.nn.DataParallel}.get(kind, lambda one: one)(model)
    stack = from_torch(wrapped, "net", head="fc")
    np.testing.assert_allclose(stack.run(X).outputs, answer, rtol=0, atol=1e-6)


@needs_torch
@pytest.mark.filterwarnings("ignore")  # torch's own way to quantize is outdated
def test_a_quantized_module_is_told_to_be_one() -> None:
    import torch

    model = torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(torch.nn.LSTM(3, 4)), {torch.nn.LSTM})
    with pytest.raises(FormatError, match="module: found a quantized LSTM, expected the model before"):
        from_torch(model)


@needs_torch
@pytest.mark.parametrize("kind", ["float32", "float64", "bfloat16"])
def test_tensors_with_a_gradient_are_taken(kind: str) -> None:
    import torch

    x = torch.from_numpy(X).to(getattr(torch, kind)).requires_grad_()
    stack = from_torch(torch.nn.LSTM(3, 4))
    wanted = x.detach().float().numpy() if kind == "bfloat16" else x.detach().numpy()
    np.testing.assert_array_equal(stack.run(x).h, stack.run(wanted).h)
