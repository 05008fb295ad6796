"""By touch alone: views, charts, files, weights, undo, the gradient on its way back."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import PHONE
from tests.browser.test_charts import RANGE, WHERE

pytestmark = pytest.mark.browser_context_args(**PHONE)
PLACE = "model=random-4&step=4&phase=merge"


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def test_a_tap_on_a_chart_goes_to_that_step_in_every_view(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.locator("#charts summary").tap()
    expect(lab.page.locator(".charts .main-svg").first).to_be_visible()
    for view, step in (("cell", 7), ("row", 9)):
        lab.open(f"{PLACE}&view={view}")
        lab.page.touchscreen.tap(*lab.page.evaluate(WHERE, step))
        lab.settle()
        expect(lab.page).to_have_url(re.compile(f"step={step}&phase=merge&view={view}"))
        expect(lab.page.locator("svg.pipes")).to_have_attribute("data-step", str(step - 1))
    lab.page.get_by_role("button", name="Zoom in").tap()
    low, high = lab.page.evaluate(RANGE)
    assert high - low == pytest.approx(6)
    assert low < 9 < high


def test_views_open_by_tap_and_a_unit_of_the_row_opens(lab: Lab) -> None:
    lab.open(PLACE)
    for name, view in (("Cell", "cell"), ("Unrolled", "row")):
        lab.page.locator("#views").get_by_text(name, exact=True).tap()
        expect(lab.page).to_have_url(re.compile(f"view={view}"))
    lab.page.locator(".row-unit[data-step='4']").tap()
    lab.settle()
    assert lab.drawing()["step"] == 4
    expect(lab.page).not_to_have_url(re.compile("view="))


def test_a_weight_is_changed_undone_and_done_again(lab: Lab) -> None:
    lab.open(PLACE)
    before = lab.memory()
    lab.page.locator("#weights summary").tap()
    cell = lab.page.get_by_label("forget valve, lane 2, weight of input input 1")
    cell.tap()
    cell.fill("2.5")
    lab.settle()
    changed = lab.memory()
    assert changed[1] != before[1]
    undo, redo = lab.page.locator("#history button").all()
    undo.tap()
    lab.settle()
    assert lab.memory() == before
    redo.tap()
    lab.settle()
    assert lab.memory() == changed


def test_a_file_is_saved_and_the_gradient_sent_back(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.locator("#share > summary").tap()
    with lab.page.expect_download() as waiting:
        lab.page.locator("#share").get_by_role("button", name="JSON", exact=True).tap()
    saved = json.loads(Path(waiting.value.path()).read_bytes())
    assert saved["layers"][0]["trace"]["C"] == lab.trace("random-4")["C"]
    lab.page.locator("#backward button").tap()
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-backward", "")
