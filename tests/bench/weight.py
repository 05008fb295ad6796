"""How heavy the first view of a page is: all that Chromium receives for it, compressed, without Plotly."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright

from tests.bench.row import Row
from tests.browser.chromium import launch_options
from tests.browser.server import running_server

PAGES = ("/", "/zh", "/learn/through-time/holds", "/lab", "/zh/lab", "/api", "/api/guide")
BUDGET_KB = 100


def rows() -> list[Row]:
    """Return a row for each page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        return [_row(path, _received(browser, address + path)) for path in PAGES]


def _row(path: str, sizes: dict[str, int]) -> Row:
    kilobytes = sum(sizes.values()) / 1000
    return Row(
        what=f"first view of `{path}`, kB compressed over {BUDGET_KB} kB",
        ratio=kilobytes / BUDGET_KB,
        budget="<= 1",
        holds=kilobytes <= BUDGET_KB,
        note=f"{kilobytes:.0f} kB in {len(sizes)} answers",
    )


def _received(browser: Browser, address: str) -> dict[str, int]:
    """Return the bytes of each answer's body as they went over the wire, by address."""
    finished: list[Request] = []

    def collect(request: Request) -> None:  # Playwright takes no method of a list as a listener
        finished.append(request)

    page = browser.new_page()
    page.on("requestfinished", collect)
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{address} answered {answer and answer.status}, expected a page")
    sizes = {r.url: r.sizes()["responseBodySize"] for r in finished if "plotly" not in r.url}
    page.close()
    return sizes
