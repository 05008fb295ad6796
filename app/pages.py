"""What a page's template is given, and the engine that fills it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from app.assets import AssetTree
from app.i18n import LANGUAGES, Catalogue, load
from app.security import policy


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    Attributes
    ----------
    template : str
        File in ``templates/``.
    path : str
        Its English address; the Chinese one has ``/zh`` before it.
    policy : str
        Its content security policy.
    """

    template: str
    path: str
    policy: str = policy()

    def address(self, language: str) -> str:
        """Return where the page stands in a language."""
        return self.path if language == "en" else f"/zh{self.path}".rstrip("/")


HOME = Page("home.html", "/")
LAB = Page("lab.html", "/lab")
API = Page("api.html", "/api", policy(style_src="'self' 'unsafe-inline'"))
PAGES = (HOME, LAB, API)
"""Every page; the API page's interface, which is not ours, sets styles inline."""


class PageRenderer:
    """Fills templates in both languages.

    Every template is given ``page`` (`Page`), ``pages`` (home, lab, api), ``lang``
    (``en`` or ``zh``), ``html_lang``, ``languages`` (address of this page by language),
    ``_(id, **values)``, ``messages`` (texts for JavaScript), ``asset(path)`` and ``modules``.
    """

    def __init__(self, templates: Path, locale: Path, assets: AssetTree, *, follow: bool = False) -> None:
        self._locale, self._assets, self._follow = locale, assets, follow
        self.catalogues: dict[str, Catalogue] = load(locale)
        self._engine = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=follow,
        )
        self._engine.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}

    def render(self, page: Page, language: str) -> Response:
        """Return a page as HTML."""
        if self._follow:
            self._assets.refresh()
            self.catalogues = load(self._locale)
        html = self._engine.get_template(page.template).render(self._context(page, language))
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": LANGUAGES[language],
            "Content-Security-Policy": page.policy,
        }
        return Response(html, media_type="text/html", headers=headers)

    def _context(self, page: Page, language: str) -> dict[str, Any]:
        catalogue = self.catalogues[language]
        return {
            "page": page,
            "pages": {"home": HOME, "lab": LAB, "api": API},
            "lang": language,
            "html_lang": LANGUAGES[language],
            "languages": {code: page.address(code) for code in LANGUAGES},
            "_": catalogue.text,
            "messages": catalogue.starting_with("lab.", "common."),
            "asset": self._assets.url,
            "modules": self._assets.modules(),
        }
