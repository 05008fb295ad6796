"""The pipe view is true: what is drawn equals the API's trace, on random weights, in both layouts."""

import math
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import PHASES, PIPES, VALVES, Lab
from tests.browser.screens import DESKTOP, MOVING, PHONE

MODELS = ["random-1", "random-4", "random-4-plain", "random-8-full"]
POSITIVE, NEGATIVE = "rgb(42, 123, 220)", "rgb(224, 124, 28)"


def full_lane(trace: dict[str, Any], units: list[int]) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 ... that the memory of `units` stays within."""
    peak = max(abs(row[unit]) for row in [trace["C0"], *trace["C"]] for unit in units)
    mark: float = next(mark for k in range(9) for mark in (10**k, 2 * 10**k, 5 * 10**k) if peak <= mark)
    return mark


def check(
    drawing: dict[str, Any],
    trace: dict[str, Any],
    units: list[int],
    step: int,
    phase: int,
    inside: int,
    untouched: dict[str, Any] | None = None,
) -> None:
    """Hold all strokes, openings and numbers against the trace, the ghosts against the untouched run."""
    assert (drawing["step"], drawing["phase"]) == (step, PHASES[phase])
    pitch = inside / len(units)
    full = min(56, 0.84 * pitch)
    mark = max(full_lane(run, units) for run in (trace, untouched) if run)
    assert re.findall(r"\d+", drawing["scale"])[-1] == str(mark)

    assert {(lane["pipe"], lane["unit"]) for lane in drawing["water"]} == {
        (p, u) for p in PIPES for u in units
    }
    for lane in drawing["water"]:
        field, due = PIPES[lane["pipe"]]
        value = trace[field][step][lane["unit"]] if phase >= due else 0.0
        assert lane["width"] == pytest.approx(abs(value) / mark * full, abs=1e-6), lane
        assert lane["shown"] == (phase >= due), lane
        if phase >= due:
            assert lane["hue"] == (NEGATIVE if value < 0 else POSITIVE), lane

    assert {(lane["valve"], lane["unit"]) for lane in drawing["valves"]} == {
        (v, u) for v in VALVES for u in units
    }
    for lane in drawing["valves"]:
        letter, due = VALVES[lane["valve"]]
        opening = trace[letter][step][lane["unit"]] if phase >= due else 0.0
        assert lane["set"] == (phase >= due), lane
        assert lane["gap"] == pytest.approx(opening * full, abs=1e-6), lane
        assert lane["slot"] == pytest.approx(pitch, abs=1e-6), lane
        assert lane["says"] == (f"{opening:.2f}" if phase >= due else "?"), lane

    known = [name for name, (_, due) in PIPES.items() if untouched and phase >= due]
    assert {(lane["pipe"], lane["unit"]) for lane in drawing["ghosts"]} == {
        (p, u) for p in known for u in units
    }
    for lane in drawing["ghosts"]:
        assert untouched
        value = untouched[PIPES[lane["pipe"]][0]][step][lane["unit"]]
        assert lane["width"] == pytest.approx(abs(value) / mark * full, abs=1e-6), lane

    for end in drawing["ends"]:
        field, due = {"old": ("C_prev", 0), "new": ("C", 3), "out": ("h", 5)}[end["end"]]
        if phase >= due:
            said = float(end["says"].replace("−", "-"))
            assert math.isclose(said, trace[field][step][end["unit"]], abs_tol=0.005 + 1e-9), end
        else:
            assert end["says"] == "·"


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
            lab.page.keyboard.press("ArrowRight")
            lab.settle()


@pytest.mark.browser_context_args(**PHONE)
def test_the_narrow_layout_draws_the_same_truth(lab: Lab) -> None:
    trace = lab.trace("random-4")
    for phase in range(6):
        lab.open(f"model=random-4&step=5&phase={PHASES[phase]}")
        expect(lab.page.locator(".drawing")).to_have_attribute("data-layout", "tall")
        check(lab.drawing(), trace, [0, 1, 2, 3], 4, phase, inside=80)


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


def test_a_handwheel_dragged_shut_runs_the_held_lane_dry_from_that_step_on(lab: Lab) -> None:
    lab.open("model=lanes&step=8&phase=merge")
    held = lab.trace("lanes")
    assert held["C"][-1][0] > 0.7
    box = lab.part("forget").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x, y + 60, steps=4)
    lab.page.mouse.move(x, y + 200, steps=4)
    lab.page.mouse.up()
    lab.settle()

    pinned = lab.trace("lanes", [{"gate": "forget", "value": 0, "from": 7}])
    assert all(abs(row[0]) < 0.01 for row in pinned["C"][7:])
    check(lab.drawing(), pinned, [0, 1, 2, 3], 7, 3, inside=96, untouched=held)
    for step in range(8, 16):
        lab.page.keyboard.press("Shift+ArrowRight")
        lab.settle()
        check(lab.drawing(), pinned, [0, 1, 2, 3], step, 3, inside=96, untouched=held)
    lab.page.keyboard.press("Home")
    for _ in range(6):
        lab.page.keyboard.press("Shift+ArrowRight")
    lab.settle()
    assert pinned["C"][6] == held["C"][6]
    check(lab.drawing(), pinned, [0, 1, 2, 3], 6, 0, inside=96, untouched=held)


def test_a_blade_dragged_pins_one_lane_at_this_step_only(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output&hold=step")
    before = lab.trace("random-4")["o"][3][1]
    box = lab.part("output", 2).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 4
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    distance = 45 if before < 0.5 else -45
    lab.page.mouse.move(x + distance, y, steps=5)
    lab.page.mouse.up()
    lab.settle()
    value = round(before + distance / 150, 2)
    pins = [{"gate": "output", "value": value, "units": [1], "from": 3, "to": 3}]
    check(
        lab.drawing(),
        lab.trace("random-4", pins),
        [0, 1, 2, 3],
        3,
        5,
        inside=96,
        untouched=lab.trace("random-4"),
    )
    assert lab.gauge("output", 2) == f"{value:.2f}"
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.settle()
    untouched = lab.trace("random-4")
    check(lab.drawing(), lab.trace("random-4", pins), [0, 1, 2, 3], 4, 5, inside=96, untouched=untouched)


def test_a_valve_is_turned_and_let_go_by_keys_alone(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=forget")
    untouched = lab.trace("random-4")
    wheel = lab.part("forget")
    wheel.focus()
    expect(wheel).to_have_attribute("aria-label", "forget valve, all lanes")
    lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("ArrowRight")
    blade = lab.part("forget", 2)
    expect(blade).to_be_focused()
    expect(blade).to_have_attribute("aria-label", "forget valve, lane 2")
    presses = [("End", 1.0), ("ArrowDown", 0.95), ("PageDown", 0.7), ("ArrowUp", 0.75), ("Home", 0.0)]
    for key, value in presses:
        lab.page.keyboard.press(key)
        lab.settle()
        expect(blade).to_have_attribute("aria-valuenow", f"{value:g}")
        pinned = lab.trace("random-4", [{"gate": "forget", "value": value, "units": [1], "from": 3}])
        check(lab.drawing(), pinned, [0, 1, 2, 3], 3, 1, inside=96, untouched=untouched)
    expect(blade).to_be_focused()
    assert lab.drawing()["phase"] == "forget"
    lab.page.keyboard.press("Delete")
    lab.settle()
    check(lab.drawing(), untouched, [0, 1, 2, 3], 3, 1, inside=96)
    expect(lab.page).not_to_have_url(re.compile("pins"))


@pytest.mark.browser_context_args(**PHONE)
def test_a_finger_turns_a_handwheel(lab: Lab) -> None:
    lab.open("model=random-4&step=2&phase=forget")
    touch = lab.page.context.new_cdp_session(lab.page)
    lab.part("forget").scroll_into_view_if_needed()
    box = lab.part("forget").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    at = [{"x": x, "y": y + dy} for dy in (0, 40, 120, 220)]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at[0]]})
    for point in at[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    lab.settle()
    pinned = lab.trace("random-4", [{"gate": "forget", "value": 0, "from": 1}])
    check(lab.drawing(), pinned, [0, 1, 2, 3], 1, 1, inside=80, untouched=lab.trace("random-4"))


def test_a_reload_restores_the_same_picture(lab: Lab) -> None:
    place = "model=random-4&step=7&phase=merge&pins=forget:0.25:1,3:2-9+output:0.5&unit=3&valve=i"
    lab.open(place)
    pins = [
        {"gate": "forget", "value": 0.25, "units": [0, 2], "from": 1, "to": 8},
        {"gate": "output", "value": 0.5},
    ]
    check(
        lab.drawing(),
        lab.trace("random-4", pins),
        [0, 1, 2, 3],
        6,
        3,
        inside=96,
        untouched=lab.trace("random-4"),
    )
    picture, why = lab.drawing(), lab.page.locator("#why").inner_text()
    lab.reload()
    assert lab.drawing() == picture
    assert lab.page.locator("#why").inner_text() == why


STREAK = "() => document.querySelector('.streaks').getAttribute('stroke-dashoffset')"


@pytest.mark.browser_context_args(**MOVING)
def test_water_flows(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    lab.page.keyboard.press("ArrowRight")
    first = lab.page.evaluate(STREAK)
    lab.page.wait_for_function(f"(first) => ({STREAK})() !== first", arg=first)


FRAMES = """() => {
  const request = window.requestAnimationFrame.bind(window);
  window.frames_asked = 0;
  window.requestAnimationFrame = (callback) => { window.frames_asked += 1; return request(callback); };
}"""


def test_turning_a_valve_moves_neither_the_picture_nor_the_transport(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    lab.open("model=random-4&step=4&phase=output")
    places = [lab.page.locator(place) for place in ("svg.pipes", "#transport .tool.play", "#timeline")]
    before = [place.bounding_box() for place in places]
    lab.open("model=random-4&step=4&phase=output&pins=forget:0.2:1:4-")
    expect(lab.page.locator(".legend-untouched")).to_be_visible()
    assert [place.bounding_box() for place in places] == before


@pytest.mark.browser_context_args(**MOVING)
def test_water_comes_to_rest_and_at_rest_the_page_asks_for_no_frame(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    lab.page.wait_for_timeout(4000)
    still = lab.page.evaluate(STREAK)
    assert float(still) != 0
    lab.page.evaluate(FRAMES)
    lab.page.wait_for_timeout(1000)
    assert lab.page.evaluate("() => window.frames_asked") == 0
    assert lab.page.evaluate(STREAK) == still
    lab.page.keyboard.press("ArrowLeft")
    lab.page.wait_for_function(f"(still) => ({STREAK})() !== still", arg=still)


@pytest.mark.browser_context_args(**MOVING)
def test_a_switch_stops_the_water_on_all_pages_and_lets_it_flow_again(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    switch = lab.page.get_by_role("button", name="Water flows")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.focus()
    lab.page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    lab.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-phase", "signals")
    lab.page.wait_for_timeout(200)
    assert lab.page.evaluate(STREAK) is None
    switch.click()
    lab.page.wait_for_function(f"() => ({STREAK})() !== null")


@pytest.mark.browser_context_args(**MOVING)
@pytest.mark.parametrize("width", [1120, 1280, 1440])
def test_the_transport_stays_in_its_card_and_keeps_its_height_in_every_phase(lab: Lab, width: int) -> None:
    lab.page.set_viewport_size({"width": width, "height": 900})
    heights = set()
    for phase in PHASES:
        lab.open(f"model=random-4&step=4&phase={phase}")
        wide, room, height = lab.page.locator("#transport").evaluate(
            "(bar) => [bar.scrollWidth, bar.clientWidth, bar.clientHeight]"
        )
        assert wide <= room, phase
        heights.add(height)
    assert len(heights) == 1


def test_with_reduced_motion_states_change_and_nothing_flows(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    assert lab.page.evaluate(STREAK) is None
    lab.page.wait_for_timeout(200)
    assert lab.page.evaluate(STREAK) is None
    lab.page.keyboard.press("ArrowRight")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-phase", "signals")
    assert lab.page.evaluate("() => document.getAnimations().length") == 0
    check(lab.drawing(), lab.trace("random-4"), [0, 1, 2, 3], 4, 0, inside=96)


def test_the_sign_shows_by_pattern_too(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output")
    patterns = lab.page.evaluate(
        """() => [...document.querySelectorAll('.streaks .streak')]
          .map((path) => [path.dataset.sign, getComputedStyle(path).strokeDasharray])"""
    )
    by_sign = {sign: {dashes for s, dashes in patterns if s == sign} for sign in ("positive", "negative")}
    assert by_sign == {"positive": {"26px, 34px"}, "negative": {"3px, 9px"}}


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
    expect(lab.page.locator("#readout tr.spot th")).to_have_text("3")


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
