"""Running a request: limits, widths and pins checked with their places, then `lstm_core`."""

from collections.abc import Sequence
from typing import Any, Final

from app.config import Settings
from app.errors import invalid
from app.schemas import ModelChoice, Pin, RunRequest, StepPin, StepRequest
from app.services.arrays import Array, matrix, vector
from app.services.networks import Network, from_wire
from app.services.presets import PresetCatalogue
from app.services.texts import rows_of
from lstm_core import Pins, Trace, run, step
from lstm_core.pins import Pin as CorePin
from lstm_core.pins import Valve

_VALVES: Final[dict[str, Valve]] = {"forget": "f", "input": "i", "output": "o"}


class Runner:
    """Answers requests with traces, inside the limits of one server.

    Parameters
    ----------
    settings : Settings
        The limits.
    presets : PresetCatalogue
        The networks that can be named.
    """

    def __init__(self, settings: Settings, presets: PresetCatalogue) -> None:
        self._settings = settings
        self._presets = presets

    def trace(self, request: RunRequest) -> tuple[Network, Trace]:
        """Run a whole sequence.

        Raises
        ------
        Problem
            422 with the place of what does not fit, or the limit that is exceeded.
        """
        network = self._network(request.model)
        rows, pointer = _rows(request, network)
        self._check_work(len(rows), network, pointer)
        params = network.params
        trace = run(
            params,
            matrix(rows, params.D, pointer, "the model has inputs"),
            h0=_state(request.h0, params.H, "/h0"),
            C0=_state(request.C0, params.H, "/C0"),
            pins=_pins(request.pins, len(rows), params.H),
        )
        return network, trace

    def step(self, request: StepRequest) -> tuple[Network, Trace]:
        """Run one step from a given state; raises as `trace` does."""
        network = self._network(request.model)
        params = network.params
        trace = step(
            params,
            vector(request.x, params.D, "/x", "the model has inputs"),
            _state(request.h, params.H, "/h"),
            _state(request.C, params.H, "/C"),
            pins=_pins(request.pins, 1, params.H),
        )
        return network, trace

    def _network(self, choice: ModelChoice) -> Network:
        if choice.weights is not None:
            limits = self._settings.max_units, self._settings.max_inputs
            return Network(from_wire(choice.weights, "/model/weights", *limits))
        try:
            return self._presets[choice.preset or ""].network
        except KeyError as error:
            raise invalid("/model/preset", error.args[0]) from None

    def _check_work(self, steps: int, network: Network, pointer: str) -> None:
        limits = self._settings
        if steps > limits.max_steps:
            raise invalid(pointer, f"{steps} steps are over the limit max_steps of {limits.max_steps}")
        work = steps * network.size
        if work > limits.max_compute:
            raise invalid(
                pointer,
                f"{steps} steps x {network.size} weights = {work} "
                f"is over the limit max_compute of {limits.max_compute}",
            )


def _rows(request: RunRequest, network: Network) -> tuple[Sequence[Sequence[float]], str]:
    """Return the input rows and where they came from."""
    if request.text is None:
        return request.inputs or [], "/inputs"
    if network.alphabet is None:
        raise invalid("/text", "this model reads numbers, not text; send inputs instead")
    return rows_of(request.text, network.alphabet, "/text"), "/text"


def _state(values: list[float] | None, H: int, pointer: str) -> Array:
    return vector([0.0] * H if values is None else values, H, pointer, "the model has units")


def _pins(pins: Sequence[StepPin], steps: int, H: int) -> Pins | None:
    return Pins(tuple(_pin(p, f"/pins/{n}", steps, H) for n, p in enumerate(pins))) if pins else None


def _pin(pin: StepPin, pointer: str, steps: int, H: int) -> CorePin:
    for n, unit in enumerate(pin.units or []):
        if unit >= H:
            raise invalid(f"{pointer}/units/{n}", f"expected a unit from 0 to {H - 1}, found {unit}")
    span: dict[str, Any] = {}
    if isinstance(pin, Pin):
        for name, at in (("from", pin.first), ("to", pin.last)):
            if at is not None and at >= steps:
                raise invalid(f"{pointer}/{name}", f"expected a step from 0 to {steps - 1}, found {at}")
        if pin.first is not None and pin.last is not None and pin.first > pin.last:
            raise invalid(f"{pointer}/to", f"expected a step from {pin.first} (from) on, found {pin.last}")
        span = {"first": pin.first, "last": pin.last}
    units = None if pin.units is None else tuple(pin.units)
    return CorePin(_VALVES[pin.gate], pin.value, units=units, **span)
