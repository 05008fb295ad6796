"""Gates recorded while a model of PyTorch runs itself: those numbers, that model, nothing changed."""

import importlib
from typing import Any

import numpy as np
import pytest

from lstm_core import from_torch, watch
from lstm_core.interop import FormatError

torch: Any = pytest.importorskip("torch", reason="torch is not installed")
nn: Any = torch.nn
rnn = torch.nn.utils.rnn
D, H, B, T = 3, 4, 5, 6
KINDS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(1)


def numbers(tensor: Any) -> Any:
    return tensor.detach().float().numpy()


class Tagger(nn.Module):  # type: ignore[misc]  # torch has no types where it is not installed
    """Words to tags: an embedding, a convolution, a network in both directions, a linear layer."""

    def __init__(self, kind: str = "LSTM", **options: Any) -> None:
        super().__init__()
        self.words = nn.Embedding(20, D)
        self.blur = nn.Conv1d(D, D, 3, padding=1)
        self.encoder = KINDS[kind](D, H, batch_first=True, bidirectional=True, num_layers=2, **options)
        self.tags = nn.Linear(2 * H, 2)

    def forward(self, ids: Any) -> Any:
        seen = self.blur(self.words(ids).transpose(1, 2)).transpose(1, 2)
        return self.tags(self.encoder(seen)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_model_runs_itself_and_its_gates_are_told(kind: str) -> None:
    model, ids = Tagger(kind), torch.randint(0, 20, (B, T))
    alone = model(ids)
    with watch(model) as traces:
        watched = model(ids)
    assert torch.equal(alone, watched)
    assert list(traces) == [f"encoder.l{k}.{way}" for k in (0, 1) for way in ("forward", "backward")]
    seen = model.blur(model.words(ids).transpose(1, 2)).transpose(1, 2)
    mine, theirs = from_torch(model, "encoder").run(numbers(seen)), numbers(model.encoder(seen)[0])
    for layer in mine.layers:
        trace = traces[f"encoder.l{layer.layer}.{layer.direction}"]
        np.testing.assert_array_equal(trace.h, layer.trace.h)
    np.testing.assert_allclose(traces["encoder.l1.forward"].h.swapaxes(0, 1), theirs[..., :H], atol=1e-6)
    np.testing.assert_allclose(traces["encoder.l1.backward"].h.swapaxes(0, 1), theirs[..., H:], atol=1e-6)


def test_gradients_flow_as_without() -> None:
    model, ids = Tagger(), torch.randint(0, 20, (B, T))
    model(ids).square().sum().backward()
    alone = {name: parameter.grad.clone() for name, parameter in model.named_parameters()}
    model.zero_grad()
    with watch(model) as traces:
        model(ids).square().sum().backward()
    assert all(torch.equal(parameter.grad, alone[name]) for name, parameter in model.named_parameters())
    assert len(traces) == 4
    assert all(not module._forward_hooks for module in model.modules())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("case", ["plain", "states", "unbatched", "sorted", "unsorted", "named"])
def test_each_way_to_call_a_network(kind: str, batch_first: bool, case: str) -> None:
    network = KINDS[kind](D, H, num_layers=2, bidirectional=True, batch_first=batch_first)
    x = torch.randn(B, T, D) if batch_first else torch.randn(T, B, D)
    x = torch.randn(T, D) if case == "unbatched" else x
    h0, c0 = (torch.randn(4, *(() if case == "unbatched" else (B,)), H) for _ in range(2))
    states = (h0, c0) if kind == "LSTM" else h0
    lengths = torch.tensor([6, 5, 5, 3, 1] if case == "sorted" else [3, 6, 1, 5, 5])
    with watch(network) as traces:
        if case.endswith("sorted"):
            packed = rnn.pack_padded_sequence(x, lengths, batch_first, enforce_sorted=case == "sorted")
            answer = rnn.pad_packed_sequence(network(packed, states)[0])[0]
        elif case == "named":
            answer = network(hx=states, input=x)[0]
        else:
            answer = network(x, *([] if case == "plain" else [states]))[0]
    (run,) = traces.runs("")
    is_turned = batch_first and case not in ("unbatched", "sorted", "unsorted")
    np.testing.assert_allclose(run.h, numbers(answer.transpose(0, 1) if is_turned else answer), atol=1e-6)
    assert run.lengths == (tuple(lengths.tolist()) if case.endswith("sorted") else None)
    starts = {"plain": torch.zeros_like(h0)}.get(case, h0)
    np.testing.assert_array_equal(traces["l0.forward"].h0, numbers(starts[0]))


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("batch", [(), (B,)])
def test_steps_of_a_cell_are_one_run_as_long_as_its_state_is_carried_on(
    kind: str, batch: tuple[int, ...]
) -> None:
    class Decoder(nn.Module):  # type: ignore[misc]  # torch has no types where it is not installed
        def __init__(self) -> None:
            super().__init__()
            self.cell = getattr(nn, f"{kind}Cell")(D, H)

        def forward(self, x: Any) -> Any:
            state, seen = None, []
            for step in x:
                state = self.cell(step, state)
                seen.append(state[0] if kind == "LSTM" else state)
            return torch.stack(seen)

    model, first, second = Decoder(), torch.randn(T, *batch, D), torch.randn(2, *batch, D)
    with watch(model) as traces:
        answers = [model(first), model(second)]
    calls = traces.calls("cell")
    assert [call.h.shape for call in calls] == [(T, *batch, H), (2, *batch, H)]
    for call, answer in zip(calls, answers, strict=True):
        np.testing.assert_allclose(call.h, numbers(answer), atol=1e-6)
    np.testing.assert_array_equal(traces["cell"].h, calls[-1].h)


def test_a_run_ends_where_weights_change() -> None:
    cell, x = nn.GRUCell(D, H), torch.randn(2, B, D)
    with watch(cell) as traces:
        h = cell(x[0])
        with torch.no_grad():
            cell.weight_ih.mul_(0.5)
        after = cell(x[1], h)
    before, last = traces.calls("cell")
    assert (len(before.h), len(last.h)) == (1, 1)
    np.testing.assert_allclose(last.h[0], numbers(after), atol=1e-6)


@pytest.mark.parametrize("type_", ["float64", "float16", "bfloat16"])
def test_other_types(type_: str) -> None:
    network = nn.LSTM(D, H).to(getattr(torch, type_))
    x = torch.randn(T, B, D).to(getattr(torch, type_))
    with watch(network) as traces:
        answer = network(x)[0]
    apart = {"float64": 1e-14, "float16": 2e-3, "bfloat16": 2e-2}[type_]
    np.testing.assert_allclose(traces["l0.forward"].h, answer.detach().double().numpy(), atol=apart)
    assert traces["l0.forward"].h.dtype == ("float64" if type_ == "float64" else "float32")


def test_names_are_the_models_own_however_it_is_wrapped() -> None:
    model, ids = Tagger().eval(), torch.randint(0, 20, (B, T))
    expected = [f"encoder.l{k}.{way}" for k in (0, 1) for way in ("forward", "backward")]
    parallel = nn.DataParallel(model)
    for wrapped in (
        parallel,
        torch.compile(model, backend="eager"),
        torch.compile(parallel, backend="eager"),
    ):
        alone = wrapped(ids)  # compiled before it is watched
        with watch(wrapped) as traces:
            assert torch.equal(wrapped(ids), alone)
        assert list(traces) == expected
        assert len(traces.calls("encoder.l1.backward")) == 1


def test_a_projection_pruned_and_normed_weights() -> None:
    x = torch.randn(T, B, D)
    projected, pruned, normed = nn.LSTM(D, H, proj_size=2), nn.LSTM(D, H), nn.LSTM(D, H)
    prune = importlib.import_module("torch.nn.utils.prune")
    prune.random_unstructured(pruned, "weight_hh_l0", 0.5)
    torch.nn.utils.parametrizations.weight_norm(normed, "weight_hh_l0")
    for network in (projected, pruned, normed):
        with watch(network) as traces:
            answer = network(x)[0]
        np.testing.assert_allclose(traces.runs("")[0].h, numbers(answer), atol=1e-6)


def test_only_some_arrays_are_kept() -> None:
    with watch(network := nn.LSTM(D, H), keep=("f",)) as traces:
        network(torch.randn(T, B, D))
    assert set(traces["l0.forward"].values) == {"f", "h", "h0", "C0"}


def test_what_cannot_be_told_is_refused_and_hurts_no_call() -> None:
    x = torch.randn(T, B, D)
    relu, dropped = nn.RNN(D, H, nonlinearity="relu"), nn.LSTM(D, H, 2, dropout=0.5)
    with watch(relu) as traces:
        relu(x)
    with pytest.raises(FormatError, match="nonlinearity: found 'relu', expected 'tanh'"):
        traces["l0.forward"]
    with watch(dropped) as traces:
        dropped(x)
        dropped.eval()
        answer = dropped(x)[0]
    with pytest.raises(FormatError, match="dropout between its layers"):
        traces.runs("")
    np.testing.assert_allclose(traces["l1.forward"].h, numbers(answer), atol=1e-6)


def test_numbers_that_are_not_the_modules_own_are_refused() -> None:
    class Odd(nn.LSTM):  # type: ignore[misc]  # as above
        def forward(self, *given: Any) -> Any:
            answer, states = super().forward(*given)
            return answer + 0.01, states

    with watch(network := Odd(D, H)) as traces:
        network(torch.randn(T, B, D))
    with pytest.raises(FormatError, match=r"answers that differ by 0\.01 from"):
        traces["l0.forward"]


@pytest.mark.filterwarnings("ignore:torch.ao.quantization", "ignore:torch.quantize_per_tensor")
def test_what_is_not_to_be_watched_is_named() -> None:
    quantized = torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.LSTM(D, H)), {nn.LSTM}, torch.qint8)
    for given, told in (
        (Tagger().state_dict(), "found OrderedDict, expected a torch.nn.Module"),
        (nn.Linear(2, 2), "found Linear without a recurrent network"),
        (quantized, "found a quantized LSTM, expected the model before"),
    ):
        with pytest.raises(FormatError, match=told), watch(given):
            pass
    with watch(model := Tagger()) as traces, pytest.raises(KeyError, match="expected a call of the model"):
        traces["encoder.l0.forward"]
    assert repr(traces) == "<Recording: calls of encoder 0; traces none>"
    assert not model.encoder._forward_hooks
