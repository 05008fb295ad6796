"""Gates recorded at calls of look-alikes of PyTorch's modules, where PyTorch is not installed."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, LSTMParams, run, watch
from lstm_core.interop import FormatError
from lstm_core.interop.frameworks.pytorch import to_arrays
from lstm_core.params import UnitParams
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.interop.frameworks.test_live import Tensor as Plain

D, H, B, T = 3, 4, 5, 6


class Tensor(Plain):
    """What of a tensor is used."""

    _version = 0


class Hooked:
    """A module with hooks and no others inside."""

    training = False

    def __init__(self) -> None:
        self.hooks: list[Any] = []

    def named_modules(self) -> Any:
        return [("", self)]

    def register_forward_hook(self, hook: Any, with_kwargs: bool) -> Any:
        assert with_kwargs
        self.hooks.append(hook)
        return SimpleNamespace(remove=lambda: self.hooks.remove(hook))

    def __call__(self, *given: Any, **named: Any) -> Any:
        answer = self.forward(*given, **named)
        for hook in self.hooks:
            assert hook(self, given, named, answer) is None
        return answer

    def forward(self, *given: Any, **named: Any) -> Any:
        raise NotImplementedError


class LSTM(Hooked):
    """Looks like ``torch.nn.LSTM``."""

    __module__ = "torch.nn.modules.rnn"
    dropout = 0.0

    def __init__(self, stack: LayerStack, batch_first: bool = False) -> None:
        super().__init__()
        self.stack, self.batch_first, self.num_layers = stack, batch_first, len(stack.layers)
        tensors = {name: Tensor(array) for name, array in to_arrays(stack, "").items()}
        self._flat_weights_names = list(tensors)
        vars(self).update(tensors)

    def forward(self, input: Tensor, hx: tuple[Tensor, Tensor] | None = None) -> Any:  # noqa: A002 - PyTorch's word
        x = input.array.swapaxes(0, 1) if self.batch_first else input.array
        h0, C0 = (None, None) if hx is None else (state.array for state in hx)
        done = self.stack.run(x, h0, C0)
        h = done.h.swapaxes(0, 1) if self.batch_first else done.h
        ends = [np.stack([layer.last[name] for layer in done.layers]) for name in ("h", "C")]
        return Tensor(h), (Tensor(ends[0]), Tensor(ends[1]))


class GRUCell(Hooked):
    """Looks like ``torch.nn.GRUCell``."""

    __module__ = "torch.nn.modules.rnn"

    def __init__(self, params: UnitParams) -> None:
        super().__init__()
        self.params = params
        for name, array in to_arrays(LayerStack.of(params), "").items():
            setattr(self, name.removesuffix("_l0"), Tensor(array))

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:  # noqa: A002 - PyTorch's word
        h0 = None if hx is None else hx.array
        return Tensor(run(self.params, input.array[None], h0).h[0])


def stack(rng: np.random.Generator) -> LayerStack:
    def layer(width: int) -> StackLayer:
        forward, backward = (Layer(LSTMParams.random(width, H, rng, "none")) for _ in range(2))
        return StackLayer(forward, backward)

    return LayerStack([layer(D), layer(2 * H)])


def wrapped(**parts: Hooked) -> Any:
    """Return a model with these parts, as DataParallel would wrap it."""
    names = [(f"module.{name}", part) for name, part in parts.items()]
    return SimpleNamespace(named_modules=lambda: [("", SimpleNamespace()), *names])


def test_layers_and_directions_have_their_names_and_the_numbers_of_their_call() -> None:
    rng = np.random.default_rng(1)
    network = LSTM(stack(rng), batch_first=True)
    x, states = rng.normal(size=(B, T, D)), rng.normal(size=(2, 4, B, H))
    with watch(wrapped(encoder=network)) as traces:
        network(Tensor(x))
        network(hx=tuple(map(Tensor, states)), input=Tensor(x[:1].repeat(B, 0)))
    assert list(traces) == [f"encoder.l{k}.{way}" for k in (0, 1) for way in ("forward", "backward")]
    first, second = traces.calls("encoder.l1.backward")
    expected = network.stack.run(x.swapaxes(0, 1))
    np.testing.assert_array_equal(first.f, expected[1, "backward"].trace.f)
    np.testing.assert_array_equal(second.C0, states[1, 3])
    assert not network.hooks
    assert repr(traces).startswith("<Recording: calls of encoder 2; traces encoder.l0.forward, ")


def test_steps_of_a_cell_are_one_run_until_its_state_begins_anew() -> None:
    rng = np.random.default_rng(2)
    cell, x = GRUCell(GRUParams.random(D, H, rng)), rng.normal(size=(T, B, D))
    with watch(cell) as traces:
        for _ in range(2):
            h = None
            for step in x:
                h = cell(Tensor(step), h)
    assert [len(call.h) for call in traces.calls("cell")] == [T, T]
    np.testing.assert_array_equal(traces["cell"].h, run(cell.params, x).h)


def test_a_packed_batch_keeps_its_lengths_and_its_order() -> None:
    rng = np.random.default_rng(3)
    network, x = LSTM(stack(rng)), rng.normal(size=(T, 3, D))
    lengths, order = np.array([3, 6, 2]), np.array([1, 0, 2])
    packed = [
        Tensor(np.concatenate([array[t, order[lengths[order] > t]] for t in range(T)]))
        for array in (x, network.stack.run(x, lengths=lengths).h)
    ]
    sizes = Tensor(np.array([(lengths > t).sum() for t in range(T)]))
    given, answer = (
        SimpleNamespace(data=data, batch_sizes=sizes, unsorted_indices=Tensor(np.argsort(order)))
        for data in packed
    )
    states = (Tensor(np.zeros((4, 3, H))), Tensor(np.zeros((4, 3, H))))
    network.forward = lambda *_: (answer, states)  # type: ignore[method-assign]  # what the hook is told
    with watch(network) as traces:
        network(given)
    assert traces["l0.forward"].lengths == (3, 6, 2)
    expected = network.stack.run(x, lengths=lengths)
    np.testing.assert_array_equal(traces["l1.forward"].C, expected[1, "forward"].trace.C)


def test_numbers_that_are_not_the_modules_own_are_refused() -> None:
    rng = np.random.default_rng(4)
    network, x = LSTM(stack(rng)), rng.normal(size=(T, D))
    whole = network.forward(Tensor(x))
    network.forward = lambda *_: (Tensor(whole[0].array + 2e-9), whole[1])  # type: ignore[method-assign]
    with watch(network) as traces:
        network(Tensor(x))
    with pytest.raises(FormatError, match=r"module itself: found answers that differ by 2e-09 from"):
        traces["l0.forward"]


def test_dropout_between_layers_and_what_is_not_watched_are_named() -> None:
    network = LSTM(stack(np.random.default_rng(5)))
    network.training, network.dropout = True, 0.5
    with watch(wrapped(encoder=network)) as traces:
        network(Tensor(np.zeros((T, D))))
        with pytest.raises(KeyError, match="decoder is not watched, expected one of encoder"):
            traces.runs("decoder")
        with pytest.raises(KeyError, match=r"l0 was not recorded, expected one of encoder\.l0\.forward, "):
            traces["l0"]
    with pytest.raises(FormatError, match=r"module encoder: found dropout between its layers"):
        traces.runs("encoder")
    with pytest.raises(FormatError, match=r"found dict, expected a torch\.nn\.Module"), watch({}):
        pass
    with pytest.raises(FormatError, match="without a recurrent network"), watch(wrapped()):
        pass
