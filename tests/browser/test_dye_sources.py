"""Where memory came from: layers, their ages, and four answers to what a step was worth equal the API's."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import PHONE

READ_LAYERS = """(picture) => [...document.querySelectorAll(`.${picture} .layer`)].map((layer) => ({
  sources: layer.dataset.source.split(' ').map(Number), value: Number(layer.dataset.value),
  name: layer.getAttribute('aria-label'), tab: layer.tabIndex, pressed: layer.getAttribute('aria-pressed'),
  width: [...layer.querySelectorAll('rect')].reduce((sum, {width}) => sum + width.baseVal.value, 0),
  plus: layer.querySelector('path.plus')?.getAttribute('d'),
  minus: layer.querySelector('path.minus')?.getAttribute('d'),
}))"""
"""The layers of the core sample, or of the sediment, as they are drawn."""
TOP, HEIGHT, LEFT, RIGHT = 8, 190, 44, 8
"""Where the sediment stands in its picture, in pixels."""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def asked(lab: Lab, model: str, question: dict[str, int]) -> Any:
    """Return the API's answer to a question of dye about a preset's first example."""
    inputs = lab.page.request.get(f"/api/v1/presets/{model}").json()["examples"][0]["inputs"]
    body = {"model": {"preset": model}, "inputs": inputs, **question}
    answer = lab.page.request.post("/api/v1/dye", data=body)
    assert answer.ok, answer.text()
    return answer.json()["layers"][0]


def thickness(path: str, step: int, steps: int, width: float) -> float:
    """Return how thick a layer is drawn in the middle of a step, in pixels."""
    x = LEFT + (step + 0.5) / steps * (width - LEFT - RIGHT)
    here, there = 0.0, 0.0
    crossed: list[float] = []
    for command, numbers in re.findall("([MHVZ])([^MHVZ]*)", path):
        if command == "M":
            here, there = (float(number) for number in numbers.split())
        elif command == "V":
            there = float(numbers)
        elif command == "H":
            if min(here, float(numbers)) < x < max(here, float(numbers)):
                crossed.append(there)
            here = float(numbers)
    assert len(crossed) in (0, 2), path
    return abs(crossed[0] - crossed[1]) if crossed else 0.0


@pytest.mark.parametrize("model", ["random-4", "random-gru"])
def test_core_sample_and_sediment_are_the_apis_layers(lab: Lab, model: str) -> None:
    unit, step = 2, 4
    sample, lane = asked(lab, model, {"step": step}), asked(lab, model, {"unit": unit})
    blueprint = "&blueprint=gru" if "gru" in model else ""
    lab.open(f"model={model}{blueprint}&step={step + 1}&phase=merge&unit={unit + 1}&sources=1")
    lab.page.wait_for_selector(".sources[aria-busy=false] .sediment .layer")
    core = lab.page.evaluate(READ_LAYERS, "core")
    column = [sample["start"][unit], *(row[unit] for row in sample["parts"])]
    assert [source for layer in core for source in layer["sources"]] == [
        place - 1 for place, part in enumerate(column) if part
    ]
    scale = sum(layer["width"] for layer in core) / sample["gross"][unit]
    for layer in core:
        parts = [column[source + 1] for source in layer["sources"]]
        assert layer["value"] == pytest.approx(sum(parts), abs=1e-12)
        assert layer["width"] == pytest.approx(sum(map(abs, parts)) * scale, abs=1e-3)
    assert sum(layer["value"] for layer in core) == pytest.approx(sample["memory"][unit], abs=1e-12)
    ages = lab.page.locator(f"tr[data-lane='{unit}'] td[data-value]")
    told = [float(str(ages.nth(k).get_attribute("data-value"))) for k in range(2)]
    assert told == [sample["age"][unit], sample["half_life"][unit]]

    picture = lab.page.locator(".sediment")
    low, high = (float(str(picture.get_attribute(f"data-{end}"))) for end in ("low", "high"))
    width = float(str(picture.get_attribute("width")))
    rows = [[start, *parts] for start, parts in zip(lane["start"], lane["parts"], strict=True)]
    assert high == pytest.approx(max(sum(part for part in row if part > 0) for row in rows), abs=1e-12)
    assert low == pytest.approx(min(sum(part for part in row if part < 0) for row in rows), abs=1e-12)
    for layer in lab.page.evaluate(READ_LAYERS, "sediment"):
        for at, row in enumerate(rows):
            for sign, path in ((1, layer["plus"]), (-1, layer["minus"])):
                part = sum(row[source + 1] for source in layer["sources"] if row[source + 1] * sign > 0)
                drawn = thickness(path, at, len(rows), width) / HEIGHT * (high - low)
                assert drawn == pytest.approx(abs(part), abs=1e-4 * (high - low))


def test_layers_dye_their_step_by_key_and_lead_to_it(lab: Lab) -> None:
    lab.open("model=stock-position&example=two-trades&step=24&phase=output&lane=1")
    page = lab.page
    page.keyboard.press("w")
    expect(page).to_have_url(re.compile("sources=1"))
    expect(page.locator("#sources > summary")).to_be_focused()
    says = page.locator(".core-says")
    expect(says).to_have_text(
        "Of −0.414 in lane 1, −0.415 came in at step 13, +0.232 came in at step 11, −0.133 came in at step 4."
    )
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    layers = page.evaluate(READ_LAYERS, "core")
    focused = page.evaluate("Number(document.activeElement.dataset.source)")
    assert sum(layer["tab"] == 0 for layer in layers) == 1
    assert focused in layers[-2]["sources"]
    thirteen = page.locator(".core [data-source='12']")
    for _ in range(30):
        if page.evaluate("document.activeElement.dataset.source") == "12":
            break
        page.keyboard.press("ArrowLeft")
    expect(thirteen).to_be_focused()
    expect(page.locator(".sediment .dyed")).to_have_attribute("data-source", "12")
    expect(page.locator(".pointed-says")).to_have_text(
        "Step 13 (buy at 0.64): −0.415 of the −0.414 that lane 1 holds after step 24."
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dye=13"))
    expect(thirteen).to_be_focused()
    expect(page.locator("#dye li[data-lane='0']")).to_have_text("lane 1: −0.415 of −0.414 from step 13")
    assert "step=24" in page.url, "keys inside the drawing do not move the Lab"
    page.get_by_role("button", name="Go to step 13").click()
    expect(page).to_have_url(re.compile("step=13"))
    page.locator("#sources > summary").click()
    expect(page).not_to_have_url(re.compile("sources"))


READ_METHODS = """() => Object.fromEntries([...document.querySelectorAll('.method')].map(
  (card) => [card.dataset.method, {
  told: card.querySelector('b').textContent, says: card.querySelector('p').textContent,
  bars: [...card.querySelectorAll('rect')].map((bar) => ({step: Number(bar.dataset.step),
    value: Number(bar.dataset.value), height: bar.height.baseVal.value, dyed: bar.matches('.dyed')})),
}]))"""
"""The four answers to what a step was worth, as they are told and drawn."""
PRICE = "model=stock-position&example=two-trades&step=24&phase=output&lane=1&dye=13&sources=1"


def attributed(lab: Lab, method: str, output: dict[str, Any]) -> Any:
    """Return the API's answer about the second example of stock-position."""
    preset = lab.page.request.get("/api/v1/presets/stock-position").json()
    example = next(one for one in preset["examples"] if one["id"] == "two-trades")
    body = {
        "model": {"preset": "stock-position"},
        "inputs": example["inputs"],
        "method": method,
        "output": output,
    }
    answer = lab.page.request.post("/api/v1/attributions", data=body)
    assert answer.ok, answer.text()
    values = answer.json()["values"]
    if method == "gradient":
        values = [
            [slope * x for slope, x in zip(slopes, row, strict=True)]
            for slopes, row in zip(values, example["inputs"], strict=True)
        ]
    return answer.json() | {"sums": [sum(row) if isinstance(row, list) else row for row in values]}


