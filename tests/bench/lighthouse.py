"""Lighthouse's four scores of every page of the bundle, as a phone and as a desktop sees it."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.bundled import bundled_server
from tests.bench.row import Row
from tests.bench.weight import PAGES
from tests.browser.chromium import launch_options

PROGRAM = Path(__file__).parent / "lighthouse/node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SCREENS: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
LEAST = 95
AGAIN = 4
"""How often a page below that is measured again: its score depends on what else the machine does.

Performance is reckoned from how long tasks took on the clock, a phone's four times. On two cores with twelve
processes that wait for them, the Lab's falls from 100 to 72. Such a row says how many waited.
"""


def rows() -> Iterator[Row]:
    """Yield a row for each page and screen: its lowest score, over the least it may be."""
    with tempfile.TemporaryDirectory() as folder, bundled_server(Path(folder)) as address:
        for path in PAGES:
            for screen in SCREENS:
                yield _row(address, path, screen)


def _row(address: str, path: str, screen: str) -> Row:
    runs = [_scores(address + path, SCREENS[screen])]
    if min(runs[0].values()) < LEAST:
        runs += [_scores(address + path, SCREENS[screen]) for _ in range(AGAIN)]
    scores = {name: round(median(run[name] for run in runs)) for name in CATEGORIES}
    lowest = min(scores.values())
    return Row(
        what=f"Lighthouse, lowest of four scores of `{path}` on a {screen}, over {LEAST}",
        ratio=lowest / LEAST,
        budget=">= 1",
        holds=lowest >= LEAST,
        note=", ".join(f"{name} {score}" for name, score in scores.items())
        + (f"; the median of {len(runs)} runs, {_load()}" if len(runs) > 1 else ""),
    )


def _load() -> str:
    return f"with {os.getloadavg()[1]:.0f} processes at work on {os.cpu_count()} cores"


def _scores(address: str, options: list[str]) -> dict[str, int]:
    launch = launch_options()
    command = [
        str(PROGRAM), address, "--quiet", "--output=json", "--no-enable-error-reporting", *options,
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *launch['args']])}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": launch["executable_path"] or ""}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    report: dict[str, Any] = json.loads(answer.stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
