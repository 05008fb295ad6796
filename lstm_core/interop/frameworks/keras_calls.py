"""A call of a recurrent layer of Keras, as arrays. Keras is never imported."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.live import from_keras
from lstm_core.interop.frameworks.torch_calls import AGREEMENT, Call
from lstm_core.stacks.trace import StackRun

LAYERS: Final = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional")
_ARGUMENTS: Final = ("sequences", "initial_state", "mask", "training")


def is_layer(part: object) -> bool:
    """Return whether an object is a Keras layer or model."""
    return any(one.__name__ == "Layer" and "keras" in one.__module__ for one in type(part).__mro__)


def is_recurrent(part: object) -> bool:
    """Return whether it is one of Keras's recurrent layers; those of images are not."""
    names = [one.__name__ for one in type(part).__mro__ if "keras" in one.__module__]
    return any(one in LAYERS for one in names) and not any(one.startswith("Conv") for one in names)


def recurrent_layers(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield the recurrent layers in a layer or model with their names; one in another counts as the outer.

    Raises
    ------
    FormatError
        If there is none.
    """
    inner = {id(one) for layer in _every(part) if is_recurrent(layer) for one in _every(layer)[1:]}
    found = [layer for layer in _every(part) if is_recurrent(layer) and id(layer) not in inner]
    if not found:
        wanted = "LSTM, GRU, SimpleRNN, RNN or Bidirectional in it"
        raise FormatError("layer", f"{type(part).__name__} without a recurrent layer", wanted)
    names: dict[str, int] = {}
    for layer in found:
        names[layer.name] = names.get(layer.name, 0) + 1
        yield layer.name if names[layer.name] == 1 else f"{layer.name}_{names[layer.name]}", layer


def _every(part: Any) -> list[Any]:
    return list(part._flatten_layers())  # Keras's own walk; public is only that over a model's direct layers


def attach(layer: Any, note: Callable[[tuple[Any, ...], dict[str, Any], Any], None]) -> Callable[[], None]:
    """Have each call of a layer noted; return a function that ends it."""
    own = layer.call

    def call(*given: Any, **named: Any) -> Any:
        arguments = dict(zip(_ARGUMENTS, given, strict=False)) | named
        arguments["initial_state"] = _starts(layer, arguments.get("initial_state"))
        outcome = own(*given, **named)
        note((), arguments, outcome)
        return outcome

    layer.call = call

    def end() -> None:
        del layer.call

    return end


def _starts(layer: Any, given: Any) -> list[Array] | None:
    """Return copies of the states from which a call begins, also those that a layer keeps; None for zeros."""
    if given is None and getattr(layer, "stateful", False):
        inner = (layer.forward_layer, layer.backward_layer) if hasattr(layer, "forward_layer") else (layer,)
        given = [one.states for one in inner]
    return None if given is None else [array_of(state) for state in _flat(given)]


def _flat(given: Any) -> Iterator[Any]:
    if isinstance(given, list | tuple):
        for one in given:
            yield from _flat(one)
    elif given is not None:
        yield given


def array_of(tensor: Any) -> Array:
    """Return a copy of a tensor of any of Keras's backends.

    Raises
    ------
    FormatError
        If it has no values, as in a compiled function.
    """
    kept = tensor.detach().cpu() if hasattr(tensor, "detach") else tensor
    if str(getattr(kept, "dtype", "")) in ("torch.bfloat16", "bfloat16"):
        kept = kept.float() if hasattr(kept, "float") else kept.astype("float32")
    try:
        return np.array(kept.numpy() if hasattr(kept, "numpy") else kept)
    except Exception as error:  # each backend has its own
        found = "a tensor without values, in a compiled function"
        raise FormatError(
            "layer", found, "a call of the model itself: model(x), not model.predict(x)"
        ) from error


@dataclass(frozen=True, eq=False)
class KerasCall(Call):
    """What a layer was given, and what it answered.

    Attributes
    ----------
    is_whole : bool
        Whether it answered every step; otherwise `h` is what it answered after the last one, (1, B, width).
    """

    is_whole: bool = True

    def apart(self, run: StackRun, h: Array) -> float:
        """Return how far a run is from the answer, padding left out."""
        if self.is_whole:
            return super().apart(run, h)
        top = len(self.stack.layers) - 1
        ends = [one.last["h"] for one in run.layers if one.layer == top]
        return float(np.abs(self.stack.layers[-1].merged(ends) - h[0]).max())


class Layer:
    """A recurrent layer in a model.

    Parameters
    ----------
    name : str
        Its name.
    part : keras.layers.LSTM, GRU, SimpleRNN, RNN or Bidirectional
        The layer.
    """

    is_cell: Final = False

    def __init__(self, name: str, part: Any) -> None:
        self.name, self._part = name, part
        self._drops = False

    def fault(self) -> FormatError | None:
        """Return why the gates of the last call cannot be computed, if they cannot."""
        if self._drops:
            return FormatError(f"layer {self.name}", "dropout, whose masks nobody tells", "training=False")
        return None

    def call(self, _: Sequence[Any], named: Mapping[str, Any], outcome: Any) -> KerasCall:
        """Return a call of the layer, as arrays that nobody changes any more.

        Raises
        ------
        FormatError
            If the layer is of another form than ours, or masks steps that are not the last ones.
        """
        stack = replace(from_keras(self._part), batch_first=False)
        self._drops = bool(named.get("training")) and any(
            getattr(one, rate, 0) for one in _every(self._part) for rate in ("dropout", "recurrent_dropout")
        )
        x = array_of(named["sequences"]).swapaxes(0, 1)
        answer = outcome[0] if isinstance(outcome, list | tuple) else outcome
        agreement = AGREEMENT.get(str(answer.dtype).removeprefix("torch."), AGREEMENT["float32"])
        h, is_whole = array_of(answer), bool(getattr(self._part, "return_sequences", True))
        h = h.swapaxes(0, 1) if is_whole else h[np.newaxis]
        lengths = _lengths(self.name, named.get("mask"))
        if lengths is not None and is_whole:
            h = np.where(
                np.arange(len(h))[:, np.newaxis, np.newaxis] < np.array(lengths)[:, np.newaxis], h, 0
            )
        starts: dict[str, Any] = {}
        states = iter(named["initial_state"] or ())
        for k, (_layer, _way, one) in enumerate(stack.directions):
            for state in one.params.blueprint.carried if named["initial_state"] else ():
                places = starts.setdefault(f"{state}0", [None] * len(list(stack.directions)))
                places[k] = next(states)
        return KerasCall(stack, x, starts, h, {}, lengths, agreement, is_whole)


def _lengths(name: str, mask: Any) -> tuple[int, ...] | None:
    """Return the number of steps that a mask leaves of each sequence; None if it leaves all."""
    if mask is None:
        return None
    left = array_of(mask).astype(bool)
    lengths = left.sum(axis=1)
    if left.all():
        return None
    if (left != (np.arange(left.shape[1]) < lengths[:, np.newaxis])).any() or not lengths.all():
        raise FormatError(
            f"layer {name}, mask", "steps left out before others", "padding after each sequence"
        )
    return tuple(lengths.tolist())