def hold(lab: Lab, output: dict[str, Any]) -> dict[str, Any]:
    """Hold three of the four answers against the API, and return all as they are told."""
    lab.page.wait_for_selector(".methods[aria-busy=false] rect")
    methods: dict[str, Any] = lab.page.evaluate(READ_METHODS)
    heights = []
    for name, method in (
        ("gradient", "gradient"),
        ("shares", "integrated_gradients"),
        ("ablation", "ablation"),
    ):
        wanted = attributed(lab, method, output)["sums"]
        bars = methods[name]["bars"]
        assert [bar["value"] for bar in bars] == pytest.approx(wanted, abs=1e-12)
        assert [bar["step"] for bar in bars if bar["dyed"]] == [12]
        assert methods[name]["told"] == f"{wanted[12]:+.3f}".replace("-", "−")
        heights += [(bar["height"], abs(bar["value"])) for bar in bars]
    scale = max(height for height, _ in heights) / max(value for _, value in heights)
    for height, value in heights:
        assert height == pytest.approx(value * scale, abs=1e-5), "one scale for all"
    return methods


def test_what_a_step_was_worth_is_the_apis_and_the_ablation_becomes_a_what_if(lab: Lab) -> None:
    page, memory = lab.page, {"step": 23, "unit": 0, "field": "C"}
    lab.open(PRICE)
    methods = hold(lab, memory)
    sample = asked_of_price(lab)
    assert methods["dye"]["told"] == "−0.415"
    assert [bar["value"] for bar in methods["dye"]["bars"]] == [row[0] for row in sample["parts"]]
    assert methods["ablation"]["told"] == "−0.238"
    assert "−0.176 instead of −0.414" in methods["ablation"]["says"]
    error = attributed(lab, "integrated_gradients", memory)["completeness_error"]
    assert f"within {abs(error):.6f} at 64 points" in methods["shares"]["says"]
    page.locator(".methods").scroll_into_view_if_needed()
    assert page.evaluate(
        """() => document.querySelector('.stage').getBoundingClientRect().bottom
             <= document.querySelector('#sources').getBoundingClientRect().top"""
    ), "the stage stays beside the panels, and is not over the card"
    why = page.locator(".worth-why").last
    expect(why).to_contain_text("0.001 would be left in lane 1. Without the input, −0.176 is")
    page.get_by_label("Asked about").select_option("the answer: profit")
    expect(page.locator("[data-method=dye] p")).to_contain_text("An answer is read anew")
    hold(lab, {"step": 23, "unit": 0})
    page.get_by_label("Asked about").select_option("the memory of lane 1")
    hold(lab, memory)

    page.get_by_role("button", name="See the run without it").press("Enter")
    beside = (
        "The input of step 13 is empty in this run: −0.176 after step 24, and −0.414 in the untouched run"
    )
    expect(page.locator(".worth-why").first).to_contain_text(beside)
    expect(page).to_have_url(re.compile("empty=13"))
    lab.settle()
    drawing = lab.drawing()
    assert lab.memory()[0] == -0.18
    ghost = next(one for one in drawing["ghosts"] if one["pipe"] == "memory" and one["unit"] == 0)
    water = next(one for one in drawing["water"] if one["pipe"] == "memory" and one["unit"] == 0)
    assert water["value"] == pytest.approx(
        attributed(lab, "ablation", memory)["value"] - methods_lost(methods)
    )
    assert ghost["width"] / water["width"] == pytest.approx(0.414 / 0.176, abs=0.01)
    expect(page.locator("[data-method=ablation] b")).to_have_text("0.000")
    expect(page.locator("#emptied")).to_contain_text("The input of step 13 is run as 0.")
    page.locator("#emptied button").click()
    expect(page.locator("[data-method=ablation] b")).to_have_text("−0.238")
    expect(page).not_to_have_url(re.compile("#.*empty"))


