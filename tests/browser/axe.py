"""axe: what is wrong with a page for people who do not see it, or see it otherwise.

Colour contrast takes two thirds of axe's time, and depends on neither language nor structure. So it can be
asked about one part, where the rest was looked at elsewhere, and twice, in both themes of one document.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CONTRAST = "color-contrast"
WITHOUT_CONTRAST = {"rules": {CONTRAST: {"enabled": False}}}
CONTRAST_ALONE = {"runOnly": [CONTRAST]}
RUN = """([where, options]) =>
  axe.run(where, {resultTypes: ['violations'], ...options}).then(({violations}) => violations)"""
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
    _load(page)
    if colours == EVERYWHERE:
        return _run(page, EVERYWHERE)
    assert [part for part in colours.split(", ") if not page.locator(part).first.is_visible()] == []
    return _run(page, EVERYWHERE, WITHOUT_CONTRAST) + _run(page, colours, CONTRAST_ALONE)


def violations_in_each_theme(page: Page) -> dict[str, list[str]]:
    """Return what axe finds by theme: in the light every rule, in the dark the contrast."""
    _load(page)
    page.emulate_media(color_scheme="light")
    page.wait_for_selector("html[data-theme=light]")
    light = _run(page, EVERYWHERE)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    return {"light": light, "dark": _run(page, EVERYWHERE, CONTRAST_ALONE)}


def _load(page: Page) -> None:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)


def _run(page: Page, where: str, options: Mapping[str, Any] = MappingProxyType({})) -> list[str]:
    found = page.evaluate(RUN, [where, dict(options)])
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
