"""How fast the Lab moves and answers, in headless Chromium with software rendering, 8 lanes."""

import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from tests.bench.row import Row
from tests.browser.chromium import launch_options
from tests.browser.presets import write_random_presets
from tests.browser.screens import DESKTOP
from tests.browser.server import running_server

FRAME_BUDGET = 20.0
ANSWER_BUDGET = 50.0
TURNS = 120
FRAMES = 300

LAB = "/lab#model=random-8-full&step=5&phase=output&speed=4"

WATCH_FRAMES = """(count) => new Promise((resolve) => {
  const frames = [];
  let before = null;
  const frame = (now) => {
    if (before !== null) frames.push(now - before);
    before = now;
    frames.length < count ? requestAnimationFrame(frame) : resolve(frames);
  };
  requestAnimationFrame(frame);
})"""

WATCH_ANSWERS = """() => {
  window.answers = [];
  const gauge = document.querySelector('.valve[data-valve=forget] .gauge');
  let turned = null;
  document.addEventListener('pointermove', (event) => { turned = event.timeStamp; }, true);
  new MutationObserver(() => setTimeout(() => {
    if (turned !== null) window.answers.push(performance.now() - turned);
    turned = null;
  })).observe(gauge, {characterData: true, childList: true, subtree: true});
}"""


def rows() -> list[Row]:
    """Start the server and a browser, measure, stop both."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        presets = Path(folder) / "presets"
        presets.mkdir()
        write_random_presets(presets)
        with running_server(Path(folder) / "log.txt", PRESETS_DIR=str(presets)) as address:
            browser = playwright.chromium.launch(**launch_options())
            page = browser.new_page(base_url=address, **DESKTOP)
            page.goto(LAB)
            page.wait_for_selector("#lab[data-waiting=false]")
            answers = turn_a_valve(page)
            frames = watch_the_water(page)
            browser.close()
    return [
        row_of("valve turned to picture with the server's answer", answers, ANSWER_BUDGET),
        frames_row(frames),
    ]


def turn_a_valve(page: Page) -> list[float]:
    """Turn the forget valve to and fro with the mouse; milliseconds from each move to its picture."""
    page.evaluate(WATCH_ANSWERS)
    box = page.locator(".valve[data-valve=forget] .wheel").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for turn in range(1, TURNS + 1):
        page.mouse.move(x, y + 10 * (turn % 7 - 3))
        page.wait_for_function("(count) => window.answers.length >= count", arg=turn)
    page.mouse.up()
    answers: list[float] = page.evaluate("window.answers")
    return answers


def watch_the_water(page: Page) -> list[float]:
    """Milliseconds between frames while the water flows and the phases play."""
    page.keyboard.press("Space")
    frames: list[float] = page.evaluate(WATCH_FRAMES, FRAMES)
    return frames


def row_of(what: str, times: list[float], budget: float) -> Row:
    """Hold the 95th percentile of some times against a budget in milliseconds."""
    slow = float(np.percentile(times, 95))
    note = f"p95 {slow:.1f} ms, median {np.median(times):.1f} ms, {len(times)} times"
    return Row(f"{what}, p95 over {budget:.0f} ms", slow / budget, "<= 1", slow <= budget, note)


def frames_row(frames: list[float]) -> Row:
    """Hold the frames against their budget."""
    return row_of("animation, 8 lanes, software rendering", frames, FRAME_BUDGET)


if __name__ == "__main__":
    for row in rows():
        print(row)
