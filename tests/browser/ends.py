"""What stands on the wires and at the end of the output's pipe, held against the API's trace."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.browser.lab import Lab
from tests.numerals import read, short

READ_ENDS = """() => {
  const texts = (list) => [...list.querySelectorAll('text[data-index]')].filter((text) => text.textContent)
    .map((text) => [Number(text.dataset.index), ...[...text.children].map((part) => part.textContent)]);
  const lists = [...document.querySelectorAll('.values [data-signal]')];
  const parts = (group, kind) => [...group.querySelectorAll(`.${kind}`)].map((part) => part.textContent);
  const answer = document.querySelector('.readout-end');
  const named = (unit) => [...document.querySelectorAll(`.lane-name[data-unit='${unit}']`)];
  const units = [...new Set([...document.querySelectorAll('.lane-name')].map((text) => text.dataset.unit))];
  return {
    lanes: units.map((unit) => [Number(unit), named(unit).map((text) => text.textContent).join(' ')]),
    ends: [...document.querySelectorAll('.end-lane')].map((text) => [text.dataset.of, text.textContent]),
    gauges: [...document.querySelectorAll(".end:not([text-anchor='middle'])")]
      .map((text) => [text.dataset.end, String(Number(text.dataset.unit) + 1)]),
    values: Object.fromEntries(lists.map((list) => [list.dataset.signal, texts(list)])),
    answer: answer && {names: parts(answer, 'answer-name').filter(Boolean),
                       values: parts(answer, 'answer-value').filter(Boolean)},
    sum: [...document.querySelectorAll('.answer-sum [role=row]')]
      .map((row) => [...row.children].map((cell) => cell.textContent)),
    language: document.documentElement.dataset.lang,
  };
}"""


def check_ends(
    lab: Lab, model: str, step: int, *, known: bool, pins: Sequence[dict[str, Any]] = (), units: int = 4
) -> None:
    """Hold values, answer and its sum against a preset with a head; `known`: whether the answer is due."""
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    body = {"model": {"preset": model}, "inputs": preset["examples"][0]["inputs"], "pins": list(pins)}
    reply = lab.page.request.post(
        "/api/v1/traces", data=body | {"digits": None, "fields": ["x", "h_prev", "h"]}
    )
    assert reply.ok, reply.text()
    trace, readout = reply.json()["layers"][0]["trace"], reply.json()["readout"][step]
    found = lab.page.evaluate(READ_ENDS)
    language = found["language"]
    for signal, rows in found["values"].items():
        true = body["inputs"][step] if signal == "x" else trace["h_prev"][step][:units]
        assert [index for index, _, _ in rows] == list(range(len(true))), signal
        for index, name, value in rows:
            assert read(value) == pytest.approx(true[index], abs=0.005 + 1e-9), (signal, index)
            full = preset["input"]["names"][index][language] if signal == "x" else str(index + 1)
            assert full.startswith(name.rstrip("…")), (signal, index)
            assert name
    for unit, written in found["lanes"]:
        full = f"{unit + 1} {preset['unit_names'][unit][language]}"
        assert written
        assert full.startswith(written.rstrip("…")), unit
    is_hidden = any(f"view={view}" in lab.page.url for view in ("box", "symbols"))  # no room, or a lid
    named = [] if is_hidden else list(range(units))
    assert [unit for unit, _ in found["lanes"]] == named
    assert found["ends"] == (found["gauges"] if is_hidden else []), (
        "then lanes have their numbers at their ends"
    )
    names = [name[language] for name in preset["head"]["names"]]
    assert all(
        name.startswith(said.rstrip("…")) for name, said in zip(names, found["answer"]["names"], strict=True)
    )
    if not known:
        assert found["answer"]["values"] == []
        return
    said = [short(value, signed=True) for value in readout]
    assert found["answer"]["values"] == said
    W, b = preset["head"]["W"][0], preset["head"]["b"][0]
    lab.page.locator(".reads-out").press("Enter")
    sheet = lab.page.evaluate(READ_ENDS)["sum"]
    parts = [[read(cell) for cell in row[1:]] for row in sheet[1 : 1 + units]]
    outputs = trace["h"][step]
    assert parts == [pytest.approx([outputs[k], W[k], outputs[k] * W[k]], abs=5.1e-4) for k in range(units)]
    bias, total = (read(row[-1]) for row in sheet[1 + units :])
    assert [bias, total] == pytest.approx([b, readout[0]], abs=5.1e-4)
    assert sum(part for _, _, part in parts) + bias == pytest.approx(total, abs=4e-3)
    lab.page.keyboard.press("Escape")
    assert lab.page.evaluate(READ_ENDS)["sum"] == []


def check_answers(lab: Lab, model: str, last: int) -> None:
    """Hold the answers below the units of the row against the API; they are known up to the step `last`."""
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    body = {"model": {"preset": model}, "inputs": preset["examples"][0]["inputs"], "fields": ["h"]}
    readout = lab.page.request.post("/api/v1/traces", data=body | {"digits": None}).json()["readout"]
    found = lab.page.evaluate(
        """() => [...document.querySelectorAll('.row-unit')]
             .map((unit) => [Number(unit.dataset.step), unit.querySelector('.row-answer').textContent])"""
    )
    for step, says in found:
        numbers = [read(word) for word in says.split() if word[0] in "+−0"]
        assert numbers == pytest.approx(readout[step] if step <= last else [], abs=0.005 + 1e-9), step
