"""How heavy a first view is on the wire, its figures living: all that Chromium receives, except Plotly."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright

from tests.bench.bundled import bundled_server
from tests.bench.row import Row
from tests.bench.timing import ROOT
from tests.browser.chromium import launch_options
from tests.browser.server import running_server

HEAVIEST = "/zh/learn/through-time/fails"
PAGES = ("/", "/zh", "/learn/through-time/holds", HEAVIEST, "/lab", "/zh/lab", "/api", "/api/guide")
_LIVE = """() => [...document.querySelectorAll("[data-figure]")].every(
  (figure) => "live" in figure.dataset || figure.getBoundingClientRect().top > innerHeight)"""
BUDGETS = dict.fromkeys(PAGES, (85, 30)) | {"/join": (60, 8), "/zh/join": (60, 8)}
"""The most kB and answers of each page; a class opens the last, a seat, on all its phones at once."""
SOURCES_KB, MOST_HEADERS = {"/": 75, "/lab": 215}, 0.3


def rows() -> list[Row]:
    """Return a row for each page of the bundle, and for the sources of the main pages.

    Budgets are held in gzip, which every browser takes. Over HTTPS, and from the machine that they run on,
    browsers take Brotli: its weight is in the note.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        with bundled_server(Path(folder)) as address:
            bundled = [
                _bundled(
                    path, *(_received(browser, address + path, coding) for coding in ("gzip", "gzip, br"))
                )
                for path in BUDGETS
            ]
        with running_server(Path(folder) / "sources.txt", STATIC_DIR=str(ROOT / "static")) as address:
            written = [_written(path, _received(browser, address + path, "gzip")) for path in SOURCES_KB]
        return bundled + written


def _bundled(path: str, sizes: list[tuple[int, int]], in_brotli: list[tuple[int, int]]) -> Row:
    kilobytes, lighter = (sum(body + headers for body, headers in one) / 1000 for one in (sizes, in_brotli))
    most_kilobytes, most_answers = BUDGETS[path]
    return Row(
        what=f"first view of `{path}` from a bundle, kB on the wire over {most_kilobytes} kB",
        ratio=kilobytes / most_kilobytes,
        budget=f"<= 1, in at most {most_answers} answers",
        holds=kilobytes <= most_kilobytes and len(sizes) <= most_answers,
        note=f"{kilobytes:.1f} kB in {len(sizes)} answers; in Brotli {lighter:.1f} kB",
    )


def _written(path: str, sizes: list[tuple[int, int]]) -> Row:
    kilobytes = sum(body + headers for body, headers in sizes) / 1000
    share = sum(headers for _, headers in sizes) / kilobytes / 1000
    return Row(
        what=f"first view of `{path}` from the sources, kB on the wire over {SOURCES_KB[path]} kB",
        ratio=kilobytes / SOURCES_KB[path],
        budget=f"<= 1, headers at most {MOST_HEADERS:.0%}",
        holds=kilobytes <= SOURCES_KB[path] and share <= MOST_HEADERS,
        note=f"{kilobytes:.0f} kB in {len(sizes)} answers, {share:.0%} headers",
    )


def _received(browser: Browser, address: str, coding: str) -> list[tuple[int, int]]:
    """Return the bytes of body and headers of each answer as they went over the wire."""
    finished: list[Request] = []

    def collect(request: Request) -> None:  # Playwright takes no method of a list as a listener
        finished.append(request)

    page = browser.new_page(extra_http_headers={"Accept-Encoding": coding})
    page.on("requestfinished", collect)
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{address} answered {answer and answer.status}, expected a page")
    page.wait_for_function(_LIVE)
    page.wait_for_load_state("networkidle")
    sizes = [
        (r.sizes()["responseBodySize"], r.sizes()["responseHeadersSize"])
        for r in finished
        if "plotly" not in r.url
    ]
    page.close()
    return sizes
