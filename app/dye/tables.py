"""Dye and attributions as CSV and NPZ."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from app.dye.attributions import Attributed, attributions
from app.dye.dyeing import check_size, dyed
from app.dye.requests import AttributionRequest, DyeRequest
from app.faults.kinds import Refused
from app.runs.runner import Runner
from app.wire.arrays import Array
from app.wire.rounding import significant
from lstm_core.running.labels import Labels, as_array, as_cell


def dye_csv(runner: Runner, request: DyeRequest) -> bytes:
    """Return the CSV answer of ``POST /dye``: one row per layer, direction, step and unit.

    For a step, ``step`` is where a part entered, or ``start`` for what was there before; for a source, it is
    the step whose memory holds the part. For a unit, there are both, and ``source`` is where it entered.
    A column ``label``, and ``source_label``, follows with the token of the step, if the steps read tokens.

    Raises
    ------
    Refused
        As from `Runner.runs`, and when the table has more numbers than an answer may have.
    """
    if request.unit is not None:
        return _unit_csv(runner, request)
    lines, size = [""], 0
    for n, run in enumerate(runner.runs(request)):
        sequence, read = _sequence(request, n), _Read(run.trace.labels, request)
        lines[0] = lines[0] or _header(request, f"layer,direction,{read.header('step')},unit,part")
        for one, arrays in dyed(run, request):
            rows = arrays["parts"] if "start" not in arrays else np.stack([arrays["start"], *arrays["parts"]])
            size += rows.size
            _check(size, runner)
            names = run.units or range(rows.shape[1])
            steps = [*(["start"] if "start" in arrays else []), *range(len(arrays["parts"]))]
            place = f"{sequence}{one.layer},{one.direction}"
            lines += [
                f"{place},{read.cell(step)},{unit},{number!r}"
                for step, row in zip(steps, significant(rows, request.digits).tolist(), strict=True)
                for unit, number in zip(names, row, strict=True)
            ]
    return _text(lines)


def _unit_csv(runner: Runner, request: DyeRequest) -> bytes:
    check_size(runner, request)
    lines, size = [""], 0
    for n, run in enumerate(runner.runs(request)):
        read = _Read(run.trace.labels, request)
        places = f"{read.header('step')},{read.header('source', 'source_label')}"
        lines[0] = lines[0] or _header(request, f"layer,direction,{places},unit,part")
        for one, arrays in dyed(run, request):
            parts = np.column_stack([arrays["start"], arrays["parts"]])
            size += parts.size
            _check(size, runner)
            place = f"{_sequence(request, n)}{one.layer},{one.direction}"
            sources = [read.cell(source) for source in ("start", *range(len(parts)))]
            lines += [
                f"{place},{read.cell(step)},{source},{request.unit},{number!r}"
                for step, row in enumerate(significant(parts, request.digits).tolist())
                for source, number in zip(sources, row, strict=True)
            ]
    return _text(lines)


def dye_npz(runner: Runner, request: DyeRequest) -> bytes:
    """Return the NPZ answer of ``POST /dye``: arrays by their names in the JSON answer.

    If the network has several layers or directions, the names are prefixed, ``layers.0.forward.parts``, and
    in a batch also by ``batch.0.``. The tokens of the steps are ``labels``, texts (T,), if these read tokens.
    """
    check_size(runner, request)
    found: dict[str, Array] = {}
    for n, run in enumerate(runner.runs(request)):
        sequence = "" if request.batch is None else f"batch.{n}."
        for one, arrays in dyed(run, request):
            layer = "" if len(run.trace.layers) == 1 else f"layers.{one.layer}.{one.direction}."
            for name, array in arrays.items():
                found[sequence + layer + name] = significant(array, request.digits)
        found |= {sequence + name: labels for name, labels in as_array(run.trace.labels).items()}
    return _archive(found)


def attributions_csv(runner: Runner, request: AttributionRequest) -> bytes:
    """Return the CSV answer of ``POST /attributions``: one row per step and input, or per step.

    A column ``label`` has the token of the step, if the steps read tokens.
    """
    lines = [""]
    for n, one in enumerate(attributions(runner, request)):
        read = _Read(_labels(one), request)
        inputs = "" if request.method == "ablation" else ",input"
        lines[0] = lines[0] or _header(request, f"{read.header('step')}{inputs},value")
        rounded = significant(one.found.values, request.digits)
        places = np.ndindex(rounded.shape) if request.ablated is None else ((k,) for k in request.ablated)
        lines += [
            f"{_sequence(request, n)}{','.join([read.cell(step), *map(str, more)])},{number!r}"
            for (step, *more), number in zip(places, rounded.ravel().tolist(), strict=True)
        ]
    return _text(lines)


def attributions_npz(runner: Runner, request: AttributionRequest) -> bytes:
    """Return the NPZ answer of ``POST /attributions``: arrays by their names in the JSON answer.

    The tokens of the steps are ``labels``, texts (T,), if these read tokens.
    """
    arrays: dict[str, Array] = {}
    for n, one in enumerate(attributions(runner, request)):
        sequence, found = "" if request.batch is None else f"batch.{n}.", one.found
        arrays[f"{sequence}values"] = significant(found.values, request.digits)
        arrays[f"{sequence}value"] = np.array(found.value)
        arrays[f"{sequence}at_baseline"] = np.array(found.at_baseline)
        if found.completeness_error is not None:
            arrays[f"{sequence}completeness_error"] = np.array(found.completeness_error)
        arrays |= {sequence + name: labels for name, labels in as_array(_labels(one)).items()}
    return _archive(arrays)


@dataclass(frozen=True, slots=True)
class _Read:
    """The columns that say what a step is: its number, and its token if steps read tokens."""

    labels: Labels | None
    request: DyeRequest | AttributionRequest

    @property
    def _has_labels(self) -> bool:
        return self.labels is not None or self.request.has_ids

    def header(self, step: str, label: str = "label") -> str:
        return f"{step},{label}" if self._has_labels else step

    def cell(self, step: int | str) -> str:
        if not self._has_labels:
            return str(step)
        if self.labels is None or isinstance(step, str):
            return f"{step},"
        return f"{step},{as_cell(self.labels[0][step])}"


def _labels(one: Attributed) -> Labels | None:
    return None if one.labels is None else (tuple(one.labels),)


def _header(request: DyeRequest | AttributionRequest, names: str) -> str:
    return names if request.batch is None else f"sequence,{names}"


def _sequence(request: DyeRequest | AttributionRequest, n: int) -> str:
    return "" if request.batch is None else f"{n},"


def _check(size: int, runner: Runner) -> None:
    if size > runner.most_values:
        most = runner.most_values
        raise Refused("", f"{size} numbers in a table are over the limit max_values of {most}; choose units")


def _text(lines: Iterable[str]) -> bytes:
    return "\r\n".join([*lines, ""]).encode()


def _archive(arrays: dict[str, Array]) -> bytes:
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()
