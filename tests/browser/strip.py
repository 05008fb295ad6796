"""The strip above the picture, held against the preset's input and the API's read-out."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.browser.lab import Lab
from tests.numerals import short

READ_STRIP = """() => {
  const strip = document.getElementById('strip');
  const bands = [...strip.querySelectorAll('.strip-plot')].map((plot) => ({
    lines: [...plot.querySelectorAll('path[data-role]')].map((path) =>
      ({role: path.dataset.role, index: Number(path.dataset.index), d: path.getAttribute('d')})),
    poles: plot.querySelector('.strip-pole').getAttribute('d'),
  }));
  const says = [...strip.querySelectorAll('.strip-says > span')]
    .map((part) => [part.dataset.role, part.textContent]);
  const cursor = strip.querySelector('input');
  return {bands, says, step: Number(cursor.value), steps: Number(cursor.max), told: cursor.ariaValueText};
}"""

Rows = list[list[float]]


def check_strip(lab: Lab, model: str, step: int, pins: Sequence[dict[str, Any]] = ()) -> None:
    """Hold the strip of a model's first example against the API; `step` counts from 0."""
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    inputs = preset["examples"][0]["inputs"]
    answer, untouched = _readout(lab, model, inputs, pins), _readout(lab, model, inputs, ())
    strip = lab.page.evaluate(READ_STRIP)
    assert (strip["step"], strip["steps"]) == (step + 1, len(inputs))
    below, above = strip["bands"][::-1]
    drawn = preset["input"]["drawn"]
    lines = [column for column, kind in enumerate(drawn) if kind == "line"]
    _check_lines(above["lines"], {("input", column): [row[column] for row in inputs] for column in lines})
    poles = [
        t
        for column, kind in enumerate(drawn)
        if kind == "flag"
        for t, row in enumerate(inputs)
        if row[column]
    ]
    assert [float(x) - 0.5 for x in re.findall(r"M([\d.]+) 0V1", above["poles"])] == poles
    runs = {"answer": answer} | ({"untouched": untouched} if pins else {})
    _check_lines(
        below["lines"],
        {(role, k): [row[k] for row in rows] for role, rows in runs.items() for k in range(len(rows[0]))},
    )
    language = lab.page.evaluate("document.documentElement.dataset.lang")
    names = [name[language] for name in preset["head"]["names"]]
    said = [text for role, text in strip["says"] if role == "answer"]
    assert said == [
        f"{name} {short(value, signed=True)}" for name, value in zip(names, answer[step], strict=True)
    ]
    assert all(text in strip["told"] for text in said)


def _readout(lab: Lab, model: str, inputs: Rows, pins: Sequence[dict[str, Any]]) -> Rows:
    body = {"model": {"preset": model}, "inputs": inputs, "pins": list(pins), "digits": None, "fields": ["h"]}
    reply = lab.page.request.post("/api/v1/traces", data=body)
    assert reply.ok, reply.text()
    found: Rows = reply.json()["readout"]
    return found


def _check_lines(lines: list[dict[str, Any]], expected: dict[tuple[str, int], list[float]]) -> None:
    assert {(line["role"], line["index"]) for line in lines} == set(expected)
    everything = [value for values in expected.values() for value in values]
    low, high = min(0, *everything), max(0, *everything)
    for line in lines:
        points = [tuple(map(float, point.split())) for point in re.split("[ML]", line["d"])[1:]]
        values = expected[line["role"], line["index"]]
        assert [x for x, _ in points] == [t + 0.5 for t in range(len(values))]
        assert [high - y * (high - low) for _, y in points] == pytest.approx(values, abs=1e-9)
