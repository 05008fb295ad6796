"""From a run to JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson

from app.runs.picked import picked, picked_terms, shown
from app.runs.requests import RunRequest, StepRequest, TraceRequest
from app.runs.runner import Run, Runner
from app.wire.arrays import Array
from app.wire.rounding import plain
from app.wire.units import TERMS, of_a_step
from lstm_core.running.labels import by_step
from lstm_core.stacks.trace import LayerRun

_MANY_NUMBERS = 100_000


def trace_json(runner: Runner, request: TraceRequest) -> bytes:
    """Return the JSON answer of ``POST /traces``; raises as `Runner.runs` does."""
    return answer_json(runner, request, lambda run: trace_answer(run, request.fields, request.digits))


def answer_json(runner: Runner, request: RunRequest, tell: Callable[[Run], dict[str, Any]]) -> bytes:
    """Return the result of `tell` for each run of a request: one answer, or a batch of them."""
    told = []
    for run in runner.runs(request):
        model = run.network.summary()
        told.append(tell(run))
    if request.batch is None:
        return dump({"model": model, **told[0]})
    return dump({"model": model, "batch": told})


def step_json(runner: Runner, request: StepRequest) -> bytes:
    """Return the JSON answer of ``POST /steps``: one trace, or one for each of several layers."""
    run = runner.step(request)
    layers = [_layer(one, of_a_step(one.trace.blueprint), None, None) for one in run.shown]
    for layer in layers:
        layer["trace"] = {name: _first(values) for name, values in layer["trace"].items()}
    carried = dict.fromkeys(state for one in run.shown for state in one.trace.blueprint.carried)
    after = {state: [_after(one, state) for one in run.shown] for state in carried}
    if len(layers) == 1:
        answer = {"trace": layers[0]["trace"], **{state: values[0] for state, values in after.items()}}
    else:
        answer = {"layers": layers, **after}
    return dump({"model": run.network.summary(), **answer})


def _after(one: LayerRun, state: str) -> Array | None:
    """Return a state after a run of one step, or None if the layer carries no such state."""
    values = one.h if state == "h" else one.trace.values.get(state)
    return None if values is None else plain(values[0], None)


def dump(answer: object) -> bytes:
    """Return a JSON text; NaN, which JSON lacks, becomes null.

    A large answer is written array by array: no other thread can run while orjson writes.
    """
    if _numbers(answer) > _MANY_NUMBERS:
        return b"".join(_parts(answer))
    return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)


def _numbers(answer: object) -> int:
    match answer:
        case np.ndarray():
            return answer.size
        case dict():
            return sum(map(_numbers, answer.values()))
        case [dict(), *_]:
            return sum(map(_numbers, answer))
    return 0


def _parts(answer: object) -> Iterator[bytes]:
    match answer:
        case dict():
            entries = ((orjson.dumps(name) + b":", value) for name, value in answer.items())
            yield from _within(b"{", entries, b"}")
        case [dict(), *_]:
            yield from _within(b"[", ((b"", value) for value in answer), b"]")
        case _:
            yield orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)


def _within(start: bytes, entries: Iterable[tuple[bytes, object]], end: bytes) -> Iterator[bytes]:
    yield start
    for n, (name, value) in enumerate(entries):
        yield b"," + name if n else name
        yield from _parts(value)
    yield end


def _first(values: Any) -> object:  # noqa: ANN401 - an array, or the arrays of a gate's terms by name
    return {name: _first(value) for name, value in values.items()} if isinstance(values, dict) else values[0]


def trace_answer(run: Run, fields: Sequence[str] | None, digits: int | None) -> dict[str, Any]:
    """Return the answer about one run, without the network."""
    answer: dict[str, Any] = {
        "steps": len(run.trace.h),
        "layers": [_layer(one, fields, run.units, digits) for one in run.shown],
        "outputs": None if run.units is not None else plain(run.trace.h, digits),
    }
    if (labels := by_step(run.trace.labels)) is not None:
        answer["labels"] = labels
    if run.network.stack.head is not None:
        answer["readout"] = plain(run.trace.outputs, digits)
    return answer


def _layer(
    one: LayerRun, fields: Sequence[str] | None, units: list[int] | None, digits: int | None
) -> dict[str, Any]:
    trace = {
        name: _terms(one, units, digits) if name == TERMS else plain(picked(one.trace, name, units), digits)
        for name in shown(one.trace, fields)
    }
    answer: dict[str, Any] = {"layer": one.layer, "direction": one.direction, "units": units, "trace": trace}
    if one.h is not one.trace.h:
        answer["projected"] = plain(one.h, digits)
    return answer


def _terms(one: LayerRun, units: list[int] | None, digits: int | None) -> dict[str, Any]:
    return {
        gate: {part: plain(values, digits) for part, values in parts.items()}
        for gate, parts in picked_terms(one.trace, units).items()
    }
