"""Backward: the gradient of the last output in the same pipes, as thick as the API says."""

import math
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import MOVING
from tests.browser.truth import NEGATIVE, POSITIVE


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def gradients(lab: Lab, model: str) -> dict[str, Any]:
    """Return the API's gradients of the last output of a model's first example."""
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    body = {"model": {"preset": model}, "inputs": preset["examples"][0]["inputs"], "digits": None}
    answer: dict[str, Any] = lab.page.request.post("/api/v1/gradients", data=body).json()["gradients"]
    return answer


def mark_of(peak: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below `peak`."""
    return next(m for m in (f * 10.0**k for k in range(-12, 9) for f in (1, 2, 5)) if peak <= m * (1 + 1e-12))


@pytest.mark.browser_context_args(**MOVING)
@pytest.mark.parametrize("view", ["pipe", "cell"])
def test_thickness_is_the_gradient_and_the_water_flows_back(lab: Lab, view: str) -> None:
    wanted = gradients(lab, "random-4")
    mark = mark_of(
        max(abs(v) for rows in (wanted["dh"], wanted["dC"], [wanted["dC0"]]) for row in rows for v in row)
    )
    full = 0.84 * 96 / 4
    for step in (0, 5):
        lab.open(f"model=random-4&step={step + 1}&phase=output&view={view}&gradient=back")
        expect(lab.page.locator("svg.pipes")).to_have_attribute("data-backward", "")
        before = wanted["dC"][step - 1] if step else wanted["dC0"]
        rows = {"old": before, "kept": wanted["dC"][step], "added": wanted["dC"][step]}
        rows |= {"memory": wanted["dC"][step], "out": wanted["dh"][step]}
        for lane in lab.drawing()["water"]:
            value = rows[lane["pipe"]][lane["unit"]] if lane["pipe"] in rows else 0.0
            assert lane["width"] == pytest.approx(abs(value) / mark * full, abs=1e-6), lane
            if value:
                assert lane["hue"] == (NEGATIVE if value < 0 else POSITIVE), lane
    dash = "() => Number(document.querySelector('.streaks').getAttribute('stroke-dashoffset'))"
    assert lab.page.evaluate(dash) > 0
    lab.page.get_by_role("button", name="Gradient, backward").click()
    lab.settle()
    expect(lab.page.locator("svg.pipes")).not_to_have_attribute("data-backward", "")
    lab.page.wait_for_function(f"() => ({dash})() < 0")


@pytest.mark.parametrize(("model", "unit"), [("random-4", "lstm"), ("random-gru", "gru")])
def test_beside_the_picture_stand_the_numbers_of_the_gradient_and_not_of_the_run(
    lab: Lab, model: str, unit: str
) -> None:
    wanted = gradients(lab, model)
    lane = "C" if unit == "lstm" else "h"
    for step in (0, 4):
        lab.open(f"model={model}&blueprint={unit}&step={step + 1}&phase=forget&gradient=back&unit=2")
        expect(lab.page.locator("#gradient .numbers td").first).to_be_visible()
        columns = {f"{lane}_prev": wanted[f"d{lane}"][step - 1] if step else wanted[f"d{lane}0"]}
        columns |= {lane: wanted[f"d{lane}"][step], "h": wanted["dh"][step]}
        cells = lab.page.locator("#gradient td[data-gradient]")
        expect(cells).to_have_count(len(columns) * len(wanted["dh"][0]))
        for cell in cells.all():
            value = columns[cell.get_attribute("data-gradient") or ""][
                int(cell.get_attribute("data-unit") or "")
            ]
            said = (cell.text_content() or "").replace("−", "-")
            assert float(said) == pytest.approx(value, abs=6e-4, rel=0.06), said
            sign = "negative" if value < 0 else "positive" if value else "zero"
            expect(cell).to_have_attribute("data-sign", sign)
        expect(lab.page.locator("#gradient tr.spot .lane-pick")).to_have_text("2")
        expect(lab.page.locator(".timeline-label.memory")).to_contain_text(f"Gradient d{lane}")
        for place in ("#readout", "#why"):
            expect(lab.page.locator(place)).to_be_hidden()
    lab.page.locator("#gradient .lane-pick").first.click()
    expect(lab.page.locator("#gradient tr.spot .lane-pick")).to_have_text("1")
    lab.page.get_by_role("button", name="Gradient, backward").click()
    expect(lab.page.locator("#gradient")).to_be_hidden()
    expect(lab.page.locator("#readout")).to_be_visible()
    expect(lab.page.locator(".timeline-label.memory")).not_to_contain_text("Gradient")


def test_of_another_output_the_water_is_the_gradient_of_that_one(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output&gradient=back")
    lab.page.get_by_label("step of the output").fill("7")
    lab.page.keyboard.press("Tab")
    lab.page.get_by_label("lane of the output").select_option("lane 3 (unit 3)")
    lab.settle()
    expect(lab.page).to_have_url(re.compile("gradient=back&of=7:3"))
    inputs = lab.page.request.get("/api/v1/presets/random-4").json()["examples"][0]["inputs"]
    body = {"model": {"preset": "random-4"}, "inputs": inputs, "output": {"step": 6, "units": [2]}}
    wanted = lab.page.request.post("/api/v1/gradients", data=body | {"digits": None}).json()["gradients"]
    peaks = (wanted["dh"], wanted["dC"], [wanted["dC0"]])
    mark = mark_of(max(abs(value) for rows in peaks for row in rows for value in row))
    lab.reload()
    for lane in lab.drawing()["water"]:
        if lane["pipe"] in ("memory", "out"):
            value = wanted["dC" if lane["pipe"] == "memory" else "dh"][3][lane["unit"]]
            assert lane["width"] == pytest.approx(abs(value) / mark * 0.84 * 96 / 4, abs=1e-6), lane
    expect(lab.page.get_by_label("lane of the output")).to_have_value("2")


def drawn_lengths(lab: Lab, name: str) -> list[float]:
    """Return the lengths that a line of the chart beside shows, as powers of ten."""
    points = lab.page.locator(f".beside-chart polyline.{name}").get_attribute("points") or ""
    top, bottom = (
        float(lab.page.locator(".beside-chart .grid").nth(n).get_attribute("y1") or "") for n in (-1, 0)
    )
    highest = lab.page.locator(".beside-chart text").last.inner_html()
    assert highest == "1"
    heights = [float(pair.split(",")[1]) for pair in points.split()]
    return [(bottom - y) / (bottom - top) * 16 - 16 for y in heights]


def test_beside_it_stands_the_plain_network_of_the_same_task(lab: Lab) -> None:
    lab.open("model=recall&gradient=back&step=5")
    preset = lab.page.request.get("/api/v1/presets/recall").json()
    inputs = preset["examples"][0]["inputs"]
    wanted = gradients(lab, "recall")
    body = {"task": preset["training"]["task"], "inputs": inputs}
    rnn = lab.page.request.post("/api/v1/gradients/rnn", data=body).json()["norms"]["dh"]
    last = math.hypot(*wanted["dh"][-1])
    expected = {
        "C": [math.hypot(*row) / last for row in wanted["dC"]],
        "h": [math.hypot(*row) / last for row in wanted["dh"]],
        "rnn": [length / rnn[-1] for length in rnn],
    }
    expect(lab.page.locator(".beside-chart")).to_be_visible()
    for name, lengths in expected.items():
        assert drawn_lengths(lab, name) == pytest.approx([math.log10(v) for v in lengths], abs=1e-3), name
        item = lab.page.locator(f".beside-keys li.{name}")
        expect(item).to_contain_text(f"{lengths[4]:.4f}" if lengths[4] > 5e-5 else "e−")
    assert expected["C"][0] > 1000 * expected["rnn"][0]
    assert expected["C"][4] > 0.01


def test_where_nothing_was_learnt_no_plain_network_stands_beside(lab: Lab) -> None:
    lab.open("model=random-4&gradient=back")
    expect(lab.page.locator(".beside")).to_contain_text("its weights were learnt on none of the tasks")
    expect(lab.page.locator(".beside-chart")).to_be_hidden()
    order = lab.page.locator("#gradient :is(.output-choice, .gradient-says, .numbers, .beside)").evaluate_all(
        "parts => parts.map(({className}) => className)"
    )
    assert order == ["output-choice", "gradient-says", "numbers", "beside"]
    expect(lab.page.locator(".gradient-says")).to_have_text(re.compile(r"depends on .*: \d"))
