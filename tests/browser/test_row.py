"""The unrolled row: every unit shows its own step, steps that have not run are empty, a unit opens."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ends import check_answers
from tests.browser.lab import PHASES, PIPES, VALVES, Lab
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.truth import SQUEEZED, full_lane

PINNED = "pins=forget:0.25:1:2-"
PINS = [{"gate": "forget", "value": 0.25, "units": [0], "from": 1}]
READ_ROW = """() => [...document.querySelectorAll('.row-unit')].map((unit) => ({
  step: Number(unit.dataset.step),
  present: unit.classList.contains('present'),
  water: [...unit.querySelectorAll('.lane')].map((path) => ({
    pipe: path.dataset.pipe, unit: Number(path.dataset.unit),
    width: Number(path.getAttribute('stroke-width'))})),
  ghosts: [...unit.querySelectorAll('.ghost[data-value]')].map((path) => ({
    pipe: path.dataset.pipe, unit: Number(path.dataset.unit),
    width: Number(path.getAttribute('stroke-width'))})),
  gaps: [...unit.querySelectorAll('.valve')].flatMap((valve) => {
    const blades = [...valve.querySelectorAll('.blade')].map((blade) => ({lane: Number(blade.dataset.unit),
      y: Number(blade.getAttribute('y')), height: Number(blade.getAttribute('height'))}));
    return blades.filter((_, index) => index % 2 === 0).map((near, index) => ({valve: valve.dataset.valve,
      unit: near.lane, gap: blades[2 * index + 1].y - near.y - near.height}));
  }),
}))"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def check_unit(drawn: dict[str, Any], trace: dict[str, Any], units: list[int], known: int) -> None:
    """Hold one unit of the row against its step of the trace, as far as it has run."""
    step, mark = drawn["step"], full_lane(trace, units)
    full = min(56, 0.84 * 36 / len(units))
    assert {(lane["pipe"], lane["unit"]) for lane in drawn["water"]} == {(p, u) for p in PIPES for u in units}
    for lane in drawn["water"]:
        field, due = PIPES[lane["pipe"]]
        value = trace[field][step][lane["unit"]] if known >= due else 0
        fills = 1 if lane["pipe"] in SQUEEZED else mark
        assert lane["width"] == pytest.approx(abs(value) / fills * full, abs=1e-6), (step, lane)
    assert {(lane["valve"], lane["unit"]) for lane in drawn["gaps"]} == {
        (v, u) for v in VALVES for u in units
    }
    for lane in drawn["gaps"]:
        letter, due = VALVES[lane["valve"]]
        opening = trace[letter][step][lane["unit"]] if known >= due else 0
        assert lane["gap"] == pytest.approx(opening * full, abs=1e-6), (step, lane)


@pytest.mark.parametrize("model", ["random-4", "random-8-full"])
@pytest.mark.browser_context_args(**DESKTOP)
def test_every_unit_shows_its_own_step(lab: Lab, model: str) -> None:
    trace = lab.trace(model)
    units = list(range(len(trace["C0"])))
    steps = len(trace["C"])
    for step, phase in ((0, 2), (5, 3), (steps - 1, 5)):
        lab.open(f"model={model}&step={step + 1}&phase={PHASES[phase]}&view=row")
        row = lab.page.evaluate(READ_ROW)
        assert 3 <= len(row) <= 9
        assert [unit["step"] for unit in row] == list(range(row[0]["step"], row[0]["step"] + len(row)))
        assert [unit["step"] for unit in row if unit["present"]] == [step]
        for unit in row:
            check_unit(
                unit, trace, units, 5 if unit["step"] < step else phase if unit["step"] == step else -1
            )
        if model == "random-4":
            check_answers(lab, model, step if phase == 5 else step - 1)


@pytest.mark.browser_context_args(**DESKTOP)
def test_beside_a_pins_water_stands_that_of_the_untouched_run_in_every_unit(lab: Lab) -> None:
    untouched = lab.trace("random-4")
    lab.open(f"model=random-4&step=6&phase=output&view=row&{PINNED}")
    mark = full_lane(untouched, [0, 1, 2, 3])
    full = 0.84 * 36 / 4
    row = lab.page.evaluate(READ_ROW)
    assert {unit["step"] for unit in row if unit["ghosts"]} == {u["step"] for u in row if u["step"] <= 5}
    for unit in row:
        for lane in unit["ghosts"]:
            value = untouched[PIPES[lane["pipe"]][0]][unit["step"]][lane["unit"]]
            fills = 1 if lane["pipe"] in SQUEEZED else mark
            assert lane["width"] == pytest.approx(abs(value) / fills * full, abs=1e-6), (unit["step"], lane)


@pytest.mark.browser_context_args(**DESKTOP)
def test_backward_every_unit_shows_the_pinned_runs_gradient_at_its_own_step(lab: Lab) -> None:
    inputs = lab.page.request.get("/api/v1/presets/random-4").json()["examples"][0]["inputs"]
    body = {"model": {"preset": "random-4"}, "inputs": inputs, "pins": PINS, "digits": None}
    wanted = lab.page.request.post("/api/v1/gradients", data=body).json()["gradients"]
    lab.open(f"model=random-4&step=6&phase=output&view=row&gradient=back&{PINNED}")
    shares = set()
    for unit in lab.page.evaluate(READ_ROW):
        for lane in unit["water"]:
            if lane["pipe"] in ("memory", "out"):
                value = abs(wanted["dC" if lane["pipe"] == "memory" else "dh"][unit["step"]][lane["unit"]])
                shares.add(round(lane["width"] / value, 6))
    assert len(shares) == 1, "one scale for all units, lanes and steps"


def test_the_widest_screen_shows_nine_units(page: Page) -> None:
    lab = Lab(page)
    lab.page.set_viewport_size({"width": 3400, "height": 900})
    lab.page.goto("/board#model=random-4&step=12&phase=output&view=row")
    lab.page.wait_for_selector("#board[data-ready=true] .row-unit")
    expect(lab.page.locator(".row-unit")).to_have_count(9)
    assert [unit["step"] for unit in lab.page.evaluate(READ_ROW)] == list(range(3, 12))


@pytest.mark.browser_context_args(**PHONE)
def test_a_phone_shows_three_units_and_the_row_scrolls_with_the_step(lab: Lab) -> None:
    lab.open("model=random-4&step=1&phase=output&view=row")
    for wanted in ([0, 1, 2], [0, 1, 2], [1, 2, 3], [2, 3, 4]):
        assert [unit["step"] for unit in lab.page.evaluate(READ_ROW)] == wanted
        lab.page.keyboard.press("Shift+ArrowRight")
        lab.settle()


def test_a_unit_opens_by_key_and_by_press(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=forget&view=row")
    lab.page.locator(".row-unit[data-step='2']").focus()
    lab.page.keyboard.press("Enter")
    expect(lab.page.get_by_role("button", name="Pipe", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-step", "2")
    lab.page.get_by_role("button", name="Unrolled", exact=True).click()
    lab.page.locator(".row-unit[data-step='3'] .row-step").click()
    expect(lab.page.locator("svg.pipes:not(.row)")).to_have_attribute("data-step", "3")
