"""axe: what is wrong with a page for people who do not see it, or see it otherwise.

Colour contrast takes two thirds of axe's time. So it is measured at one of several texts that look alike; and
as it depends on neither language nor structure, it can be asked about one part, where the rest was looked at
elsewhere, and twice, in both themes of one document.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.waits import until

CONTRAST = "color-contrast"
RUN = """([where, options]) =>
  'axe' in window
    ? axe.run(where ?? looks, {resultTypes: ['violations'], ...options}).then(({violations}) => violations)
    : null"""
DIFFERENT_LOOKS = """(places) => {
  const isSeen = (part) => part?.checkVisibility({visibilityProperty: true}) &&
    part.getBoundingClientRect().width * part.getBoundingClientRect().height > 0;
  const unseen = places.filter((place) => !isSeen(document.querySelector(place)));
  const known = new Map();
  const lookOf = (element) => {
    if (!element) return '';
    if (!known.has(element)) {
      const own = getComputedStyle(element);
      const paint = ['color', 'fill', 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'textShadow',
                     'fontSize', 'fontWeight', 'position', 'zIndex'].map((name) => own[name]);
      const kind = [element.localName, element.getAttribute('class')];
      known.set(element, [lookOf(element.parentElement), ...kind, ...paint].join());
    }
    return known.get(element);
  };
  const saysSomething = (element) => element instanceof HTMLElement &&
    element.checkVisibility({visibilityProperty: true}) &&
    (element.matches('input, select, textarea') ||
     [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const parts = [...document.querySelectorAll(places.join())];
  const texts = new Set(parts.flatMap((part) => [part, ...part.querySelectorAll('*')]).filter(saysSomething));
  window.looks = [...new Map([...texts].map((element) => [lookOf(element), element])).values()];
  return [looks.length, unseen];
}"""
"""Leaves one text of each look in the window; those look alike whose ancestors are painted alike, too.
Returns how many there are, and which places are not seen.

Texts of a picture are left out: axe cannot tell what is behind them, and never finds fault with one.
"""
SCRIPT = Axe().axe_script
EVERYWHERE = "html"
NOTHING: dict[str, list[str]] = {"light": [], "dark": []}
"""What `violations_in_each_theme` returns of a page without a fault."""


def violations(page: Page, colours: str = EVERYWHERE) -> list[str]:
    """Return what axe finds, as rule and place.

    Parameters
    ----------
    page : Page
        Where to look.
    colours : str
        The selectors of the parts whose contrast is measured; each must be seen.
        Every other rule is applied to the whole page.
    """
    return structure(page) + contrast(page, colours)


def violations_in_each_theme(page: Page, colours: str = EVERYWHERE) -> dict[str, list[str]]:
    """Return what axe finds by theme: in the light every rule, in the dark the contrast."""
    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        until(page, "(theme) => document.documentElement.dataset.theme === theme", theme)
        found[theme] = contrast(page, colours)
    return found | {"light": structure(page) + found["light"]}


def structure(page: Page) -> list[str]:
    """Return what every rule but that of contrast finds on the whole page."""
    return _run(page, EVERYWHERE, rules={CONTRAST: {"enabled": False}})


def contrast(page: Page, parts: str = EVERYWHERE) -> list[str]:
    """Return which texts stand out too little from what is behind them."""
    texts, unseen = page.evaluate(DIFFERENT_LOOKS, parts.split(", "))
    assert unseen == [], unseen
    assert texts > 0
    return _run(page, None, runOnly=[CONTRAST])


def _run(page: Page, where: str | None, **options: Any) -> list[str]:
    found = page.evaluate(RUN, [where, options])
    if found is None:
        page.evaluate(SCRIPT)
        found = page.evaluate(RUN, [where, options])
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
