"""Takes the picture that others show beside a link to us: PYTHONPATH=. python tests/browser/social.py."""

from tests.browser.posed import posed
from tests.browser.server import ROOT

PICTURE = ROOT / "static" / "img" / "social.png"
HIDDEN = ".site-nav, .site-tools, .learn-bar, .turn, .slot, .figure-links, figcaption, .figure ~ .prose"
STYLE = f"""
  {HIDDEN} {{ display: none !important; }}
  .screen {{ grid-template-columns: 400px 1fr; padding: 84px 40px; }}
  .screen h1 {{ font-size: 46px; }}
  .screen .prose {{ font-size: 22px; line-height: 1.55; }}
"""


def main() -> None:
    """Take it: the first screen with a living figure, without what is to be pressed."""
    with posed() as (browser, address):
        page = browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 630}).new_page()
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{address}/learn/memory/watch", wait_until="networkidle")
        page.wait_for_selector(".figure[data-live]")
        page.add_style_tag(content=STYLE)
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURE, animations="disabled")


if __name__ == "__main__":
    main()
