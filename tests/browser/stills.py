"""Prepares the stills of the tutorial's figures: PYTHONPATH=. python tests/browser/stills.py [ID ..].

A still is what a reader sees without scripts, on paper, and until the figure comes to life: the same
drawing, without what only hands, keys and voices need.

A second drawing in Python would be a second truth, so the living figures are drawn and kept. Each is
about 3 kB compressed; the price is 4 MB of files. Tests hold every number in them to the run, so an
outdated one is found.
"""

import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from app.config import ROOT
from app.learn.text.tutorial import read_tutorial
from tests.browser.posed import posed

FOLDER = ROOT / "templates" / "learn"
LANGUAGES = {"en": "", "zh": "/zh"}
WIDTHS = {"wide": 1440, "tall": 390}
"""The width of the window for each layout."""
LEAN = r"""
(figure) => {
  const svg = figure.querySelector(".drawing > svg").cloneNode(true);
  const spare = [
    "title", ".away", ".grip", ".ring", ".pin-mark:not(.on)", ".ghost[data-same]", ".ghost[stroke-width='0']",
    ".column-ghost:not([data-value])", "[data-sign=dry]:not(text)", ".ghost-edge:not([d])",
    ":is(.lane-halo, .streak, .tint, .tint-dots)[stroke-width='0']",
    ".lidded .net", ".lidded .valve", ".lidded .badges",
  ].join();
  for (const element of svg.querySelectorAll(spare)) element.remove();
  if (!svg.hasAttribute("data-backward")) svg.querySelector(".labels.back")?.remove();
  const kept = /^data-(sign|valve|light|backward)$/;
  const spoken = /^(aria-.*|role|style|tabindex|pathLength|data-.*)$/;
  const short = (number) => String(Number(Number(number).toFixed(Math.abs(number) < 2 ? 3 : 1)));
  const numbers = (text) => text.replace(/-?\d+\.\d+(e-?\d+)?/g, short);
  for (const element of [svg, ...svg.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (spoken.test(name) && !kept.test(name)) element.removeAttribute(name);
      else if (name !== "class" && !name.startsWith("data-")) element.setAttribute(name, numbers(value));
    }
  }
  svg.setAttribute("aria-hidden", "true");
  return svg.outerHTML.replaceAll(' xmlns="http://www.w3.org/2000/svg"', "")
    .replaceAll(' class=""', "")
    .replace(/><\/(path|circle|rect|line)>/g, "/>")
    .replace(/<text[^>]*><\/text>/g, "")
    .replace(/<g[^>]*><\/g>/g, "");
}
"""


def main() -> None:
    """Write the stills of all figures, or of those that are named, and remove those of no figure."""
    wanted = set(sys.argv[1:])
    with posed() as (browser, address):
        for language, prefix in LANGUAGES.items():
            target = FOLDER / "stills" / language
            target.mkdir(parents=True, exist_ok=True)
            stills = dict(_stills(browser, address + prefix, language, wanted))
            for name, svg in stills.items():
                (target / name).write_text(svg + "\n", encoding="utf-8")
            for file in target.iterdir():
                if not wanted and file.name not in stills:
                    file.unlink()


def _stills(browser: Browser, address: str, language: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
    screens = list(read_tutorial(FOLDER, language).screens())
    for layout, width in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        for number, (chapter, screen) in enumerate(screens):
            ids = [figure.id for figure in screen.figures if figure.kind == "unit"]
            if not ids or (wanted and not wanted & set(ids)):
                continue
            page.goto(f"{address}/learn/{chapter.slug}/{screen.id}" if number else address)
            for ident in ids:
                yield f"{ident}.{layout}.svg", _still(page, ident)
        page.close()


def _still(page: Page, ident: str) -> str:
    figure = page.locator(f"#{ident}")
    figure.scroll_into_view_if_needed()
    page.wait_for_selector(f"#{ident}[data-live]")
    page.wait_for_load_state("networkidle")
    return str(figure.evaluate(LEAN))


if __name__ == "__main__":
    main()
