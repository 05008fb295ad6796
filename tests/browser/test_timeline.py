"""The timeline shows the API's trace, to the pixel, and leads to every step."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from app.config import ROOT
from lstm_core.blueprints import LSTM, as_json
from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP, PHONE

# Where there is room, the timeline has its own slider and shows the input that the strip shows, too.
TALL: dict[str, Any] = {"viewport": {"width": 1440, "height": 1000}}
LAYOUT = f"""
const {{gridOf}} = await import({(ROOT / "static/js/view/timeline/grid.js").as_uri()!r});
process.stdout.write(JSON.stringify(gridOf(JSON.parse(process.argv[1]))));
"""
WIDTH = "Math.floor(document.querySelector('.timeline-scroll').getBoundingClientRect().width)"

PIXELS = """async (points) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const canvas = document.querySelector('.timeline-canvas');
  const ratio = canvas.width / canvas.clientWidth;
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const pen = copy.getContext('2d', {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const pixel = (...at) => [...pen.getImageData(...at.map((n) => Math.round(n * ratio)), 1, 1).data];
  return points.map(([x, y]) => pixel(x, y));
}"""

COLOURS = """(names) => {
  const style = getComputedStyle(document.documentElement);
  const hex = (name) => style.getPropertyValue(`--${name}`).trim().slice(1);
  return names.map((name) => [0, 2, 4].map((at) => parseInt(hex(name).slice(at, at + 2), 16)));
}"""

HEAT = {"forget": "f", "write": "i", "output": "o"}


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def rows(lab: Lab, steps: int, inputs: int, units: list[int]) -> tuple[float, dict[str, dict[str, Any]]]:
    """Return the width of a cell and the timeline's rows by kind."""
    room = lab.page.evaluate(WIDTH)
    without = (lab.page.locator(".timeline-body").get_attribute("data-without") or "").split()
    size = {"steps": steps, "inputs": inputs, "units": units, "room": room, "heat": as_json(LSTM)["heat"]}
    size["without"] = without
    node = [
        str(Path(sys.executable).with_name("node")),
        "--input-type=module",
        "-e",
        LAYOUT,
        json.dumps(size),
    ]
    grid = json.loads(subprocess.run(node, capture_output=True, check=True).stdout)
    return grid["column"], {row["kind"]: row for row in grid["rows"]}


def check_heat(lab: Lab, trace: dict[str, Any], inputs: int, units: list[int]) -> None:
    """Hold every heat cell against its gate: the role's colour, as opaque as the gate is open."""
    cell, places = rows(lab, len(trace["C"]), inputs, units)
    names = ["card", *HEAT]
    colours = dict(zip(names, lab.page.evaluate(COLOURS, names), strict=True))
    points, expected = [], []
    for kind, letter in HEAT.items():
        for strip, unit in enumerate(units):
            for step, values in enumerate(trace[letter]):
                y = places[kind]["y"] + (strip + 0.5) * places[kind]["strip"]
                points.append([(step + 0.5) * cell, y])
                ground, colour, share = colours["card"], colours[kind], values[unit]
                expected.append([g + (c - g) * share for g, c in zip(ground, colour, strict=True)])
    seen = lab.page.evaluate(PIXELS, points)
    assert len(seen) == 3 * len(units) * len(trace["C"])
    for point, pixel, colour in zip(points, seen, expected, strict=True):
        assert pixel[:3] == pytest.approx(colour, abs=2.5), point
        assert pixel[3] == 255


def canvas(lab: Lab) -> Locator:
    return lab.page.locator(".timeline-canvas")


def press(lab: Lab, x: float, y: float) -> None:
    canvas(lab).scroll_into_view_if_needed()
    canvas(lab).click(position={"x": x, "y": y})
    lab.settle()


def moment(lab: Lab) -> tuple[int, str]:
    drawing = lab.drawing()
    return drawing["step"] + 1, drawing["phase"]


@pytest.mark.browser_context_args(**DESKTOP, color_scheme="light")
@pytest.mark.parametrize("model", ["random-1", "random-4", "random-8-full"])
def test_heat_cells_have_the_colour_of_the_gate(lab: Lab, model: str) -> None:
    preset = lab.page.request.get(f"/api/v1/presets/{model}").json()
    lab.open(f"model={model}&step=1")
    check_heat(lab, lab.trace(model), preset["inputs"], list(range(preset["units"])))


@pytest.mark.browser_context_args(**PHONE, color_scheme="dark")
def test_heat_cells_in_the_dark_on_a_dense_screen(lab: Lab) -> None:
    lab.open("model=random-4&step=1")
    check_heat(lab, lab.trace("random-4"), 3, [0, 1, 2, 3])


@pytest.mark.browser_context_args(**DESKTOP, color_scheme="light")
def test_a_change_of_theme_repaints(lab: Lab) -> None:
    lab.open("model=random-4&step=1")
    check_heat(lab, lab.trace("random-4"), 3, [0, 1, 2, 3])
    for theme in ("dark", "light"):
        lab.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        check_heat(lab, lab.trace("random-4"), 3, [0, 1, 2, 3])


@pytest.mark.browser_context_args(**DESKTOP, color_scheme="light")
def test_a_pin_repaints_what_follows(lab: Lab) -> None:
    lab.open("model=random-4&step=5&pins=input:0.5:2:4-")
    pins = [{"gate": "input", "value": 0.5, "units": [1], "from": 3}]
    trace = lab.trace("random-4", pins)
    assert trace["i"][6][1] == 0.5
    check_heat(lab, trace, 3, [0, 1, 2, 3])


@pytest.mark.browser_context_args(**TALL, color_scheme="light")
def test_the_inputs_sign_shows_by_hue(lab: Lab) -> None:
    lab.open("model=random-4&step=12")
    inputs = lab.page.request.get("/api/v1/presets/random-4").json()["examples"][0]["inputs"]
    cell, places = rows(lab, 12, 3, [0, 1, 2, 3])
    names = ["positive", "negative", "sunken"]
    positive, negative, ground = lab.page.evaluate(COLOURS, names)
    peaks = [max(3.0, *(abs(row[column]) for row in inputs)) for column in range(3)]
    checked = 0
    for step, row in enumerate(inputs):
        for column, value in enumerate(row):
            y = places["input"]["y"] + (column + 0.5) * places["input"]["strip"]
            # Stripes cross what is negative: somewhere in the middle of the cell its own colour shows.
            line = [[(step + 0.5) * cell + dx, y] for dx in range(-6, 7)]
            colour = negative if value < 0 else positive
            share = abs(value) / peaks[column]
            expected = [g + (c - g) * share for g, c in zip(ground, colour, strict=True)]
            pixels = lab.page.evaluate(PIXELS, line)
            assert any(pixel[:3] == pytest.approx(expected, abs=2.5) for pixel in pixels), (step, column)
            checked += 1
    assert checked == 36


def test_a_press_goes_to_the_step_and_a_strip_chooses_its_lane(lab: Lab) -> None:
    lab.open("model=random-4&step=1&phase=write")
    cell, places = rows(lab, 12, 3, [0, 1, 2, 3])
    press(lab, 6.5 * cell, places["memory"]["y"] + 10)
    assert moment(lab) == (7, "write")
    expect(lab.page.locator("#readout tr.spot th button")).to_have_text("1")
    press(lab, 3.5 * cell, places["write"]["y"] + 2.5 * places["write"]["strip"])
    assert moment(lab) == (4, "write")
    expect(lab.page.locator("#readout tr.spot th button")).to_have_text("3")


def test_a_drag_scrubs(lab: Lab) -> None:
    lab.open("model=random-4&step=1")
    cell, places = rows(lab, 12, 3, [0, 1, 2, 3])
    canvas(lab).scroll_into_view_if_needed()
    box = canvas(lab).bounding_box()
    assert box
    y = box["y"] + places["memory"]["y"] + 20
    lab.page.mouse.move(box["x"] + 2.5 * cell, y)
    lab.page.mouse.down()
    seen = []
    for step in (3, 7, 20, -4):
        lab.page.mouse.move(box["x"] + (step + 0.5) * cell, y)
        lab.settle()
        seen.append(moment(lab)[0])
    lab.page.mouse.up()
    lab.page.mouse.move(box["x"] + 5.5 * cell, y)
    lab.settle()
    assert seen == [4, 8, 12, 1]
    assert moment(lab)[0] == 1, "after the button is up, moving goes nowhere"


@pytest.mark.browser_context_args(**PHONE)
def test_a_tap_goes_to_the_step(lab: Lab) -> None:
    lab.open("model=random-4&step=1")
    cell, places = rows(lab, 12, 3, [0, 1, 2, 3])
    canvas(lab).scroll_into_view_if_needed()
    canvas(lab).tap(position={"x": 8.5 * cell, "y": places["forget"]["y"] + 0.5 * places["forget"]["strip"]})
    lab.settle()
    assert moment(lab)[0] == 9


@pytest.mark.browser_context_args(**TALL)
def test_the_slider_scrubs_by_keys_which_then_are_its_own(lab: Lab) -> None:
    lab.open("model=random-4&step=3&phase=merge")
    slider = lab.page.get_by_label("Go to step")
    slider.focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
        lab.page.keyboard.press(key)
        lab.settle()
        seen.append(moment(lab))
    assert seen == [(4, "merge"), (5, "merge"), (4, "merge"), (12, "merge"), (1, "merge")]
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "step 1 / 12")


