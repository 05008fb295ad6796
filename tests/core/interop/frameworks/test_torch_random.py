"""Any recurrent module of PyTorch, taken as it is or recorded while it runs: PyTorch's own numbers."""

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import from_torch, watch

torch: Any = pytest.importorskip("torch", reason="torch is not installed")
nn: Any = torch.nn
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
DTYPES = {"float32": 1e-5, "float64": 1e-12, "bfloat16": 0.05, "float16": 5e-3}
"""How far our numbers may be from PyTorch's, which rounds those of half precision at every step."""


@st.composite
def modules(draw: st.DrawFn) -> tuple[Any, Any, Any, list[int] | None]:
    """Draw a module, its input, its first states or None, and lengths or None."""
    torch.manual_seed(draw(st.integers(0, 2**31)))
    kind = draw(st.sampled_from(["LSTM", "GRU", "RNN"]))
    D, H, layers = draw(st.integers(1, 4)), draw(st.integers(2, 5)), draw(st.integers(1, 3))
    T, B, both = draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.booleans())
    options: dict[str, Any] = {
        "bias": draw(st.booleans()),
        "batch_first": draw(st.booleans()),
        "bidirectional": both,
    }
    P = draw(st.integers(1, H - 1)) if kind == "LSTM" and draw(st.booleans()) else 0
    if P:
        options["proj_size"] = P
    module = getattr(nn, kind)(D, H, layers, **options).eval()
    x = torch.randn((B, T, D) if options["batch_first"] else (T, B, D))
    first = None
    if draw(st.booleans()):
        n = layers * (1 + both)
        h, C = torch.randn(n, B, P or H), torch.randn(n, B, H)
        first = (h, C) if kind == "LSTM" else h
    lengths = draw(st.lists(st.integers(1, T), min_size=B, max_size=B)) if draw(st.booleans()) else None
    return module, x, first, lengths


def numbers(tensor: Any) -> Any:
    return tensor.detach().to(torch.float64).numpy()


def outputs(module: Any, x: Any, first: Any, lengths: list[int] | None) -> Any:
    """Return what PyTorch computes, zeros after the end of each sequence."""
    if lengths is None:
        return module(x, first)[0]
    pack, pad = nn.utils.rnn.pack_padded_sequence, nn.utils.rnn.pad_packed_sequence
    packed = pack(x, lengths, module.batch_first, enforce_sorted=False)
    steps = x.shape[1 if module.batch_first else 0]
    return pad(module(packed, first)[0], module.batch_first, total_length=steps)[0]


@settings(max_examples=150, deadline=None)
@given(modules())
def test_a_module_computes_what_pytorch_computes(made: tuple[Any, Any, Any, list[int] | None]) -> None:
    module, x, first, lengths = made
    theirs = numbers(outputs(module, x, first, lengths))
    stack = from_torch(module)
    h, C = first if isinstance(first, tuple) else (first, None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = stack.run(x, _states(h), _states(C), lengths=lengths)
    assert run.h.shape == theirs.shape
    np.testing.assert_allclose(run.h, theirs, rtol=0, atol=1e-5)


def _states(state: Any) -> Any:
    """Return states as a stack takes them: one for each layer and direction, for all sequences."""
    return None if state is None else list(numbers(state).astype(np.float32))


@settings(max_examples=100, deadline=None)
@given(modules(), st.sampled_from([*DTYPES]), st.sampled_from(["module", "_orig_mod", "encoder"]))
def test_a_recorded_module_has_the_numbers_of_its_own_run(
    made: tuple[Any, Any, Any, list[int] | None], dtype: str, name: str
) -> None:
    module, x, lengths = made[0], made[1], made[3]
    first: Any = made[2]
    wanted = getattr(torch, dtype)
    try:
        module = module.to(wanted)
        first = tuple(one.to(wanted) for one in first) if isinstance(first, tuple) else first
        first = first.to(wanted) if torch.is_tensor(first) else first
        theirs = numbers(outputs(module, x.to(wanted), first, lengths))
    except RuntimeError:
        return  # not every type is offered for every module on a CPU
    with watch(nn.ModuleDict({name: module})) as traces:
        outputs(module, x.to(wanted), first, lengths)
    if getattr(module, "batch_first", False):
        theirs = theirs.swapaxes(0, 1)
    last = module.num_layers - 1
    prefix = next(iter(traces)).partition("l0.")[0]
    both = ["forward", "backward"] if module.bidirectional else ["forward"]
    assert len(traces) == len(both) * module.num_layers
    if not getattr(module, "proj_size", 0):
        recorded = np.concatenate([traces[f"{prefix}l{last}.{way}"].h for way in both], axis=-1)
        steps = len(recorded)
        assert steps == max(lengths or [len(theirs)])
        np.testing.assert_allclose(recorded, theirs[:steps], rtol=0, atol=DTYPES[dtype])
