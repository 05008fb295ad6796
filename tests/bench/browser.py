"""How fast the Lab moves and answers, in headless Chromium with software rendering, 8 lanes."""

import tempfile
from math import cos, radians, sin
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.row import Row
from tests.browser.chromium import launch_options
from tests.browser.presets import write_random_presets
from tests.browser.screens import DESKTOP
from tests.browser.server import running_server

FRAME_BUDGET = 20.0
REST_BUDGET = 0.01
ANSWER_BUDGET = 50.0
TURNS = 120
FRAMES = 300

VIEWS = ("box", "pipe", "symbols", "cell", "row")
TURNABLE = ("pipe", "cell")
"""The views whose valves a hand can turn."""

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
  let newest = 0;
  for (const moves of ['pointerrawupdate', 'pointermove'])
    document.addEventListener(moves, ({timeStamp}) => {
      if (timeStamp <= newest) return;
      newest = timeStamp;
      turned ??= timeStamp;
    }, true);
  // An answer may be drawn before the frame in which it is painted.
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    if (turned !== null) window.answers.push(performance.now() - turned);
    turned = null;
  }))).observe(gauge, {characterData: true, childList: true, subtree: true});
}"""


def rows() -> list[Row]:
    """Start the server and a browser, measure every view, stop both."""
    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        presets = Path(folder) / "presets"
        presets.mkdir()
        write_random_presets(presets)
        with running_server(Path(folder) / "log.txt", PRESETS_DIR=str(presets)) as address:
            browser = playwright.chromium.launch(**launch_options())
            for view in TURNABLE:
                answers = turn_a_valve(_lab(browser, address, view))
                what = f"valve turned to picture with the server's answer, {view} view"
                found.append(row_of(what, answers, ANSWER_BUDGET))
            for view in VIEWS:
                frames = watch_the_water(_lab(browser, address, view))
                found.append(
                    row_of(f"animation, 8 lanes, software rendering, {view} view", frames, FRAME_BUDGET)
                )
            found.append(at_rest(_lab(browser, address, "pipe")))
            browser.close()
    return found


def _lab(browser: Browser, address: str, view: str) -> Page:
    """Open the Lab in a view, and wait for its picture; one page at a time, so that none slows another."""
    for context in browser.contexts:
        context.close()
    page = browser.new_page(base_url=address, **DESKTOP)
    page.goto(f"{LAB}&view={view}")
    page.wait_for_selector("#lab[data-waiting=false]")
    return page


def turn_a_valve(page: Page) -> list[float]:
    """Turn the forget valve's wheel to and fro by mouse; milliseconds from each move to its picture."""
    page.evaluate(WATCH_ANSWERS)
    box = page.locator(".valve[data-valve=forget] .wheel").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def move(degrees: float) -> None:
        across, up = sin(radians(degrees)), cos(radians(degrees))
        page.mouse.move(x + across * box["width"] / 2.2, y - up * box["height"] / 2.2)

    move(0)
    page.mouse.down()
    for turn in range(1, TURNS + 1):
        move(15 * (turn % 7 - 3))
        page.wait_for_function("(count) => window.answers.length >= count", arg=turn)
    page.mouse.up()
    answers: list[float] = page.evaluate("window.answers")
    return answers


def watch_the_water(page: Page) -> list[float]:
    """Milliseconds between frames while the water flows and the phases play."""
    page.keyboard.press("Space")
    frames: list[float] = page.evaluate(WATCH_FRAMES, FRAMES)
    return frames


def at_rest(page: Page) -> Row:
    """Measure the share of a core that the page takes once its water has come to rest."""
    page.wait_for_timeout(5000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def busy() -> tuple[float, float]:
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return metrics["TaskDuration"], metrics["Timestamp"]

    before, start = busy()
    page.wait_for_timeout(5000)
    after, end = busy()
    share = (after - before) / (end - start)
    what = "the Lab at rest, processor time of its main thread over the time on the clock"
    note = f"{1000 * (after - before):.1f} ms in {end - start:.1f} s"
    return Row(what, share, f"<= {REST_BUDGET}", share <= REST_BUDGET, note)


def row_of(what: str, times: list[float], budget: float) -> Row:
    """Hold the 95th percentile of some times against a budget in milliseconds."""
    slow = float(np.percentile(times, 95))
    note = f"p95 {slow:.1f} ms, median {np.median(times):.1f} ms, {len(times)} times"
    return Row(f"{what}, p95 over {budget:.0f} ms", slow / budget, "<= 1", slow <= budget, note)


if __name__ == "__main__":
    for row in rows():
        print(row)