def methods_lost(methods: dict[str, Any]) -> float:
    """Return by how much the memory falls without step 13."""
    return float(next(bar["value"] for bar in methods["ablation"]["bars"] if bar["step"] == 12))


def asked_of_price(lab: Lab) -> Any:
    """Return the API's core sample of stock-position's second example after its last step."""
    preset = lab.page.request.get("/api/v1/presets/stock-position").json()
    example = next(one for one in preset["examples"] if one["id"] == "two-trades")
    body = {"model": {"preset": "stock-position"}, "inputs": example["inputs"], "step": 23}
    return lab.page.request.post("/api/v1/dye", data=body).json()["layers"][0]


@pytest.mark.browser_context_args(**PHONE)
def test_a_finger_dyes_a_layer_or_a_bar_and_empties_its_step(lab: Lab) -> None:
    lab.open(PRICE.replace("&dye=13", ""), language="zh")
    page = lab.page
    page.locator(".core [data-source='10']").tap()
    expect(page).to_have_url(re.compile("dye=11"))
    expect(page.locator("[data-method=dye] b")).to_have_text("+0.232")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    bars = page.locator("[data-method=ablation] .bars")
    box = bars.bounding_box()
    assert box
    bars.tap(position={"x": 12.5 / 24 * box["width"], "y": box["height"] / 2})
    expect(page).to_have_url(re.compile("dye=13"))
    expect(page.locator("[data-method=ablation] b")).to_have_text("−0.238")
    page.locator("[data-method=ablation] button").tap()
    expect(page.locator("#emptied")).to_contain_text("第 13 步的输入按 0 运行。")
