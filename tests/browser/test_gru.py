"""A GRU in the Lab: what is drawn equals the API's trace in every view; one wheel turns two valves."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.ends import check_ends
from tests.browser.lab import READ_DRAWING, Lab
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.strip import check_strip
from tests.browser.test_row import READ_ROW

PHASES = ("signals", "reset", "candidate", "forget", "write", "merge")
PIPES = {
    "old": ("h_prev", 0),
    "heard": ("heard", 0),
    "passed": ("passed", 1),
    "candidate": ("n", 2),
    "kept": ("kept", 3),
    "added": ("added", 4),
    "memory": ("h", 5),
}
APART = ("heard", "passed")
VALVES = {"forget": ("z", 0), "write": ("fresh", 0), "reset": ("r", 0)}
UNITS = (0, 1, 2, 3)
PLACE = "model=random-gru&blueprint=gru"


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def trace_of(lab: Lab, pins: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """Return the API's trace: every array of the unit by name."""
    preset = lab.page.request.get("/api/v1/presets/random-gru").json()
    fields = [*{field for field, _ in (*PIPES.values(), *VALVES.values())}, "h0"]
    body = {"model": {"preset": "random-gru"}, "inputs": preset["examples"][0]["inputs"], "pins": list(pins)}
    answer = lab.page.request.post("/api/v1/traces", data=body | {"fields": fields, "digits": None})
    assert answer.ok, answer.text()
    found: dict[str, Any] = answer.json()["layers"][0]["trace"]
    return found


def full_lane(trace: dict[str, Any]) -> dict[str, float]:
    """Return, by pipe, the amount that fills a lane: memory has one, and what is heard of it another."""
    near = within(
        [trace["h0"], *(row for name in PIPES if name not in APART for row in trace[PIPES[name][0]])]
    )
    apart = within([row for name in APART for row in trace[PIPES[name][0]]])
    return {name: apart if name in APART else near for name in PIPES}


def within(rows: list[list[float]]) -> float:
    """Return the smallest of 1, 2, 5, 10 ... that no value exceeds."""
    peak = max(abs(value) for row in rows for value in row)
    mark: float = next(mark for k in range(9) for mark in (10**k, 2 * 10**k, 5 * 10**k) if peak <= mark)
    return mark


def check_lanes(
    lanes: list[dict[str, Any]],
    trace: dict[str, Any],
    step: int,
    known: int,
    full: float,
    marks: dict[str, float],
) -> None:
    """Hold the thickness of every lane against its step of the trace, as far as it has run."""
    assert {(lane["pipe"], lane["unit"]) for lane in lanes} == {(p, u) for p in PIPES for u in UNITS}
    for lane in lanes:
        field, due = PIPES[lane["pipe"]]
        value = trace[field][step][lane["unit"]] if known >= due else 0.0
        assert lane["width"] == pytest.approx(min(1, abs(value) / marks[lane["pipe"]]) * full, abs=1e-6), lane


def check_gaps(
    lanes: list[dict[str, Any]], trace: dict[str, Any], step: int, known: int, full: float
) -> None:
    """Hold the opening of every valve against the trace."""
    assert {(lane["valve"], lane["unit"]) for lane in lanes} == {(v, u) for v in VALVES for u in UNITS}
    for lane in lanes:
        field, due = VALVES[lane["valve"]]
        opening = trace[field][step][lane["unit"]] if known >= due else 0.0
        assert lane["gap"] == pytest.approx(opening * full, abs=1e-6), lane


def check(
    lab: Lab, trace: dict[str, Any], step: int, phase: int, inside: int, marks: dict[str, float]
) -> None:
    """Hold a drawn unit against the trace."""
    drawing = lab.page.evaluate(READ_DRAWING)
    assert (drawing["step"], drawing["phase"]) == (step, PHASES[phase])
    full = min(56, 0.84 * inside / len(UNITS))
    check_lanes(drawing["water"], trace, step, phase, full, marks)
    check_gaps(drawing["valves"], trace, step, phase, full)


@pytest.mark.parametrize("view", ["pipe", "box"])
@pytest.mark.parametrize(
    ("inside", "_screen"),
    [
        pytest.param(96, None, marks=pytest.mark.browser_context_args(**DESKTOP), id="wide"),
        pytest.param(58, None, marks=pytest.mark.browser_context_args(**PHONE), id="tall"),
    ],
)
def test_every_opening_and_thickness_equals_the_trace(
    lab: Lab, view: str, inside: int, _screen: None
) -> None:
    trace = trace_of(lab)
    marks = full_lane(trace)
    for step in (0, 11):
        lab.open(f"{PLACE}&view={view}&step={step + 1}&phase=signals")
        check_strip(lab, "random-gru", step)
        for phase in range(len(PHASES)):
            check(lab, trace, step, phase, inside, marks)
            if step == 11:
                check_ends(lab, "random-gru", step, known=phase == 5)
            lab.page.keyboard.press("ArrowRight")
            lab.settle()


@pytest.mark.browser_context_args(**DESKTOP)
def test_every_unit_of_the_row_shows_its_own_step(lab: Lab) -> None:
    trace = trace_of(lab)
    marks, full = full_lane(trace), 0.84 * 36 / len(UNITS)
    lab.open(f"{PLACE}&step=6&phase=forget&view=row")
    row = lab.page.evaluate(READ_ROW)
    assert [unit["step"] for unit in row if unit["present"]] == [5]
    for unit in row:
        known = 5 if unit["step"] < 5 else 3 if unit["step"] == 5 else -1
        check_lanes(unit["water"], trace, unit["step"], known, full, marks)
        check_gaps(unit["gaps"], trace, unit["step"], known, full)


@pytest.mark.browser_context_args(**DESKTOP)
def test_one_wheel_turns_what_is_kept_against_what_is_added(lab: Lab) -> None:
    lab.open(f"{PLACE}&step=4&phase=merge")
    expect(lab.page.locator(".valve[data-valve=write] .wheel")).to_have_count(0)
    lab.part("forget", 2).focus()
    lab.page.keyboard.press("End")
    lab.settle()
    expect(lab.page).to_have_url(re.compile(r"pins=update:1:2"))
    pinned = trace_of(lab, ({"gate": "update", "value": 1, "units": [1], "from": 3},))
    assert (pinned["z"][3][1], pinned["fresh"][3][1]) == (1, 0)
    assert (lab.gauge("forget", 2), lab.gauge("write", 2)) == ("1.00", "0.00")
    check(lab, pinned, 3, 5, 96, full_lane(trace_of(lab)))
    check_strip(lab, "random-gru", 3, [{"gate": "update", "value": 1, "units": [1], "from": 3}])
    assert lab.memory() == pytest.approx(pinned["h"][3], abs=0.005 + 1e-9)


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_cell_view_says_why_it_is_not_there(lab: Lab) -> None:
    lab.open(f"{PLACE}&step=4&phase=merge&view=cell")
    expect(lab.page.get_by_text("A GRU keeps no memory apart from its output")).to_be_visible()
    check(lab, trace_of(lab), 3, 5, 96, full_lane(trace_of(lab)))


def test_axe_finds_nothing(lab: Lab) -> None:
    for language, model, phase in (("en", "recall-gru", "merge"), ("zh", "random-gru", "reset")):
        lab.open(f"model={model}&blueprint=gru&step=4&phase={phase}&pins=update:0.25:1:2-", language)
        assert (model, violations(lab.page)) == (model, [])
