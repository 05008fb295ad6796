"""Takes the picture that others show beside a link to us: PYTHONPATH=. python tests/browser/social.py."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.server import ROOT, running_server

PICTURE = ROOT / "static" / "img" / "social.png"
HIDDEN = ".site-nav, .site-tools, .learn-bar, .turn, .slot, .figure-links, figcaption, .figure ~ .prose"
STYLE = f"""
  {HIDDEN} {{ display: none !important; }}
  .screen.first {{ grid-template-columns: 400px 1fr; padding: 84px 40px; }}
  .screen.first h1 {{ font-size: 46px; }}
"""


def main() -> None:
    """Take it: the first screen, without what is to be pressed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 630}).new_page()
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(address, wait_until="networkidle")
        page.wait_for_selector(".figure[data-live]")
        page.add_style_tag(content=STYLE)
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
