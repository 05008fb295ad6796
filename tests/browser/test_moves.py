"""Choosing what to show, and moving through it: chooser, transport, keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def test_a_model_and_an_example_are_chosen(lab: Lab) -> None:
    lab.open("model=lanes&step=5&phase=merge")
    lab.page.locator("#choose-model").select_option("latch")
    lab.settle()
    expect(lab.page).to_have_url(re.compile("model=latch"))
    examples = lab.page.request.get("/api/v1/presets/latch").json()["examples"]
    lab.page.locator("#choose-example").select_option(examples[1]["id"])
    lab.settle()
    expect(lab.page.locator(".chooser-step-count")).to_have_text(f"step 1 / {len(examples[1]['inputs'])}")
    expect(lab.page.locator(".chooser-step-label")).to_have_text(examples[1]["labels"]["en"][0])
    expect(lab.page).to_have_url(re.compile(f"example={examples[1]['id']}"))


def test_lanes_are_chosen_where_there_are_more_than_eight(lab: Lab) -> None:
    lab.open("model=random-12&step=6&phase=output")
    title = lab.page.locator(".lanes-choice summary")
    expect(title).to_have_text("Lanes: 8 of 12")
    title.click()
    boxes = lab.page.locator(".lanes-boxes input")
    assert boxes.evaluate_all("list => list.filter((box) => box.disabled).length") == 4
    shown = boxes.evaluate_all("list => list.flatMap((box, unit) => box.checked ? [unit] : [])")
    for unit in shown[1:]:
        boxes.nth(unit).uncheck()
    lab.settle()
    hidden = next(unit for unit in range(12) if unit not in shown)
    boxes.nth(hidden).check()
    lab.settle()
    expected = sorted([shown[0], hidden])
    assert sorted({lane["unit"] for lane in lab.drawing()["water"]}) == expected
    boxes.nth(expected[0]).uncheck()
    lab.settle()
    assert boxes.nth(expected[1]).is_disabled(), "the last lane stays"
    expect(lab.page).to_have_url(re.compile(f"lanes={expected[1] + 1}&"))
    lab.reload()
    assert {lane["unit"] for lane in lab.drawing()["water"]} == {expected[1]}


def test_a_model_of_eight_units_has_nothing_to_choose(lab: Lab) -> None:
    lab.open("model=random-8-full")
    expect(lab.page.locator(".lanes-choice")).to_be_hidden()


def test_every_button_moves_as_it_says(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=merge")
    moves = [
        ("One phase forward", (4, "output_valve")),
        ("One phase back", (4, "merge")),
        ("One step forward", (5, "merge")),
        ("One step back", (4, "merge")),
        ("Last step", (11, "output")),
        ("First step", (0, "signals")),
    ]
    for name, place in moves:
        lab.page.get_by_role("button", name=name, exact=True).click()
        lab.settle()
        drawing = lab.drawing()
        assert (drawing["step"], drawing["phase"]) == place, name


def test_a_phase_is_gone_to_by_its_chip(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=merge")
    chip = lab.page.locator(".chip[data-phase=write]")
    lab.page.get_by_role("button", name="Last step").evaluate(
        "(last) => { last.click(); document.querySelector('.chip[data-phase=write]').click(); }"
    )
    lab.settle()
    drawing = lab.drawing()
    assert (drawing["step"], drawing["phase"]) == (11, "write"), "of the step that is gone to, drawn or not"
    lab.page.get_by_role("button", name="One phase back").click()
    chip.click()
    lab.settle()
    assert lab.drawing()["phase"] == "write"
    assert lab.page.locator(".chip[aria-current=step]").evaluate_all(
        "l => l.map((c) => c.dataset.phase)"
    ) == ["write"]


def test_a_button_at_the_end_says_so_and_keeps_the_focus(lab: Lab) -> None:
    lab.open("model=random-4&step=12&phase=output_valve")
    forward = lab.page.get_by_role("button", name="One phase forward")
    forward.focus()
    lab.page.keyboard.press("Enter")
    expect(forward).to_have_attribute("aria-disabled", "true")
    expect(forward).to_be_focused()
    lab.page.keyboard.press("Enter")
    assert lab.drawing()["step"] == 11


def test_play_runs_to_the_end_and_space_pauses(lab: Lab) -> None:
    lab.open("model=random-1&step=5&phase=merge&speed=4")
    play = lab.page.get_by_role("button", name="Play")
    lab.page.keyboard.press(" ")
    expect(lab.page.get_by_role("button", name="Pause")).to_be_visible()
    lab.page.keyboard.press(" ")
    expect(play).to_be_visible()
    play.click()
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-step", "5")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-phase", "output")
    expect(play).to_be_visible()


def test_keys_stay_with_what_reads_them(lab: Lab) -> None:
    lab.open("model=latch&step=3&phase=merge")
    place = lab.cell(2, "value")
    place.focus()
    for key in ("ArrowLeft", "ArrowRight", "Home", "End", "Shift+ArrowRight"):
        lab.page.keyboard.press(key)
    lab.page.get_by_label("Speed").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.settle()
    drawing = lab.drawing()
    assert (drawing["step"], drawing["phase"]) == (2, "merge")


def test_a_switch_that_is_pressed_twice_before_it_is_drawn_is_as_it_was(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=merge&view=cell")
    expect(lab.page.locator("#spotlights .light")).to_have_count(4)
    switches = {
        "#backward button": "aria-pressed",
        "#spotlights .light >> nth=0": "aria-pressed",
        "[aria-controls=shape]": "aria-expanded",
    }
    for switch, state in switches.items():
        for presses in (2, 3, 3):
            before = lab.page.locator(switch).get_attribute(state)
            lab.page.locator(switch).evaluate(
                "(switch_, presses) => { while (presses--) switch_.click(); }", presses
            )
            lab.settle()
            is_as_before = lab.page.locator(switch).get_attribute(state) == before
            assert is_as_before == (presses == 2), (switch, presses)


def test_undo_and_redo_by_key_and_button_bring_back_the_exact_picture(page: Page) -> None:
    lab = Lab(page)  # of its own, with nothing to undo
    lab.open("model=random-4&step=4&phase=output")
    first = lab.drawing()
    lab.part("forget").focus()
    lab.page.keyboard.press("Home")
    lab.settle()
    turned = lab.drawing()
    assert turned != first
    lab.page.keyboard.press("Control+z")
    lab.settle()
    assert lab.drawing() == first
    lab.page.get_by_role("button", name="Redo").click()
    lab.settle()
    assert lab.drawing() == turned
    lab.page.get_by_role("button", name="Undo").click()
    lab.settle()
    assert lab.drawing() == first
    expect(lab.page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
