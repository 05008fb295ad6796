"""Dye of a large uploaded layer: the map of all units is the API's, and gives lanes."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.models import sent, state_dict
from tests.browser.screens import DESKTOP, PHONE

UNITS, STEP = 64, 17
READ_PIXELS = """() => {
  const canvas = document.querySelector('.heat canvas');
  const {width, height} = canvas;
  const pen = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const {data} = pen.getImageData(0, 0, width, height);
  return {width, height, alpha: [...data].filter((_, at) => at % 4 === 3),
          red: [...data].filter((_, at) => at % 4 === 0), blue: [...data].filter((_, at) => at % 4 === 2)};
}"""


def rows_of(own: Any) -> Any:
    """Return the API's parts of all units after the step, first what was there at the start."""
    layer = own.ask("dye", step=STEP - 1, layer=0, direction="forward")["layers"][0]
    return np.array([layer["start"], *layer["parts"]])[: STEP + 1], np.array(layer["age"])


def held(lab: Lab, rows: Any, order: Any) -> None:
    """Hold every pixel against its part: its hue is the sign, its depth the amount."""
    drawn = lab.page.evaluate(READ_PIXELS)
    assert (drawn["width"], drawn["height"]) == (UNITS, STEP + 1)
    wanted = rows[:, order].ravel()
    np.testing.assert_allclose(drawn["alpha"], 255 * np.abs(wanted) / np.abs(rows).max(), rtol=0, atol=1)
    strong = np.array(drawn["alpha"]) > 40
    is_blue = np.array(drawn["blue"]) > np.array(drawn["red"])
    assert (is_blue[strong] == (wanted[strong] > 0)).all()


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_map_of_a_large_layer_shows_the_apis_parts_and_gives_lanes(lab: Lab) -> None:
    page, own = lab.page, sent(lab, "large.safetensors", state_dict(UNITS, 5, seed=64))
    own.open(f"step={STEP}&phase=output&sources=1&lanes=1,2,3,4,5,6,7,8")
    rows, age = rows_of(own)
    page.wait_for_selector(".heat-parts button")
    held(lab, rows, np.arange(UNITS))
    page.get_by_label("Oldest memory first").check()
    held(lab, rows, sorted(range(UNITS), key=lambda unit: (-age[unit], unit)))
    page.get_by_label("Oldest memory first").uncheck()

    best = np.abs(rows).max(axis=0)
    unit = next(unit for unit in np.argsort(-best) if unit >= 8)
    source = int(np.abs(rows[:, unit]).argmax()) - 1
    assert source >= 0
    told = f"unit {unit + 1}: {rows[source + 1, unit]:+.3f} from step {source + 1}".replace("-", "−")
    canvas = page.locator(".heat canvas")
    box = canvas.bounding_box()
    assert box
    x, y = (unit + 0.5) / UNITS * box["width"], (source + 1.5) / len(rows) * box["height"]
    canvas.hover(position={"x": x, "y": y})
    expect(page.locator(".heat-tip")).to_have_text(told)
    page.get_by_role("button", name=told).press("Enter")
    expect(page).to_have_url(re.compile(rf"lanes=2,3,4,5,6,7,8,{unit + 1}&unit={unit + 1}.*dye={source + 1}"))
    lab.settle()
    lane = page.locator(f"#dye li[data-lane='{unit}']")
    expect(lane).to_contain_text(f"{rows[source + 1, unit]:+.3f}".replace("-", "−"))
    expect(page.locator("[data-method=dye] b")).to_have_text(
        f"{rows[source + 1, unit]:+.3f}".replace("-", "−")
    )
    expect(page.locator(".heat-lanes span")).to_have_count(8)
    assert page.locator(".heat-dyed").get_attribute("data-name") == f"step {source + 1}"
    page.set_viewport_size(PHONE["viewport"])
    lab.settle()
    page.keyboard.press("ArrowLeft")
    lab.settle()
    boxes = [box for one in page.locator(".heat-lanes span").all() if (box := one.bounding_box())]
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            apart = abs(one["x"] - other["x"]) >= min(one["width"], other["width"])
            assert apart or abs(one["y"] - other["y"]) >= 12, "numbers of lanes do not run together"
