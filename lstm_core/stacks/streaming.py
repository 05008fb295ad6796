"""Runs of any length in constant memory: chunk by chunk, each beginning where the previous one ended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy.typing as npt

from lstm_core.arrays import Array, as_sequence
from lstm_core.assumptions import tell
from lstm_core.running.pins import Pins
from lstm_core.running.run import run
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import Direction
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import LayerRun, StackRun, exchanged


class Stream:
    """A run that can be continued: it remembers its state.

    The gates and states of a layer are, bit for bit, those of one run over the whole input. The results of
    a projection or a head may differ in the last digit, as products of other sizes round differently.

    Parameters
    ----------
    stack : LayerStack
        The layers. None may run backward, because such a run begins at the end.
    h0, C0 : sequence with an entry for each layer, optional
        The initial states, as in `LayerStack.run`.
    pins : dict from (layer, direction) to Pins, optional
        Gates held by hand. Steps count from the first one of the stream; a pin beyond the end holds nothing.
    dtype : dtype, optional
        As in `lstm_core.run`; by default, the first chunk decides for all.
    strict : bool
        Whether an assumption is an error.

    Raises
    ------
    ValueError
        If a layer runs backward; also as in `LayerStack.run`.

    Attributes
    ----------
    steps : int
        The number of steps taken so far.
    """

    def __init__(
        self,
        stack: LayerStack,
        h0: Sequence[npt.ArrayLike | None] | Array | None = None,
        C0: Sequence[npt.ArrayLike | None] | Array | None = None,
        pins: Mapping[tuple[int, Direction], Pins] | None = None,
        dtype: npt.DTypeLike | None = None,
        strict: bool = False,
    ) -> None:
        for k, direction, layer in stack.directions:
            if direction == "backward":
                raise ValueError(f"layer {k} runs backward, expected layers that run forward")
            held = (pins or {}).get((k, direction), Pins())
            held.check(layer.params.blueprint)
            _check_units(held, layer.params.H)
        self.steps = 0
        if stack.lengths is not None:
            raise ValueError("the model fixes the number of steps, expected one that does not")
        settled = {"h0": h0, "C0": C0}
        told = (one.text for one in stack.assumptions if settled.get(one.settled_by) is None)
        tell(told, strict, stacklevel=3)
        self._stack, self._batch_first = replace(stack, batch_first=False, assumptions=()), stack.batch_first
        self._dtype, self._pins = dtype, dict(pins or {})
        self._start = (h0, C0)
        self._last: list[Trace] = []

    def feed(self, x: npt.ArrayLike) -> StackRun:
        """Run over the next steps.

        Parameters
        ----------
        x : (T, D) or (T, B, D)
            Their inputs; (B, T, D) if the stack has the batch first.

        Returns
        -------
        StackRun
            The run of these steps; its h0 and C0 are the states after the previous steps.

        Raises
        ------
        ValueError
            As in `LayerStack.run`.
        """
        inputs = exchanged(as_sequence(x, self._stack.D, self._dtype, self._stack.dtype), self._batch_first)
        self._dtype = inputs.dtype
        pins = {place: held.part(self.steps, len(inputs)) for place, held in self._pins.items()}
        if not self._last:
            trace = self._stack.run(inputs, *self._start, pins, self._dtype)
        else:
            trace = self._next(inputs, pins)
        self.steps += len(inputs)
        self._last = [one.trace for one in trace.layers]
        return trace.as_given(self._batch_first)

    def _next(self, inputs: Array, pins: Mapping[tuple[int, Direction], Pins]) -> StackRun:
        # The unprojected h is carried on, so that nothing is lost in a projection.
        signal, layers = inputs, []
        for (k, direction, layer), before in zip(self._stack.directions, self._last, strict=True):
            held = pins.get((k, direction))
            trace = run(layer.params, signal, pins=held, dtype=signal.dtype, start=before.last)
            signal = layer.output(trace.h)
            last = {**trace.last, "h": signal[-1]}
            layers.append(LayerRun(k, direction, trace, signal, None, last))
        return StackRun(tuple(layers), signal, self._stack.read_out(signal))


def stream(
    stack: LayerStack,
    chunks: Iterable[npt.ArrayLike],
    h0: Sequence[npt.ArrayLike | None] | Array | None = None,
    C0: Sequence[npt.ArrayLike | None] | Array | None = None,
    pins: Mapping[tuple[int, Direction], Pins] | None = None,
    dtype: npt.DTypeLike | None = None,
    strict: bool = False,
) -> Iterator[StackRun]:
    """Yield the trace of each chunk of inputs; see `Stream`.

    Raises
    ------
    ValueError
        As in `Stream`, before the first chunk is requested.
    """
    going = Stream(stack, h0, C0, pins, dtype, strict)
    return (going.feed(chunk) for chunk in chunks)


def _check_units(pins: Pins, units: int) -> None:
    for pin in pins.pins:
        replace(pin, first=None, last=None).covers(1, units)
