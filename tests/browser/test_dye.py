"""Dye: what is drawn of it equals the API's parts in every view, for an LSTM and a GRU."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import MOVING

READ_TINT = """() => [...document.querySelectorAll('.pipes')].flatMap((pipes) => {
  const rows = [...pipes.querySelectorAll('.row-unit')];
  const places = rows.length ? rows : [pipes];
  return places.flatMap((place) => [...place.querySelectorAll('.tint')].map((path) => ({
    step: Number(place.dataset.step), pipe: path.dataset.pipe, unit: Number(path.dataset.unit),
    width: Number(path.getAttribute('stroke-width')), hue: getComputedStyle(path).stroke,
    dots: Number(path.nextElementSibling.getAttribute('stroke-width')),
    water: Number(path.previousElementSibling.getAttribute('stroke-width')),
    amount: Number(path.previousElementSibling.getAttribute('data-value')),
    fills: Number(path.previousElementSibling.getAttribute('data-full')),
  })));
})"""
DYED = 2  # counted from 0


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def parts_from(lab: Lab, model: str, source: int) -> Any:
    """Return the API's parts of the memory after each step that entered at `source`."""
    inputs = lab.page.request.get(f"/api/v1/presets/{model}").json()["examples"][0]["inputs"]
    body = {"model": {"preset": model}, "inputs": inputs, "source": source, "digits": None}
    answer = lab.page.request.post("/api/v1/dye", data=body)
    assert answer.ok, answer.text()
    return answer.json()["layers"][0]["parts"]


def tint(parts: Any, step: int) -> dict[str, Any]:
    """Return the dyed part of each pipe's water after all phases of a step, by lane."""
    none = [0.0] * len(parts[0])
    return {
        "old": parts[step - 1] if step else none,
        "kept": parts[step] if step > DYED else none,
        "added": parts[step] if step == DYED else none,
        "memory": parts[step],
        "branch": parts[step],
    }


def check(lab: Lab, parts: Any, shown: set[int]) -> None:
    """Hold every dyed stroke against the API, in the scale of the water that it is drawn over."""
    drawn = lab.page.evaluate(READ_TINT)
    assert {lane["step"] for lane in drawn} >= shown
    full = next(
        one["water"] / abs(one["amount"]) * one["fills"]
        for one in drawn
        if 0.1 < abs(one["amount"]) < one["fills"]
    )
    found = [lane for lane in drawn if lane["step"] in shown]
    for lane in found:
        wanted = tint(parts, lane["step"]).get(lane["pipe"], [0.0] * 4)[lane["unit"]]
        assert lane["width"] == pytest.approx(min(1, abs(wanted) / lane["fills"]) * full, abs=1e-6), lane
        if lane["width"]:
            assert lane["hue"] == "rgb(184, 230, 0)", lane
            assert 0 < lane["dots"] <= lane["width"], lane
    assert sum(lane["width"] > 0.5 for lane in found) >= 4


@pytest.mark.parametrize("place", ["model=random-4", "model=random-gru&blueprint=gru"])
def test_the_dyed_part_of_the_water_is_the_apis_in_every_view(lab: Lab, place: str) -> None:
    model = re.findall("model=([^&]*)", place)[0]
    parts = parts_from(lab, model, DYED)
    last = "merge" if "gru" in place else "output"
    lab.open(f"{place}&step={DYED + 2}&phase={last}&view=pipe&dye={DYED + 1}")
    for name in ("Pipe", "Cell", "Box", "Unrolled"):
        lab.page.locator("#views button", has_text=re.compile(name, re.I)).click()
        lab.settle()
        lab.page.wait_for_selector(".tint", state="attached")
        steps = {DYED - 1, DYED, DYED + 1} if name == "Unrolled" else {DYED + 1}
        check(lab, parts, steps)
    lab.page.locator("#views button", has_text="Pipe").click()
    lab.page.keyboard.press("Shift+ArrowLeft")
    lab.settle()
    check(lab, parts, {DYED})
    lab.page.keyboard.press("Shift+D")
    lab.settle()
    expect(lab.page.locator("#dye")).to_be_hidden()
    assert all(lane["width"] == 0 for lane in lab.page.evaluate(READ_TINT))


