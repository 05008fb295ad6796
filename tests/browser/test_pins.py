"""Pinned valves in words, their removal, and what is announced."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def test_pins_in_words_each_removable(lab: Lab) -> None:
    lab.open("model=random-4&step=3&pins=forget:0.25:1,3:2-9+output:0.5+input:1:2:4-4")
    words = lab.page.locator(".pin-words")
    expect(words).to_have_text(
        [
            "forget valve, lanes 1, 3: 0.25, steps 2 to 9",
            "output valve, all lanes: 0.50, at every step",
            "new-memory valve, lane 2: 1.00, at step 4",
        ]
    )
    lab.page.get_by_role("button", name=re.compile("^Remove the pin: output valve")).click()
    expect(words).to_have_count(2)
    expect(lab.page.get_by_role("button", name=re.compile("^Remove the pin: new-memory"))).to_be_focused()
    lab.page.get_by_role("button", name="Remove all pins").click()
    expect(lab.page.locator("#pins")).to_contain_text("No valve is pinned.")
    lab.settle()
    expect(lab.page).not_to_have_url(re.compile("pins="))
    trace = lab.trace("random-4")
    lab.page.locator(".chip[data-phase=merge]").click()
    lab.settle()
    assert lab.memory() == pytest.approx(trace["C"][2], abs=0.005 + 1e-9)


def test_the_scope_holds_for_the_next_valve(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=forget")
    for scope, span in (("at this step", "at step 3"), ("at every step", "at every step")):
        lab.page.get_by_label(scope, exact=True).check()
        lab.part("forget", 2).focus()
        lab.page.keyboard.press("Home")
        lab.settle()
        expect(lab.page.locator(".pin-words").last).to_have_text(f"forget valve, lane 2: 0.00, {span}")


def test_a_pins_effect_is_announced_with_the_traces_number(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=forget&unit=2")
    lab.part("forget", 2).focus()
    lab.page.keyboard.press("Home")
    trace = lab.trace("random-4", [{"gate": "forget", "value": 0, "units": [1], "from": 2}])
    memory = f"{trace['C'][2][1]:+.3f}".replace("-", "−")
    expect(lab.page.locator("#announcer")).to_have_text(
        f"forget valve, lane 2 pinned at 0.00; memory C of lane 2 (unit 2) is now {memory}."
    )
    lab.settle()
    lab.page.keyboard.press("Delete")
    opening = lab.trace("random-4")["f"][2][1]
    expect(lab.page.locator("#announcer")).to_contain_text(
        f"forget valve, lane 2: pin removed; the valve of lane 2 (unit 2) is at {opening:.2f}"
    )


def test_a_move_is_announced(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=forget")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.page.locator("#announcer")).to_have_text("Step 3 of 12, phase 3: new-memory valve.")
