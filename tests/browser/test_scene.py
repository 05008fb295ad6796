"""The pipe view is true: what is drawn equals the API's trace, on random weights, in both layouts."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.ends import check_ends
from tests.browser.lab import PHASES, Lab
from tests.browser.screens import DESKTOP, MOVING, PHONE
from tests.browser.strip import check_strip
from tests.browser.truth import check

READ_TABLE = """() => {
  const rows = [...document.querySelectorAll('#table tbody tr')];
  const cells = rows.flatMap((row) => [...row.querySelectorAll('td[data-field]')]);
  const current = document.querySelector('#table [aria-current]');
  const { left, top, height } = current.getBoundingClientRect();
  const columns = {};
  for (const { dataset, textContent } of cells) (columns[dataset.field] ??= []).push(textContent);
  return { columns, current: current.firstChild.textContent,
    isOnTop: current.contains(document.elementFromPoint(left + 9, top + height / 2)) };
}"""
MODELS = ["random-1", "random-4", "random-4-plain", "random-8-full"]


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.browser_context_args(**DESKTOP)
def test_every_opening_thickness_and_number_equals_the_trace(lab: Lab, model: str) -> None:
    trace = lab.trace(model)
    units = list(range(len(trace["C0"])))
    steps = len(trace["C"])
    for step in (0, steps // 2, steps - 1):
        lab.open(f"model={model}&step={step + 1}&phase=signals")
        for phase in range(6):
            check(lab.drawing(), trace, units, step, phase, inside=96)
            if model == "random-4" and step == 0:
                check_ends(lab, model, step, known=phase == 5)
            lab.page.keyboard.press("ArrowRight")
            lab.settle()


@pytest.mark.browser_context_args(**DESKTOP)
def test_whatever_hands_do_what_is_thicker_holds_more_and_what_is_too_much_says_so(lab: Lab) -> None:
    chance = np.random.default_rng(4)
    for model, gates in (("random-4", ("forget", "input", "output")), ("random-gru", ("update", "reset"))):
        place = f"model={model}&step=9&phase=merge&view=pipe"
        lab.open(place)
        before = lab.drawing()["scale"]
        over = 0
        for attempt in range(4):
            held = chance.choice((0, 0.5, 1)) if attempt else 1
            pins = [f"{gate}:{held}:{chance.integers(1, 5) if attempt else ''}:1-" for gate in gates]
            lab.open(f"{place}&pins={' '.join(pins)}")
            drawing = lab.drawing()
            assert drawing["scale"] == before
            for fills in {lane["full"] for lane in drawing["water"]}:
                lanes = [lane for lane in drawing["water"] if lane["full"] == fills]
                widths = [lane["width"] for lane in sorted(lanes, key=lambda lane: abs(lane["value"]))]
                assert widths == sorted(widths), pins
                for lane in lanes:
                    says = f"{lane['value']:+.2f}".replace("-", "−") if abs(lane["value"]) > fills else ""
                    own = lane["mark"].removeprefix("full: ")
                    assert lane["mark"] == says or own == f"{fills:g}", pins
                    over += bool(says)
        assert over or model != "random-4", "some lane is beyond its scale"


@pytest.mark.browser_context_args(**PHONE)
def test_the_narrow_layout_draws_the_same_truth(lab: Lab) -> None:
    trace = lab.trace("random-4")
    for phase in range(6):
        lab.open(f"model=random-4&step=5&phase={PHASES[phase]}")
        expect(lab.page.locator(".drawing")).to_have_attribute("data-layout", "tall")
        check(lab.drawing(), trace, [0, 1, 2, 3], 4, phase, inside=80)
    lab.open("model=random-4&step=5&pins=forget:0.25:1:2-", "zh")
    pins = [{"gate": "forget", "value": 0.25, "units": [0], "from": 1}]
    check_strip(lab, "random-4", 4, pins)
    check_ends(lab, "random-4", 4, known=False, pins=pins)
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.page.keyboard.press("ArrowLeft")
    lab.settle()
    check_ends(lab, "random-4", 4, known=True, pins=pins)


def test_of_twelve_units_the_eight_that_change_most_have_lanes(lab: Lab) -> None:
    trace = lab.trace("random-12")
    change = [
        sum(abs(c[u] - p[u]) for c, p in zip(trace["C"], trace["C_prev"], strict=True)) for u in range(12)
    ]
    liveliest = sorted(sorted(range(12), key=lambda u: -change[u])[:8])
    lab.open("model=random-12&step=6&phase=output")
    check(lab.drawing(), trace, liveliest, 5, 5, inside=96)
    lab.open("model=random-12&step=6&phase=output&lanes=2,5,11")
    check(lab.drawing(), trace, [1, 4, 10], 5, 5, inside=96)


def test_stepping_forward_and_back_shows_the_same_pictures(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=signals")
    pictures = [lab.drawing()]
    for _ in range(14):
        lab.page.keyboard.press("ArrowRight")
        lab.settle()
        pictures.append(lab.drawing())
    assert (pictures[-1]["step"], pictures[-1]["phase"]) == (4, "write")
    for picture in reversed(pictures[:-1]):
        lab.page.keyboard.press("ArrowLeft")
        lab.settle()
        assert lab.drawing() == picture


def test_whole_steps_first_and_last_by_key(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=merge")
    seen = []
    for key in ("Shift+ArrowRight", "Shift+ArrowLeft", "End", "Home"):
        lab.page.keyboard.press(key)
        lab.settle()
        drawing = lab.drawing()
        seen.append((drawing["step"], drawing["phase"]))
    assert [step for step, _ in seen] == [3, 2, 11, 0]


def test_the_strips_cursor_goes_where_it_is_pressed_and_by_keys(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=merge")
    cursor = lab.page.locator(".strip-cursor")
    box = cursor.bounding_box()
    assert box
    for step in (9, 0, 11):
        lab.page.mouse.click(box["x"] + (step + 0.5) / 12 * box["width"], box["y"] + box["height"] / 2)
        lab.settle()
        drawing = lab.drawing()
        assert (drawing["step"], drawing["phase"]) == (step, "merge")
        check_strip(lab, "random-4", step)
    cursor.press("ArrowLeft")
    lab.settle()
    check_strip(lab, "random-4", 10)
    assert lab.drawing()["phase"] == "merge"
    check_table(lab, lab.trace("random-4"), 10)


def check_table(lab: Lab, trace: dict[str, Any], step: int) -> None:
    """Hold the run as a table against the trace; it lies over the stage, which stays in its place."""
    lab.page.locator("#table summary").click()
    lab.page.locator("#table [aria-current]").scroll_into_view_if_needed()
    table = lab.page.evaluate(READ_TABLE)
    assert (table["current"], table["isOnTop"]) == (str(step + 1), True)
    assert set(table["columns"]) == {"f", "i", "o", "g", "C", "h"}
    for field, column in table["columns"].items():
        said = [float(text.replace("−", "-")) for text in column]
        assert said == pytest.approx([row[0] for row in trace[field]], abs=0.0005 + 1e-9), field


@pytest.mark.browser_context_args(**MOVING)
def test_the_transport_stays_in_its_card_and_keeps_its_height_in_every_phase(lab: Lab) -> None:
    heights = set()
    for width in (1120, 1280, 1440):
        lab.page.set_viewport_size({"width": width, "height": 900})
        for phase in PHASES:
            lab.open(f"model=random-4&step=4&phase={phase}")
            wide, room, height = lab.page.locator("#transport").evaluate(
                "(bar) => [bar.scrollWidth, bar.clientWidth, bar.clientHeight]"
            )
            assert wide <= room, (phase, width)
            heights.add((width, height))
    assert len(heights) == 3, heights


def test_numbers_beside_those_of_the_untouched_run_stay_in_their_card(lab: Lab) -> None:
    lab.open("model=lanes&step=4&phase=merge&pins=forget:0.25:1:3-")
    card = lab.page.locator("#readout")
    expect(card.locator("[data-change]")).to_have_count(4)
    over, says = card.evaluate(
        """(card) => {
          const right = (part) => part.getBoundingClientRect().right;
          const names = [...card.querySelectorAll('.lane-called')].map((name) => name.textContent);
          return [right(card.querySelector('table')) + 1 - right(card), names];
        }"""
    )
    assert over <= 0
    assert says == ["holds", "forgets at once", "adds up", "follows, negated"]


def test_why_a_valve_is_where_it_is(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=forget&unit=2")
    body = lab.page.request.get("/api/v1/presets/random-4").json()
    question = {
        "model": {"preset": "random-4"},
        "inputs": body["examples"][0]["inputs"],
        "fields": ["terms", "z_f", "f"],
        "digits": None,
    }
    trace = lab.page.request.post("/api/v1/traces", data=question).json()["layers"][0]["trace"]
    terms = {name: rows[4][1] for name, rows in trace["terms"]["f"].items()} | {"sum": trace["z_f"][4][1]}
    assert sum(value for name, value in terms.items() if name != "sum") == pytest.approx(
        terms["sum"], abs=1e-12
    )
    widest = max(abs(value) for value in terms.values())
    for name, value in terms.items():
        bar = lab.page.locator(f"#why [data-term={name}] .bar")
        assert float(bar.get_attribute("width") or "nan") == pytest.approx(
            abs(value) / widest * 100, abs=1e-6
        )
        assert float(bar.get_attribute("x") or "nan") == pytest.approx(
            100 - abs(value) / widest * 100 if value < 0 else 100, abs=1e-6
        )
    assert f"{trace['f'][4][1]:.2f}" in lab.page.locator("#why h2").inner_text()


def test_a_lane_or_a_network_that_is_pressed_is_asked_about(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output")
    lab.page.locator(".net[data-net=write_net]").click()
    expect(lab.page.locator("#why")).to_have_attribute("data-gate", "i")
    lab.part("forget", 3).click(position={"x": 4, "y": 4})
    expect(lab.page.locator("#why")).to_have_attribute("data-gate", "f")
    expect(lab.page.locator("#why h2")).to_contain_text("lane 3")
    expect(lab.page.locator("#readout tr.spot th button")).to_have_text("3")


def test_the_untouched_run_stands_beside_the_turned_one_in_numbers(lab: Lab) -> None:
    lab.open("model=random-4&step=6&phase=merge&pins=forget:0.1:1:5-")
    untouched = lab.trace("random-4")["C"][5]
    turned = lab.trace("random-4", [{"gate": "forget", "value": 0.1, "units": [0], "from": 4}])["C"][5]
    for unit in range(4):
        row = lab.page.locator("#readout tbody tr").nth(unit)
        said = [float(cell.replace("−", "-")) for cell in row.locator("td").all_inner_texts()[-3:]]
        assert said == pytest.approx(
            [turned[unit], untouched[unit], turned[unit] - untouched[unit]], abs=5.1e-4
        )
    lab.page.locator("#pins li button").click()
    lab.settle()
    check(lab.drawing(), lab.trace("random-4"), [0, 1, 2, 3], 5, 3, inside=96)
    expect(lab.page.locator("#readout [data-untouched]")).to_have_count(0)


def test_what_is_written_at_the_ends_joins_the_picture_that_stands(page: Page) -> None:
    held: list[Route] = []
    is_released = False
    page.route(
        "**/features/ends/door.js", lambda route: route.continue_() if is_released else held.append(route)
    )
    page.goto("/lab#model=random-4&step=5&phase=output")
    page.wait_for_selector("#lab[data-ready] .pipes[data-step='4']")
    expect(page.locator(".lane-name, .values, .readout-end")).to_have_count(0)
    page.evaluate("document.querySelector('.pipes').dataset.isFirst = ''")
    is_released = True
    for route in held:
        route.continue_()
    first = page.locator(".pipes[data-is-first]")
    expect(first.locator(".lane-name").first).to_be_attached()
    check_ends(Lab(page), "random-4", 4, known=True)
    expect(first).to_have_count(1)
