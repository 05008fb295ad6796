"""axe: what is wrong with a page for people who do not see it, or see it otherwise.

Colour contrast takes two thirds of axe's time, and depends on neither language nor structure. So it can be
asked about one part, where the rest was looked at elsewhere, and twice, in both themes of one document.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CONTRAST = "color-contrast"
WITHOUT_CONTRAST = {"rules": {CONTRAST: {"enabled": False}}}
CONTRAST_ALONE = {"runOnly": [CONTRAST]}
RUN = """([where, options]) =>
  axe.run(where, {resultTypes: ['violations'], ...options}).then(({violations}) => violations)"""
EVERYWHERE = "html"
EACH_THEME = ("light", "dark")


def violations(page: Page, colours: str = EVERYWHERE, **options: Any) -> list[str]:
    """Return what axe finds, as rule and place.

    Parameters
    ----------
    page : Page
        Where to look.
    colours : str
        The selector of the parts whose contrast is measured, all of which must be there.
        Every other rule is applied to the whole page.
    **options : Any
        Options of ``axe.run`` instead of every rule.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    if colours == EVERYWHERE or options:
        return _run(page, EVERYWHERE, **options)
    missing = [part for part in colours.split(", ") if not page.locator(part).first.is_visible()]
    assert not missing
    return _run(page, EVERYWHERE, **WITHOUT_CONTRAST) + _run(page, colours, **CONTRAST_ALONE)


def violations_in_each_theme(page: Page) -> dict[str, list[str]]:
    """Return what axe finds by theme: under the first every rule, under the second the contrast."""
    found = {}
    for theme in EACH_THEME:
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f"html[data-theme={theme}]")
        found[theme] = violations(page, **(CONTRAST_ALONE if found else {}))
    return found


def _run(page: Page, where: str, **options: Any) -> list[str]:
    found = page.evaluate(RUN, [where, options])
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
