"""Several stacked layers, each forward, backward or both."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_sequence, check_shape
from lstm_core.assumptions import Assumption, tell
from lstm_core.params import Head, UnitParams
from lstm_core.running.kept import names_to_keep
from lstm_core.running.pins import Pins
from lstm_core.running.ragged import by_length, check_lengths
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.ragged import States, padded, states_of
from lstm_core.stacks.trace import LayerRun, StackRun, exchanged


@dataclass(frozen=True, eq=False, repr=False)
class LayerStack:
    """Stacked layers: each reads the output of the one below.

    Parameters
    ----------
    layers : sequence of StackLayer
        The layers, starting at the input.
    head : Head, optional
        A linear read-out of the last layer's output.
    batch_first : bool
        Whether a batch of inputs is (B, T, D), as in the model from which the stack comes, or (T, B, D).
    lengths : tuple of int, optional
        The default number of steps of each sequence of a batch, if the model fixes them.
    assumptions : sequence of Assumption
        What the reader of the file assumed; a run warns of each assumption that its arguments do not settle.

    Raises
    ------
    ValueError
        If there is no layer, or a layer or the head does not fit the layer below.
    """

    layers: Sequence[StackLayer]
    head: Head | None = None
    batch_first: bool = False
    lengths: tuple[int, ...] | None = None
    assumptions: Sequence[Assumption] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("the stack has no layer, expected one or more")
        for k, (below, above) in enumerate(zip(self.layers, self.layers[1:], strict=False), start=1):
            if below.width != above.D:
                raise ValueError(
                    f"layer {k} reads {above.D} numbers, expected {below.width}, which leave layer {k - 1}"
                )
        if self.head is not None:
            check_shape("head.V", self.head.V, "(K, width)", (len(self.head.c), self.layers[-1].width))

    @classmethod
    def of(cls, params: UnitParams, head: Head | None = None) -> "LayerStack":
        """Return the stack of one forward layer."""
        return cls([StackLayer(Layer(params))], head)

    @property
    def D(self) -> int:
        """How many numbers an input has."""
        return self.layers[0].D

    @property
    def width(self) -> int:
        """The number of outputs of the last layer per step."""
        return self.layers[-1].width

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the weights, including those of the head; the widest if they differ."""
        head = [] if self.head is None else [self.head.V, self.head.c]
        return np.result_type(*(layer.dtype for _, _, layer in self.directions), *head)

    @property
    def directions(self) -> Iterator[tuple[int, Direction, Layer]]:
        """All directions with the index of their layer, in the order of a trace's layers."""
        for k, layer in enumerate(self.layers):
            for direction, one in layer.directions:
                yield k, direction, one

    def __repr__(self) -> str:
        layers = [
            f"{one.directions[0][1].params.blueprint.unit} {one.D} to {one.width}"
            f"{' both ways' if len(one.directions) > 1 else ' backward' if one.forward is None else ''}"
            for one in self.layers
        ]
        head = [] if self.head is None else [f"head to {len(self.head.c)}"]
        axes = "(B, T, D)" if self.batch_first else "(T, B, D)"
        return f"<LayerStack: {', '.join(layers + head)}; x is (T, D) or {axes} with D = {self.D}>"

    def run(
        self,
        x: npt.ArrayLike,
        h0: Sequence[npt.ArrayLike | None] | Array | None = None,
        C0: Sequence[npt.ArrayLike | None] | Array | None = None,
        pins: Mapping[tuple[int, Direction], Pins] | None = None,
        dtype: npt.DTypeLike | None = None,
        lengths: npt.ArrayLike | None = None,
        strict: bool = False,
        keep: Collection[str] | None = None,
    ) -> StackRun:
        """Run all layers over a sequence, or over a batch of them, and keep every intermediate value.

        Parameters
        ----------
        x : (T, D) or (T, B, D)
            Inputs; (B, T, D) if the stack has the batch first.
        h0, C0 : sequence with an entry for each layer and direction, optional
            The initial states, in the order of `directions`, as PyTorch stacks them;
            None stands for the layer's own.
        pins : dict from (layer, direction) to Pins, optional
            Gates held by hand. Steps are those of `x`, in both directions.
        dtype : dtype, optional
            As in `lstm_core.run`.
        lengths : (B,), optional
            The number of steps of each sequence, if they differ; the rest is padding, which nothing
            reads: backward, each sequence begins at its own end. All results are zero there, as
            in ``torch.nn.utils.rnn.pad_packed_sequence``; only a head adds its bias.
        strict : bool
            Whether an assumption is an error.
        keep : names, optional
            The only arrays to keep of each layer, as in `lstm_core.run`, and the stack's outputs. The output
            of a layer is kept with ``"h"``.

        Returns
        -------
        StackRun
            Traces with the steps first; the stack's outputs have the axes in the order of `x`.

        Raises
        ------
        ValueError
            As in `lstm_core.run`; also if there are not as many states as directions, pins for a missing
            one, or lengths that are not those of a batch.
        ModelAssumption
            If `strict` is true and something has to be assumed; otherwise it is a warning.
        """
        given_by_name = {"h0": h0, "C0": C0, "lengths": lengths}
        tell((one.text for one in self.assumptions if given_by_name.get(one.settled_by) is None), strict)
        places = [(k, direction) for k, direction, _ in self.directions]
        starts = {}
        for name, given in (("h0", h0), ("C0", C0)):
            states = [None] * len(places) if given is None else list(given)
            if len(states) != len(places):
                raise ValueError(
                    f"{name} has {len(states)} states, expected {len(places)}, one per layer and direction"
                )
            starts[name] = dict(zip(places, states, strict=True))
        for place in pins or {}:
            if place not in places:
                raise ValueError(f"pins name {place}, expected one of {', '.join(map(str, places))}")
        inputs = exchanged(as_sequence(x, self.D, dtype, self.dtype, private=keep is None), self.batch_first)
        if keep is not None:
            keep = names_to_keep(keep, (layer.params.blueprint for _, _, layer in self.directions))
        lengths = self.lengths if lengths is None else lengths
        if lengths is None:
            return self._run(inputs, starts["h0"], starts["C0"], pins or {}, keep).as_given(self.batch_first)
        told = check_lengths(lengths, inputs.shape)
        parts = (
            (
                members,
                self._run(
                    inputs[:length, members],
                    states_of(starts["h0"], members, len(told)),
                    states_of(starts["C0"], members, len(told)),
                    {place: held.part(0, length) for place, held in (pins or {}).items()},
                    keep,
                ),
            )
            for length, members in by_length(told)
        )
        layers, h = padded(parts, len(inputs), told)
        return StackRun(layers, h, self.read_out(h), lengths=told).as_given(self.batch_first)

    def _run(
        self,
        signal: Array,
        h0: States,
        C0: States,
        pins: Mapping[tuple[int, Direction], Pins],
        keep: Collection[str] | None,
    ) -> StackRun:
        """Run over inputs with the steps first, all of the same length."""
        traces: list[LayerRun] = []
        for k, layer in enumerate(self.layers):
            outputs = []
            for way, one in layer.directions:
                place = (k, way)
                trace, h = one.run(signal, h0[place], C0[place], pins.get(place), signal.dtype, way, keep)
                end = h[0] if way == "backward" else h[-1]
                last = {**trace.last, "h": end if keep is None else end.copy()}
                traces.append(LayerRun(k, way, trace, h if keep is None or "h" in keep else None, None, last))
                outputs.append(h)
            signal = layer.merged(outputs)
        return StackRun(tuple(traces), signal, self.read_out(signal))

    def read_out(self, h: Array) -> Array:
        """Return the stack's output for the last layer's output `h`: V h + c, or `h` without a head."""
        outcome = h if self.head is None else h @ self.head.V.T + self.head.c
        return outcome.astype(h.dtype, copy=False)