def test_a_long_run_scrolls_in_its_own_box_and_keeps_the_step_in_view(lab: Lab) -> None:
    values = ";".join(f"{n % 3 - 1},{n % 5 / 5}" for n in range(300))
    lab.open(f"model=random-4-plain&x={values}&step=1")
    scroll = lab.page.locator(".timeline-scroll")
    lab.page.keyboard.press("End")
    lab.settle()
    assert moment(lab)[0] == 300
    left, width, room = scroll.evaluate("box => [box.scrollLeft, box.scrollWidth, box.clientWidth]")
    assert width == 300 * 14
    assert left == pytest.approx(width - room, abs=1)
    lab.page.keyboard.press("Shift+ArrowLeft")
    lab.settle()
    assert scroll.evaluate("box => box.scrollLeft") == left, "a step that is in view does not scroll"
    lab.page.keyboard.press("Home")
    lab.settle()
    assert scroll.evaluate("box => box.scrollLeft") == 0
    assert lab.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0


def test_the_number_under_the_pointer_is_the_traces(lab: Lab) -> None:
    lab.open("model=random-4&step=1")
    trace = lab.trace("random-4")
    cell, places = rows(lab, 12, 3, [0, 1, 2, 3])
    canvas(lab).scroll_into_view_if_needed()
    canvas(lab).hover(
        position={"x": 5.5 * cell, "y": places["output"]["y"] + 1.5 * places["output"]["strip"]}
    )
    value = f"{trace['o'][5][1]:.3f}"
    expect(lab.page.locator(".timeline-tip")).to_have_text(f"step 6 · output valve, lane 2 (unit 2): {value}")
