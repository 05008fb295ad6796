"""Takes the pictures of the documents from the real app: PYTHONPATH=. python tests/browser/screenshots.py."""

from playwright.sync_api import FloatRect, ViewportSize

from tests.browser.posed import posed
from tests.browser.server import ROOT

PICTURES: dict[str, tuple[str, int]] = {
    "static/img/lab.png": ("/lab#model=lanes&example=wave&step=6&phase=output", 990),
    "static/img/tutorial.png": ("/learn/forget-valve/how-much", 780),
}
"""Where each picture goes, the address it shows, and how high the window is."""

WIDTH = 1440
HEADER = 54
"""What is left out above: the site's header, whose choice of a language needs typefaces for both."""


def main() -> None:
    """Take every picture."""
    with posed() as (browser, address):
        for name, (view, height) in PICTURES.items():
            size: ViewportSize = {"width": WIDTH, "height": height}
            page = browser.new_page(viewport=size, color_scheme="light", reduced_motion="reduce")
            page.goto(address + view, wait_until="networkidle")
            page.wait_for_timeout(1000)
            seen: FloatRect = {"x": 0, "y": HEADER, "width": WIDTH, "height": height - HEADER}
            page.screenshot(path=ROOT / name, animations="disabled", clip=seen)


if __name__ == "__main__":
    main()
