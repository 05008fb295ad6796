"""A call of a recurrent network of PyTorch, as arrays. PyTorch is never imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.pytorch import read_arrays
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import StackRun

NETWORKS: Final = ("LSTM", "GRU", "RNN")
CELLS: Final = ("LSTMCell", "GRUCell", "RNNCell")
AGREEMENT: Final = {"float64": 1e-9, "float32": 1e-4, "float16": 2e-2, "bfloat16": 1e-1}
"""How far numbers may be from those that a module computed in this type."""
_WRAPPERS: Final = ("_orig_mod.", "module.")
"""What ``torch.compile`` and ``DataParallel`` put before the names of a model."""
_CELL_WEIGHTS: Final = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def kind_of(part: object) -> str:
    """Return which of PyTorch's recurrent networks or cells a module is, or an empty name.

    Raises
    ------
    FormatError
        If it is a quantized one.
    """
    for one in type(part).__mro__:
        if one.__name__ in (*NETWORKS, *CELLS) and one.__module__.startswith("torch."):
            if "quantized" in one.__module__:
                raise FormatError(
                    "module", f"a quantized {one.__name__}", "the model before it was quantized"
                )
            return one.__name__
    return ""


def plain_name(name: str) -> str:
    """Return the name of a part of a model without the prefixes of wrappers."""
    while wrapper := next((one for one in _WRAPPERS if f"{name}.".startswith(one)), ""):
        name = f"{name}.".removeprefix(wrapper).removesuffix(".")
    return name


def weight_names(part: Any) -> tuple[str, ...]:
    """Return the names of the weights of a recurrent network or cell, as its attributes."""
    names = _CELL_WEIGHTS if kind_of(part) in CELLS else tuple(part._flat_weights_names)
    return tuple(name for name in names if getattr(part, name, None) is not None)


def array_of(tensor: Any) -> Array:
    """Return a copy of a tensor; NumPy has no bfloat16, and float32 holds it."""
    kept = tensor.detach().cpu()
    return np.array((kept.float() if _type(tensor) == "bfloat16" else kept).numpy())


@dataclass(frozen=True, eq=False)
class Call:
    """What a module was given, and what it answered.

    Attributes
    ----------
    stack : LayerStack
        A copy of its weights.
    x : (T, D) or (T, B, D)
        Its inputs; one step for a cell.
    starts : dict of Array
        ``h0`` and ``C0``, with one entry per layer and direction, if they were given.
    h : (T, width) or (T, B, width)
        Its answer.
    last : dict of Array
        The states that it answered, named as in `starts`.
    lengths : tuple of int or None
        The number of steps of each sequence of a packed batch.
    agreement : float
        How far numbers may be from its answer.
    """

    stack: LayerStack
    x: Array
    starts: Mapping[str, Array]
    h: Array
    last: Mapping[str, Array]
    lengths: tuple[int, ...] | None
    agreement: float

    def apart(self, run: StackRun, h: Array) -> float:
        """Return how far a run is from `h`, the answers of this call and those that go on with it."""
        return float(np.abs(run.h.astype(np.float64) - h).max())


class Module:
    """A recurrent network or cell in a model.

    Parameters
    ----------
    name : str
        Its name in the model.
    part : torch.nn.LSTM, GRU, RNN, LSTMCell, GRUCell or RNNCell
        The module.
    """

    def __init__(self, name: str, part: Any) -> None:
        self.name, self._part, self.kind = name, part, kind_of(part)
        self._copied: tuple[object, LayerStack] | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it takes one step at a time."""
        return self.kind in CELLS

    def fault(self) -> FormatError | None:
        """Return why the gates of a call cannot be computed, if they cannot."""
        named, part = f"module {self.name or 'itself'}", self._part
        if getattr(part, "nonlinearity", "tanh") != "tanh":
            return FormatError(f"{named}, nonlinearity", repr(part.nonlinearity), "'tanh'")
        if part.training and getattr(part, "dropout", 0) and part.num_layers > 1:
            return FormatError(named, "dropout between its layers, whose masks nobody tells", "model.eval()")
        return None

    def call(self, given: Sequence[Any], named: Mapping[str, Any], outcome: Any) -> Call:
        """Return a call of the module, as arrays that no longer change."""
        arguments = dict(zip(("input", "hx"), given, strict=False)) | dict(named)
        stack, states = self._stack(), arguments.get("hx")
        if self.is_cell:
            x, h = array_of(arguments["input"])[None], _states(outcome)["h0"]
            starts = {} if states is None else {name: state[None] for name, state in _states(states).items()}
            last = {name: state[None] for name, state in _states(outcome).items()}
            answer = outcome[0] if isinstance(outcome, tuple) else outcome
            return Call(stack, x, starts, h[None], last, None, self._agreement(answer))
        answer, end = outcome
        (x, lengths), (h, _) = (self._sequences(one) for one in (arguments["input"], answer))
        starts = {} if states is None else _states(states)
        return Call(
            stack, x, starts, h, _states(end), lengths, self._agreement(getattr(answer, "data", answer))
        )

    def _stack(self) -> LayerStack:
        """Return a copy of the weights; the same one as long as they stay the same."""
        tensors = {name: getattr(self._part, name) for name in weight_names(self._part)}
        state = [(tensor, tensor._version) for tensor in tensors.values()]
        if self._copied is None or not _same(self._copied[0], state):
            arrays = {name: array_of(tensor) for name, tensor in tensors.items()}
            self._copied = state, replace(read_arrays(arrays, []).join(), assumptions=())
        return self._copied[1]

    def _sequences(self, given: Any) -> tuple[Array, tuple[int, ...] | None]:
        """Return inputs or answers with the steps first, and the lengths of a packed batch."""
        if hasattr(given, "batch_sizes"):
            return _unpacked(given)
        array = array_of(given)
        is_turned = self._part.batch_first and array.ndim == 3
        return (array.swapaxes(0, 1) if is_turned else array), None

    def _agreement(self, answer: Any) -> float:
        weight = getattr(self._part, "weight_ih" if self.is_cell else "weight_ih_l0")
        return max(AGREEMENT.get(_type(tensor), 0.0) for tensor in (weight, answer))


def _type(tensor: Any) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _same(known: object, now: list[tuple[Any, int]]) -> bool:
    """Return whether these are the very same tensors, and none has been written to."""
    return (
        isinstance(known, list)
        and len(known) == len(now)
        and all(a is b and n == m for (a, n), (b, m) in zip(known, now, strict=True))
    )


def _states(given: Any) -> dict[str, Array]:
    """Return the states that a module takes or gives: h, or h and C."""
    states = given if isinstance(given, tuple | list) else (given,)
    return {name: array_of(state) for name, state in zip(("h0", "C0"), states, strict=False)}


def _unpacked(packed: Any) -> tuple[Array, tuple[int, ...]]:
    """Return a packed batch as (T, B, n), zero after the ends, and the length of each sequence."""
    data, sizes = array_of(packed.data), array_of(packed.batch_sizes)
    padded = np.zeros((len(sizes), sizes[0], data.shape[-1]), data.dtype)
    padded[np.arange(sizes[0]) < sizes[:, None]] = data
    lengths = (np.arange(sizes[0]) < sizes[:, None]).sum(axis=0)
    if packed.unsorted_indices is not None:
        order = array_of(packed.unsorted_indices)
        padded, lengths = padded[:, order], lengths[order]
    return padded, tuple(lengths.tolist())
