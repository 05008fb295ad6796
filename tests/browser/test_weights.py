"""Weights changed by hand: the picture is the API's run with them, with the preset's own run beside it."""

import copy
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import NOTHING, violations_in_each_theme
from tests.browser.lab import Lab
from tests.browser.screens import SMALL_PHONE

PLACE = "model=random-4&step=3&phase=output"


def open_weights(lab: Lab, place: str = PLACE, language: str = "en") -> None:
    """Open the Lab, then its weights."""
    lab.open(place, language)
    if "w=" not in place:  # edited weights are open already
        lab.page.locator("#weights summary").click()
    expect(lab.page.locator("#weights .weights-says")).to_be_visible()


def question(lab: Lab, **changes: float) -> dict[str, Any]:
    """Return the preset's inputs and weights, some changed: ``f_W_1_0`` is gate f, W, row 1, column 0."""
    preset = lab.page.request.get("/api/v1/presets/random-4").json()
    weights = copy.deepcopy(preset["weights"])
    for name, value in changes.items():
        gate, part, *at = name.split("_")
        line = weights[gate][part]
        for index in at[:-1]:
            line = line[int(index)]
        line[int(at[-1])] = value
    return {"model": {"weights": weights}, "inputs": preset["examples"][0]["inputs"]}


def memory(lab: Lab, step: int, body: dict[str, Any]) -> Any:
    """Return the memory after a step, as the API answers."""
    answer = lab.page.request.post("/api/v1/traces", data=body | {"fields": ["C"]})
    assert answer.ok, answer.text()
    return pytest.approx(answer.json()["layers"][0]["trace"]["C"][step], abs=0.005 + 1e-9)


def assert_drawn(lab: Lab, step: int, **changes: float) -> None:
    """Check that the memory on the stage is that of the API with these weights."""
    lab.settle()
    assert lab.memory() == memory(lab, step, question(lab, **changes))


def test_a_typed_weight_runs_at_once_and_the_untouched_run_stays_beside(lab: Lab) -> None:
    open_weights(lab)
    lab.page.get_by_label("forget valve, lane 2, weight of input input 1").fill("2.5")
    assert_drawn(lab, 2, f_W_1_0=2.5)
    expect(lab.page.locator("#weights .weights-says")).to_contain_text("Weights edited: 1")
    own = lab.trace("random-4")
    found = lab.page.locator("[data-untouched=h][data-unit='1']").inner_text()
    assert float(found.replace("−", "-")) == pytest.approx(own["h"][2][1], abs=0.0005 + 1e-9)


def test_arrow_keys_step_a_weight_and_every_gate_is_there(lab: Lab) -> None:
    open_weights(lab)
    lab.page.get_by_role("button", name="o output valve").click()
    cell = lab.page.get_by_label("output valve, lane 1, weight of the memory of lane 1")
    start = float(cell.input_value())
    cell.focus()
    lab.page.keyboard.press("ArrowUp")
    lab.page.keyboard.press("Shift+ArrowDown")
    expect(cell).to_have_value(str(round(start - 0.9, 6)))
    expect(cell).to_be_focused()
    assert_drawn(lab, 2, o_p_0=round(start - 0.9, 6))
    lab.page.get_by_role("button", name="g new memory").click()
    lab.page.get_by_label("new memory, lane 3, weight of the old output of lane 4").fill("-1")
    lab.page.get_by_label("new memory, lane 4, bias").fill("0,5")
    assert_drawn(lab, 2, o_p_0=round(start - 0.9, 6), g_U_2_3=-1, g_b_3=0.5)


def test_the_slider_sets_the_forget_bias_of_all_lanes_or_of_one(lab: Lab) -> None:
    open_weights(lab)
    slider = lab.page.get_by_label("Bias of the forget valve")
    slider.fill("4")
    assert_drawn(lab, 2, f_b_0=4, f_b_1=4, f_b_2=4, f_b_3=4)
    expect(lab.page.get_by_label("forget valve, lane 3, bias")).to_have_value("4")
    lab.page.get_by_label("Lanes whose bias the slider sets").select_option("lane 3 (unit 3)")
    slider.fill("-6")
    assert_drawn(lab, 2, f_b_0=4, f_b_1=4, f_b_2=-6, f_b_3=4)


def test_the_address_holds_the_edits_and_reset_keeps_the_start(lab: Lab) -> None:
    open_weights(lab)
    lab.page.get_by_label("forget valve, lane 2, weight of input input 1").fill("2.5")
    lab.page.get_by_label("forget valve, lane 1, bias").fill("-3")
    lab.settle()
    expect(lab.page).to_have_url(re.compile(r"w=f\.W\.2\.1:2\.5\+f\.b\.1:-3"))
    lab.reload()
    assert_drawn(lab, 2, f_W_1_0=2.5, f_b_0=-3)
    lab.page.get_by_role("button", name="Back to the preset's weights").click()
    expect(lab.page.locator("#weights .weights-says")).to_be_focused()
    assert_drawn(lab, 2)
    expect(lab.page).to_have_url(re.compile("step=3&phase=output$"))
    lab.page.keyboard.press("Control+Z")
    assert_drawn(lab, 2, f_W_1_0=2.5, f_b_0=-3)


def test_a_text_model_runs_with_edited_weights(lab: Lab) -> None:
    lab.open("model=brackets&step=3&phase=output&w=f.b.1:-2")
    preset = lab.page.request.get("/api/v1/presets/brackets").json()
    preset["weights"]["f"]["b"][0] = -2
    body = {"model": {"weights": preset["weights"]}, "inputs": preset["examples"][0]["inputs"]}
    assert lab.memory() == memory(lab, 2, body)


def test_what_is_no_number_is_marked_and_not_sent(lab: Lab) -> None:
    open_weights(lab)
    cell = lab.page.get_by_label("forget valve, lane 1, bias")
    cell.fill("1x")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_value("1x")
    assert_drawn(lab, 2)
    cell.fill("1")
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    assert_drawn(lab, 2, f_b_0=1)


def test_a_large_model_is_not_laid_open(lab: Lab) -> None:
    open_weights(lab, "model=random-12")
    expect(lab.page.locator("#weights")).to_contain_text("This model has 12 units")
    expect(lab.page.locator("#weights input:visible")).to_have_count(0)


@pytest.mark.browser_context_args(**SMALL_PHONE)
def test_the_table_scrolls_inside_a_small_phone(lab: Lab) -> None:
    open_weights(lab, "model=random-8-full&w=f.b.1:2", "zh")
    assert lab.page.evaluate("() => document.documentElement.scrollWidth") == 360
    assert violations_in_each_theme(lab.page) == NOTHING
