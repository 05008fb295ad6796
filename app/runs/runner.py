"""Running a request: limits, widths and pins checked with their places, then `lstm_core`.

A run of more than about four milliseconds, and any of an uploaded
model, leaves the event loop; a worker does only a few of them at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.config import Settings
from app.faults.kinds import Refused
from app.models.found import Found
from app.models.library import ModelLibrary
from app.presets.catalogue import PresetCatalogue
from app.runs.labels import labels_of
from app.runs.limits import WorkLimits
from app.runs.picked import check_fields
from app.runs.pins import pins_of
from app.runs.requests import RunRequest, RunSettings, StepRequest, TraceRequest, TraceSettings
from app.runs.selection import Place, check_units, chosen_places
from app.runs.sequences import sequences_of
from app.runs.sources import ModelChoice
from app.runs.states import states
from app.wire.arrays import vector
from app.wire.networks import Network, from_wire, head_from_wire
from app.wire.units import TERMS
from lstm_core import LayerStack
from lstm_core.blueprints import BLUEPRINTS, LSTM
from lstm_core.stacks.trace import LayerRun, StackRun

_MANY_STEPS = 250
_MUCH_WORK = 2_000_000
"""Steps, and steps times weights, of a run of about four milliseconds: on the event loop all wait for it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A network, its run, and what was requested of it.

    Attributes
    ----------
    network : Network
        The network that ran.
    trace : StackRun
        Its run.
    shown : list of LayerRun
        The layers and directions in the answer.
    units : list of int or None
        The units in the answer; None for all.
    """

    network: Network
    trace: StackRun
    shown: list[LayerRun]
    units: list[int] | None = None


class Runner:
    """Runs requests, within the limits of one server.

    Parameters
    ----------
    settings : Settings
        The limits.
    presets : PresetCatalogue
        The networks that can be requested by name.
    models : ModelLibrary or Found
        The uploaded models, or the one that is requested.

    Attributes
    ----------
    limits : WorkLimits
        How much one request may ask for.
    """

    def __init__(self, settings: Settings, presets: PresetCatalogue, models: ModelLibrary | Found) -> None:
        self._settings = settings
        self.limits = WorkLimits(settings)
        self._presets = presets
        self._models = models

    @property
    def most_values(self) -> int:
        """The largest number of values in an answer."""
        return self._settings.max_values

    @property
    def most_tokens(self) -> int:
        """The largest number of tokens of a vocabulary."""
        return self._settings.max_vocabulary

    def having(self, model: Found) -> "Runner":
        """Return a runner for requests of one uploaded model, which was found already."""
        return Runner(self._settings, self._presets, model)

    def trace(self, request: RunRequest) -> Run:
        """Run the only sequence of a request; raises as `runs` does."""
        return next(self.runs(request))

    def runs(self, request: RunRequest) -> Iterator[Run]:
        """Run all sequences of a request, each when the caller asks for it.

        Raises
        ------
        Refused
            With the place of what does not fit, or with the limit that is exceeded.
        """
        network = self.network(request.model)
        sequences = sequences_of(request, network, self.most_tokens)
        steps = [one.steps for one in sequences]
        places = shown_places(request, network)
        keep = kept_fields(request)
        pointer = "/batch" if request.batch is not None else sequences[0].pointer
        self.limits.check_work(sum(steps), network, pointer, keep, is_trace=can_be_lines(request, network))
        self.limits.check_start(network, "h0", request.h0)
        h0, C0 = states(request.h0, "h0", network), states(request.C0, "C0", network)
        labels = labels_of(request, steps, request.batch is not None, [one.labels for one in sequences])
        for one, named in zip(sequences, labels, strict=True):
            x = one.rows()
            pins = pins_of(request.pins, network, one.steps)
            try:
                trace = network.stack.run(x, h0, C0, pins, keep=keep)
            except ValueError as error:
                raise Refused("", f"this run is not possible: {error}") from None
            trace = trace if named is None else trace.labelled(named)
            yield Run(network, trace, [trace[place] for place in places], request.units)

    def step(self, request: StepRequest) -> Run:
        """Run one step from a given state; raises as `trace` does."""
        network = self.network(request.model)
        x = vector(request.x, network.stack.D, "/x", "the model has inputs")
        if any(direction == "backward" for _, direction, _ in network.cells):
            raise Refused("/model", "a layer that runs backward knows no next step; ask for a trace")
        self.limits.check_start(network, "h", request.h)
        h, C = states(request.h, "h", network), states(request.C, "C", network)
        try:
            trace = network.stack.run(x[np.newaxis], h, C, pins_of(request.pins, network, 1))
        except ValueError as error:
            raise Refused("", f"this step is not possible: {error}") from None
        return Run(network, trace, list(trace.layers))

    def is_long(self, choice: ModelChoice, steps: int) -> bool:
        """Return whether a run takes so long that others would notice.

        This includes any run that has to ask a database for its model first.
        """
        size = 0
        if choice.preset is not None and choice.preset in self._presets.presets:
            size = self._presets[choice.preset].network.size
        elif choice.weights is not None:
            size = choice.weights.size
        return choice.id is not None or takes_long(steps, size)

    def network(self, choice: ModelChoice) -> Network:
        """Return the network that a request names or contains; raises as `trace` does."""
        if choice.weights is not None:
            limits = self._settings.max_units, self._settings.max_inputs
            blueprint = BLUEPRINTS[choice.unit or LSTM.name]
            layer = from_wire(choice.weights, blueprint, "/model/weights", *limits)
            head = (
                None if choice.readout is None else head_from_wire(choice.readout, layer.H, "/model/readout")
            )
            return Network(LayerStack.of(layer, head))
        if choice.id is not None:
            return self._models.network(choice.id, choice.lstms, choice.head)
        try:
            return self._presets[choice.preset or ""].network
        except KeyError as error:
            raise Refused("/model/preset", error.args[0]) from None


def takes_long(steps: int, size: int) -> bool:
    """Return whether this many steps, with this many weights, take so long that others would notice."""
    return steps >= _MANY_STEPS or steps * size >= _MUCH_WORK


def shown_places(request: RunSettings, network: Network) -> list[Place]:
    """Return the requested layers and directions, after checking that their units and fields exist."""
    places = chosen_places(network, request.layer, request.direction)
    if isinstance(request, TraceSettings):
        check_fields(request.fields, network)
    for layer, direction, cell in network.cells:
        if (layer, direction) in places:
            check_units(request.units, cell.params.H)
    return places


def can_be_lines(request: RunRequest, network: Network) -> bool:
    """Return whether a request could be answered line by line: one sequence, no layer backward."""
    is_one = isinstance(request, TraceRequest) and request.batch is None
    return is_one and all(direction == "forward" for _, direction, _ in network.cells)


def kept_fields(request: RunRequest) -> set[str] | None:
    """Return the only arrays that the answer to a long run needs, or None if it may need all."""
    fields = request.fields if isinstance(request, TraceRequest) else None
    if fields is None or TERMS in fields or request.steps < _MANY_STEPS:
        return None
    return {"h", *fields}
