"""How long the Lab's first picture takes over a slow network: from the bundle, with an empty cache."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.bundled import bundled_server
from tests.bench.row import Row
from tests.browser.chromium import launch_options
from tests.browser.screens import DESKTOP

LATENCY, MEGABITS = 200, 1.6
BUDGET = 2500.0
ROUNDS = 5

WATCH_FIRST_PICTURE = """new MutationObserver((_, watch) => {
  if (!document.querySelector('#lab[data-ready] .pipes[data-step]')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstPicture = performance.now(); }));
}).observe(document, {attributes: true, childList: true, subtree: true})"""


def rows() -> list[Row]:
    """Return the row of the Lab; a first round, in which server and browser warm up, does not count."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        bundled_server(Path(folder)) as address,
    ):
        browser = playwright.chromium.launch(**launch_options())
        times = [first_picture(browser, f"{address}/lab") for _ in range(ROUNDS + 1)][1:]
        browser.close()
    median = statistics.median(times)
    return [
        Row(
            what=f"first picture of `/lab` at {LATENCY} ms and {MEGABITS} Mbit/s, over {BUDGET:.0f} ms",
            ratio=median / BUDGET,
            budget="<= 1",
            holds=median <= BUDGET,
            note=f"median {median:.0f} ms of {ROUNDS}, {min(times):.0f} to {max(times):.0f} ms",
        )
    ]


def first_picture(browser: Browser, address: str) -> float:
    """Return the milliseconds until the unit, with its first trace, is painted."""
    context = browser.new_context(**DESKTOP)
    page = context.new_page()
    bytes_per_second = MEGABITS * 1e6 / 8
    context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        },
    )
    page.add_init_script(WATCH_FIRST_PICTURE)
    page.goto(address)
    found: float = page.wait_for_function("() => window.firstPicture").json_value()
    context.close()
    return found


if __name__ == "__main__":
    for row in rows():
        print(row)
