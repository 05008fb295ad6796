"""Takes the pictures of the documents from the real app: PYTHONPATH=. python tests/browser/screenshots.py."""

import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.server import ROOT, running_server

PICTURES = {"static/img/lab.png": "/lab#model=lanes&example=wave&step=6&phase=output"}
"""Where each picture goes, and the address it shows."""

SIZE: ViewportSize = {"width": 1440, "height": 1120}


def main() -> None:
    """Take every picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        for name, view in PICTURES.items():
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            page.goto(address + view, wait_until="networkidle")
            page.screenshot(path=ROOT / name, animations="disabled")


if __name__ == "__main__":
    main()
