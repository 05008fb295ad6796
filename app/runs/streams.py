"""A trace as lines of JSON, one per step, in constant memory."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.faults.kinds import Refused, Stopped
from app.runs.answers import dump
from app.runs.labels import labels_of
from app.runs.picked import kind, picked, picked_terms, shown
from app.runs.pins import pins_of
from app.runs.requests import TraceRequest, TraceSettings
from app.runs.runner import Runner, shown_places
from app.runs.sequences import sequences_of
from app.runs.states import states
from app.wire.arrays import Array
from app.wire.networks import Network
from app.wire.rounding import plain
from app.wire.units import TERMS
from lstm_core.stacks.streaming import Stream
from lstm_core.stacks.trace import LayerRun, StackRun

_NUMBERS = 100_000
"""Roughly how many numbers are in memory at a time."""
_MOST_STEPS = 1024


class TraceLines:
    """The lines of one streamed trace: ``{"step": .., "layers": [..], "output": [..]}``.

    Parameters
    ----------
    network : Network
        The network to run.
    request : TraceSettings
        The request, without its inputs.
    steps : int
        The number of steps.
    tokens : list of str, optional
        The labels of the steps, if the request has no others.

    Raises
    ------
    Refused
        With the place of what does not fit; also if a layer runs backward, because that begins at the end.
    """

    def __init__(
        self, network: Network, request: TraceSettings, steps: int, tokens: list[str] | None = None
    ) -> None:
        self._network = network
        self._request = request
        self._places = shown_places(request, network)
        (self._labels,) = labels_of(request, [steps], is_batch=False, known=[tokens])
        if any(direction == "backward" for _, direction, _ in network.cells):
            raise Refused(
                "/model",
                "a layer that runs backward begins at the end, so that it cannot be streamed; "
                "ask for application/json",
            )
        self._stream = Stream(
            network.stack,
            states(request.h0, "h0", network),
            states(request.C0, "C0", network),
            pins_of(request.pins, network, steps),
        )

    @property
    def piece(self) -> int:
        """The number of steps to run at a time."""
        return max(1, min(_MOST_STEPS, _NUMBERS // self._network.values))

    def lines(self, pieces: Iterable[Array]) -> Iterator[bytes]:
        """Yield the lines of each piece of the input.

        Raises
        ------
        Stopped
            After the line of the last step before numbers grow too large.
        """
        for x in pieces:
            try:
                yield self._run(x)
            except ValueError:
                yield from self._until_it_fails(x)

    def _until_it_fails(self, x: Array) -> Iterator[bytes]:
        for t in range(len(x)):
            try:
                yield self._run(x[t : t + 1])
            except ValueError:
                step = self._stream.steps
                raise Stopped(
                    step, f"step {step} is not possible: weights and inputs are too large"
                ) from None

    def _run(self, x: Array) -> bytes:
        first = self._stream.steps
        return b"".join(self._lines(self._stream.feed(x), first))

    def _lines(self, trace: StackRun, first: int) -> Iterator[bytes]:
        digits = self._request.digits
        layers = [self._layer(trace[place]) for place in self._places]
        whole = {"output": None if self._request.units is not None else plain(trace.h, digits)}
        if self._network.stack.head is not None:
            whole["readout"] = plain(trace.outputs, digits)
        for t in range(len(trace.h)):
            label = {} if self._labels is None else {"label": self._labels[first + t]}
            line = {
                "step": first + t,
                **label,
                "layers": [_at(layer, t) for layer in layers],
                **_at(whole, t),
            }
            yield dump(line) + b"\n"

    def _layer(self, one: LayerRun) -> dict[str, Any]:
        units, digits = self._request.units, self._request.digits
        trace: dict[str, Any] = {}
        for name in shown(one.trace, self._request.fields):
            if name in one.trace.starts:
                continue
            if name == TERMS:
                parts = picked_terms(one.trace, units)
                trace[name] = {g: {k: plain(a, digits) for k, a in own.items()} for g, own in parts.items()}
            else:
                trace[name] = plain(picked(one.trace, name, units), digits)
        layer: dict[str, Any] = {"layer": one.layer, "direction": one.direction, **kind(one), "trace": trace}
        if one.h is not one.trace.h:
            layer["projected"] = plain(one.h, digits)
        return layer


def trace_text(runner: Runner, request: TraceRequest) -> str:
    """Return all lines of a short trace."""
    return b"".join(lines_of(runner, request)).decode()


def lines_of(runner: Runner, request: TraceRequest) -> Iterator[bytes]:
    """Return the lines of a trace with an input that was sent whole.

    Raises
    ------
    Refused
        As from `TraceLines`, before the first line; also for a batch.
    """
    network = runner.network(request.model)
    if request.batch is not None:
        raise Refused("/batch", "a stream holds one sequence; send inputs")
    (given,) = sequences_of(request, network, runner.most_tokens)
    runner.limits.check_stream(given.steps, network, given.pointer)
    runner.limits.check_start(network, "h0", request.h0)
    trace = TraceLines(network, request, given.steps, given.labels)
    return trace.lines(given.pieces(trace.piece))


def _at(values: Any, t: int) -> Any:  # noqa: ANN401 - arrays, in objects of objects
    """Return what belongs to a step: one row of each array, and everything else unchanged."""
    if isinstance(values, dict):
        return {name: _at(value, t) for name, value in values.items()}
    return values[t] if hasattr(values, "shape") else values
