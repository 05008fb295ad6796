"""How much each input matters, over the wire."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.dye.requests import AskedNumber, AttributionRequest
from app.faults.kinds import Refused
from app.runs.answers import dump
from app.runs.pins import pins_of
from app.runs.runner import Runner
from app.runs.sequences import sequences_of
from app.wire.arrays import matrix
from app.wire.networks import Network
from app.wire.rounding import plain
from lstm_core import Attribution, Output, attribute


@dataclass(frozen=True, slots=True)
class Attributed:
    """How much the inputs of one sequence matter to a number.

    Attributes
    ----------
    network : Network
        The network that ran.
    steps : int
        The number of steps.
    labels : list of str or None
        The tokens; None for numbers and letters.
    output : Output
        The number.
    found : Attribution
        What each input contributes.
    """

    network: Network
    steps: int
    labels: list[str] | None
    output: Output
    found: Attribution


def attributions_json(runner: Runner, request: AttributionRequest) -> bytes:
    """Return the JSON answer of ``POST /attributions``; raises as `attributions` does."""
    told: list[dict[str, Any]] = []
    for one in attributions(runner, request):
        model = one.network.summary()
        told.append(_answer(one, request))
    if request.batch is None:
        return dump({"model": model, **told[0]})
    return dump({"model": model, "batch": told})


def attributions(runner: Runner, request: AttributionRequest) -> Iterator[Attributed]:
    """Yield how much the inputs of each sequence matter.

    Raises
    ------
    Refused
        With the place of what does not fit, or of the limit that is exceeded.
    """
    network = runner.network(request.model)
    sequences = sequences_of(request, network, runner.most_tokens)
    runs = [(one.steps, runs_of(request, one.steps)) for one in sequences]
    runner.limits.check_repeated(
        runs, network, "/batch" if request.batch is not None else sequences[0].pointer
    )
    for one in sequences:
        steps = one.steps
        x = one.rows()
        baseline = None
        if request.baseline is not None:
            baseline = matrix(request.baseline, network.stack.D, "/baseline", "the model has inputs")
            if len(baseline) != steps:
                raise Refused("/baseline", f"expected {steps} rows, one for each step, found {len(baseline)}")
        output = _output(request.output, network, steps)
        _check_ablated(request.ablated, steps)
        pins = pins_of(request.pins, network, steps)
        try:
            found = attribute(
                network.stack, x, output, request.method, baseline, request.points, pins, request.ablated
            )
        except ValueError as error:
            raise Refused("", f"this run is not possible: {error}") from None
        yield Attributed(network, steps, one.labels, output, found)


def runs_of(request: AttributionRequest, steps: int) -> int:
    """Return roughly how many runs of the sequence a request amounts to; a gradient counts as two more."""
    match request.method:
        case "gradient":
            return 4
        case "ablation":
            return (steps if request.ablated is None else len(request.ablated)) + 2
        case "integrated_gradients":
            return 3 * request.points + 2


def _check_ablated(ablated: list[int] | None, steps: int) -> None:
    for n, step in enumerate(ablated or []):
        if step >= steps:
            raise Refused(f"/ablated/{n}", f"expected a step from 0 to {steps - 1}, found {step}")


def _output(asked: AskedNumber, network: Network, steps: int) -> Output:
    layer = len(network.stack.layers) - 1 if asked.layer is None else asked.layer
    step = steps - 1 if asked.step is None else asked.step
    output = Output(step, asked.unit, asked.field, layer, asked.direction)
    try:
        output.check(network.stack, steps)
    except (IndexError, ValueError) as error:
        raise Refused("/output", str(error)) from None
    return output


def _answer(one: Attributed, request: AttributionRequest) -> dict[str, Any]:
    output, found = one.output, one.found
    asked = output.field is not None
    return {
        "steps": one.steps,
        **({} if one.labels is None else {"labels": one.labels}),
        "output": {
            "step": output.step,
            "unit": output.unit,
            "field": output.field,
            "layer": output.layer if asked else None,
            "direction": output.direction if asked else None,
        },
        "method": request.method,
        "values": plain(found.values, request.digits),
        "value": found.value,
        "at_baseline": found.at_baseline,
        "completeness_error": found.completeness_error,
    }
