"""What the page says about the model: its lanes, what to look for, how it was trained."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.lab import Lab


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def test_the_captions_are_those_of_the_example(lab: Lab) -> None:
    preset = lab.page.request.get("/api/v1/presets/latch").json()
    for example in preset["examples"]:
        lab.open(f"model=latch&example={example['id']}&step=1")
        captions = [c["text"]["en"] for c in preset["captions"] if c["example"] in (None, example["id"])]
        assert captions
        lab.page.locator("#about").scroll_into_view_if_needed()
        expect(lab.page.locator("#about .captions li")).to_have_text(captions)
    expect(lab.page.locator("#about")).to_contain_text(preset["summary"]["en"])


def test_a_lanes_name_leads_to_the_lane(lab: Lab) -> None:
    lab.open("model=lanes&step=4&phase=forget")
    lab.page.locator("#about").scroll_into_view_if_needed()
    lane = lab.page.locator("#about .about-lane").nth(2)
    expect(lane).to_contain_text("adds up")
    lane.click()
    expect(lane).to_have_attribute("aria-pressed", "true")
    expect(lab.page.locator("#readout tr.spot th button")).to_have_text("3")


def test_a_training_record_is_told(lab: Lab) -> None:
    record = {"task": "recall", "command": "train recall", "seed": 7, "steps": 900}
    training = record | {"scores": {"accuracy": 0.98}}

    def with_record(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"training": training})

    lab.page.route("**/api/v1/presets/latch", with_record)
    lab.open("model=latch&step=1")
    lab.page.locator("#about").scroll_into_view_if_needed()
    facts = lab.page.locator("#about .facts")
    expect(facts.locator("dt")).to_have_text(["Task", "Command", "Seed", "Training steps", "accuracy"])
    expect(facts.locator("dd")).to_have_text(["recall", "train recall", "7", "900", "0.98"])
