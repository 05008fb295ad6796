"""Running a request: limits, widths and pins checked with their places, then `lstm_core`.

Work is limited by steps times weights, memory by steps times units: a wide layer costs products, a long
sequence costs memory and writing. A run of more than about four milliseconds, and any of an uploaded
model, leaves the event loop; a worker does only a few of them at a time.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from app.config import Settings
from app.faults.kinds import Refused
from app.faults.wording import setting
from app.models.found import Found
from app.models.library import ModelLibrary
from app.presets.catalogue import PresetCatalogue
from app.runs.labels import labels_of
from app.runs.picked import check_fields
from app.runs.pins import pins_of
from app.runs.requests import RunRequest, RunSettings, StepRequest, TraceRequest, TraceSettings
from app.runs.selection import Place, check_units, chosen_places
from app.runs.sequences import sequences_of
from app.runs.sources import ModelChoice
from app.wire.arrays import Array, vector
from app.wire.networks import Network, from_wire, head_from_wire
from app.wire.units import TERMS
from lstm_core import LayerStack
from lstm_core.blueprints import BLUEPRINTS, LSTM
from lstm_core.stacks.trace import LayerRun, StackRun

_MANY_STEPS = 250
_MUCH_WORK = 2_000_000
"""Steps, and steps times weights, of a run of about four milliseconds: on the event loop all wait for it."""
_LESS = "send less"
_LINES = "ask for application/x-ndjson"
_FEWER_OR_LINES = "ask for fewer fields or for application/x-ndjson"
"""The ways out of a limit, besides a higher one."""
State = list[float] | list[list[float]] | None


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
    """

    def __init__(self, settings: Settings, presets: PresetCatalogue, models: ModelLibrary | Found) -> None:
        self._settings = settings
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
        self.check_work(sum(steps), network, pointer, keep, is_trace=can_be_lines(request, network))
        self.check_start(network, "h0", request.h0)
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
        self.check_start(network, "h", request.h)
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

    def check_work(
        self,
        steps: int,
        network: Network,
        pointer: str,
        keep: Collection[str] | None = None,
        *,
        is_trace: bool = False,
    ) -> None:
        """Raise `Refused` if a run exceeds one of the limits.

        Parameters
        ----------
        steps : int
            The steps of all sequences.
        network : Network
            The network to run.
        pointer : str
            The place of the sequences in the request.
        keep : collection of str, optional
            The only arrays that the run keeps.
        is_trace : bool
            Whether the request could also be answered in lines, which have higher limits.
        """
        way = _LINES if is_trace else _LESS
        self._check_steps(steps, "max_steps", pointer, way)
        self._check_compute(steps, network, "max_compute", pointer, way)
        arrays = network.arrays if keep is None else min(network.arrays, len(keep))
        each = f"{network.units} units x {arrays} arrays"
        if network.outputs:
            each = f"({each} + {network.outputs} outputs of the head)"
        found = steps * (network.units * arrays + network.outputs)
        way = _FEWER_OR_LINES if is_trace else _LESS
        self._check(f"{steps} steps x {each} = {found}", found, "max_values", pointer, way)

    def check_repeated(self, runs: Sequence[tuple[int, int]], network: Network, pointer: str) -> None:
        """Raise `Refused` if sequences, each run several times over, exceed one of the limits.

        Parameters
        ----------
        runs : sequence of (int, int)
            The steps of each sequence, and how many times it is run.
        network : Network
            The network to run.
        pointer : str
            The place of the sequences in the request.
        """
        self.check_work(sum(steps for steps, _ in runs), network, pointer)
        self.check_start(network, "h0", None)
        steps = sum(steps * times for steps, times in runs)
        work = steps * network.size
        what = f"{steps} steps of all runs x {network.size} weights = {work}"
        self._check(what, work, "max_extra_compute", pointer, _LESS)

    def check_stream(self, steps: int, network: Network, pointer: str = "/inputs") -> None:
        """Raise `Refused` if a streamed run, which needs little memory, exceeds one of its own limits."""
        self._check_steps(steps, "max_stream_steps", pointer, _LESS)
        self._check_compute(steps, network, "max_stream_compute", pointer, _LESS)
        found = steps * network.values
        what = f"{steps} steps x {network.values} numbers = {found}"
        self._check(what, found, "max_stream_values", pointer, _LESS)

    def check_start(self, network: Network, name: str, given: State) -> None:
        """Raise `Refused` if an initial hidden state takes too long to be traced back through projections."""
        limit, work = "max_extra_compute", network.start_work(given is not None)
        most = self._settings.max_extra_compute
        if work > most:
            what = f"a hidden state behind these projections takes {work} multiplications"
            raise Refused(
                f"/{name}" if given is not None else "/model",
                f"{what}, over the limit {limit} of {most}; raise the setting {setting(limit)}",
            )

    def _check_steps(self, steps: int, limit: str, pointer: str, way: str) -> None:
        most = getattr(self._settings, limit)
        if steps > most:
            end = f"{way}, or raise the setting {setting(limit)}"
            raise Refused(pointer, f"{steps} steps are over the limit {limit} of {most}; {end}")

    def _check_compute(self, steps: int, network: Network, limit: str, pointer: str, way: str) -> None:
        work = steps * network.size
        self._check(f"{steps} steps x {network.size} weights = {work}", work, limit, pointer, way)

    def _check(self, what: str, found: int, limit: str, pointer: str, way: str) -> None:
        most = getattr(self._settings, limit)
        if found > most:
            end = f"{way}, or raise the setting {setting(limit)}"
            raise Refused(pointer, f"{what} is over the limit {limit} of {most}; {end}")


def takes_long(steps: int, size: int) -> bool:
    """Return whether this many steps, with this many weights, take so long that others would notice."""
    return steps >= _MANY_STEPS or steps * size >= _MUCH_WORK


def states(given: State, name: str, network: Network) -> list[Array | None] | None:
    """Return a state for each layer and direction; None where no state was given.

    Parameters
    ----------
    given : list
        One state, or a list of them; several must be given for a network of several layers or directions.
    name : str
        Its place in the body: h, h0, C or C0.
    network : Network
        The network that starts from it.
    """
    if given is None:
        return None
    cells, state = [cell for _, _, cell in network.cells], name[0]
    carried = [state in cell.params.blueprint.carried for cell in cells]
    if not any(carried):
        raise Refused(f"/{name}", f"expected none: a unit of kind {_kinds(network)} carries no {state}")
    widths = [cell.width if state == "h" else cell.params.H for cell in cells]
    if not given or not isinstance(given[0], list):
        if len(cells) > 1:
            raise Refused(f"/{name}", f"expected a list of {len(cells)} states, one per layer and direction")
        return [vector(cast("list[float]", given), widths[0], f"/{name}", "the model has units")]
    if len(given) != len(cells):
        raise Refused(
            f"/{name}", f"expected {len(cells)} states, one per layer and direction, found {len(given)}"
        )
    return [
        vector(values, width, f"/{name}/{n}", "the layer has units") if has else None
        for n, (values, width, has) in enumerate(zip(given, widths, carried, strict=True))
    ]


def _kinds(network: Network) -> str:
    names = dict.fromkeys(layer.params.blueprint.name for _, _, layer in network.cells)
    return " or ".join(names)


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