def test_the_buying_price_came_in_at_step_13(lab: Lab) -> None:
    lab.open("model=stock-position&example=two-trades&step=13&phase=output&lane=1")
    lab.page.keyboard.press("d")
    expect(lab.page.get_by_role("button", name="Dye this step")).to_have_attribute("aria-pressed", "true")
    lab.page.keyboard.press("End")
    lane = lab.page.locator("#dye li[data-lane='0']")
    expect(lane).to_have_text("lane 1: −0.415 of −0.414 from step 13")
    expect(lab.page.locator("#dye .dye-says")).to_contain_text(
        "−0.415 came in at step 13, +0.232 came in at step 11"
    )
    expect(lab.page).to_have_url(re.compile("dye=13"))
    expect(lab.page.locator(".legend-dye")).to_have_text("dye from step 13")


WATCH = """() => {
  window.watched = [];
  const here = (path) => parseFloat(getComputedStyle(path).strokeDashoffset);
  const look = () => {
    if (!window.watched) return;
    const {step, phase} = document.querySelector('#scene svg.pipes').dataset;
    window.watched.push([...document.querySelectorAll('.tint:not([stroke-width="0"])')].map((one) => ({
        step: Number(step), phase, pipe: one.dataset.pipe, unit: Number(one.dataset.unit),
        value: Number(one.dataset.value), dye: here(one), water: here(one.previousElementSibling),
        dots: getComputedStyle(one.nextElementSibling).visibility})));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
"""Watches in each frame what is dyed, and how much of each lane dye and water have still to go."""
PLAYED = """() => {
  const seen = window.watched.flat();
  return new Set(seen.map(({step, phase}) => `${step} ${phase}`)).size > 6 &&
    seen.some(({water}) => water > 0.1 && water < 0.9) && seen.some(({dots}) => dots === 'visible');
}"""
AT_THE_END = """(last) => window.watched.at(-1)?.some(({step}) => step === last) &&
  window.watched.at(-1).every(({dye}) => dye === 0) &&
  document.getAnimations().every(({playState}) => playState !== 'running')"""
WATCHED = """() => { const seen = window.watched; window.watched = null; return seen; }"""


@pytest.mark.browser_context_args(**MOVING)
def test_dye_flows_with_its_water_while_the_lab_plays_and_after_a_jump(lab: Lab) -> None:
    page, parts = lab.page, parts_from(lab, "random-4", DYED)
    lab.open(f"model=random-4&step={DYED + 1}&phase=signals&view=pipe&dye={DYED + 1}")
    page.wait_for_selector(".tint", state="attached")
    page.locator(".speed select").select_option(index=page.locator(".speed option").count() - 1)
    page.evaluate(WATCH)
    page.get_by_role("button", name=re.compile("^Play")).click()
    page.wait_for_function(PLAYED)
    frames = page.evaluate(WATCHED)
    page.evaluate(WATCH)
    page.keyboard.press("Home")
    page.keyboard.press("End")
    last = len(parts) - 1
    page.wait_for_function(AT_THE_END, arg=last)
    jumped = page.evaluate(WATCHED)
    assert {one["step"] for one in jumped[-1]} == {last}
    drawn = [one for frame in (*frames, *jumped) for one in frame]
    assert len({(one["step"], one["phase"]) for one in drawn}) > 6
    for one in drawn:
        assert one["value"] == tint(parts, one["step"])[one["pipe"]][one["unit"]], one
        assert one["dye"] >= one["water"] - 0.02, one
        assert one["dots"] == "hidden" or one["dye"] <= 0.05, one
    assert any(0.1 < one["water"] < 0.9 for one in drawn), "some water was seen on its way"
    assert any(one["dots"] == "visible" for one in drawn)
    assert all(one["dye"] == 0 for one in jumped[-1])
