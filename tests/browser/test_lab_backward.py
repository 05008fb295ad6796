"""Backward: the gradient of the last output in the same pipes, as thick as the API says."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.test_lab_scene import NEGATIVE, POSITIVE


@pytest.fixture
def lab(page: Page) -> Lab:
    return Lab(page)


def gradients(lab: Lab, model: str) -> dict[str, Any]:
    """Return the API's gradients of the last output of a model's first example."""
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    body = {"model": {"preset": model}, "inputs": preset["examples"][0]["inputs"], "digits": None}
    answer: dict[str, Any] = lab.page.request.post("/api/v1/gradients", data=body).json()["gradients"]
    return answer


def mark_of(peak: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below `peak`."""
    return next(m for m in (f * 10.0**k for k in range(-12, 9) for f in (1, 2, 5)) if peak <= m * (1 + 1e-12))


@pytest.mark.parametrize("view", ["pipe", "cell"])
def test_thickness_is_the_gradient_and_the_water_flows_back(lab: Lab, view: str) -> None:
    wanted = gradients(lab, "random-4")
    mark = mark_of(
        max(abs(v) for rows in (wanted["dh"], wanted["dC"], [wanted["dC0"]]) for row in rows for v in row)
    )
    full = 0.84 * (96 if view == "pipe" else 74) / 4
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
