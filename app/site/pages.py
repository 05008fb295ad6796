"""What a page's template is given, and the engine that fills it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from app import guide, reference
from app.security import policy
from app.site.assets import AssetTree
from app.site.i18n import LANGUAGES, Catalogue, load


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    Attributes
    ----------
    template : str
        File in ``templates/``.
    path : str
        Its English address; the Chinese one has ``/zh`` before it.
    messages : str or tuple of str
        Its JavaScript is given the texts whose ids start so, beside the common ones.
    policy : str
        Its Content-Security-Policy.
    section : str
        Which entry of the site's navigation it belongs to.
    """

    template: str
    path: str
    messages: str | tuple[str, ...]
    policy: str = field(default_factory=policy)
    section: str = ""

    def address(self, language: str) -> str:
        """Return where the page stands in a language."""
        return localised(self.path, language)


def localised(path: str, language: str) -> str:
    """Return the address of a page in a language, from its English one."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")


LEARN = Page("learn-contents.html", "/learn", "learn.", section="learn")
HANDOUT = Page("learn-handout.html", "/learn/handout", "learn.", section="learn")
LAB = Page("lab.html", "/lab", "lab.", policy(style_src="'self' 'unsafe-inline'"), "lab")
"""The charts' library brings styles of its own, as elements and attributes. Scripts stay the server's."""
API = Page("api.html", "/api", "api.", section="api")
GUIDE = Page("guide.html", "/api/guide", "guide.", section="api")
PAGES = (LAB, API, GUIDE)
NAVIGATION = (LEARN, LAB, API)


class PageRenderer:
    """Fills templates in both languages.

    Every template is given ``page`` (`Page`), ``pages`` (lab, api, learn, handout), ``navigation``, ``lang``
    (``en`` or ``zh``), ``html_lang``, ``languages`` (address of this page by language), ``origin``,
    ``_(id, **values)``, ``messages`` (texts for JavaScript), ``asset(path)``, ``link(path)`` (the address
    of a page in this language), ``modules`` (addresses of the Lab's modules); the API page also what
    `reference` says, and its guide what `guide` does.

    Parameters
    ----------
    templates, locale : Path
        Folders of templates and of catalogues.
    assets : AssetTree
        The static files that pages name.
    api : callable
        Returns the OpenAPI document.
    follow : bool
        Notice changed files.
    """

    def __init__(
        self,
        templates: Path,
        locale: Path,
        assets: AssetTree,
        api: Callable[[], Mapping[str, Any]],
        *,
        follow: bool = False,
    ) -> None:
        self._locale, self._assets, self._api, self._follow = locale, assets, api, follow
        self._code = guide.code(templates / "guide" / "code.md")
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

    def render(self, page: Page, language: str, origin: str, **more: object) -> Response:
        """Return a page as HTML.

        Parameters
        ----------
        page : Page
            Which.
        language : str
            ``en`` or ``zh``.
        origin : str
            What the client calls this server, ``http://127.0.0.1:8000``.
        **more
            What its template is given besides.
        """
        if self._follow:
            self._assets.refresh()
            self.catalogues = load(self._locale)
        context = self._context(page, language) | {"origin": origin} | more
        if page is GUIDE:
            context |= {"code": guide.at(self._code, origin), "fields": guide.FIELDS}
        html = self._engine.get_template(page.template).render(context)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": LANGUAGES[language],
            "Content-Security-Policy": page.policy,
        }
        return Response(html, media_type="text/html", headers=headers)

    def sitemap(self, pages: Sequence[Mapping[str, str]], origin: str) -> Response:
        """Return the site's map; `pages` holds the address by language of each page."""
        xml = self._engine.get_template("sitemap.xml").render(pages=pages, origin=origin, tags=LANGUAGES)
        return Response(xml, media_type="application/xml", headers={"Cache-Control": "no-cache"})

    def _context(self, page: Page, language: str) -> dict[str, Any]:
        catalogue = self.catalogues[language]
        prefixes = (page.messages,) if isinstance(page.messages, str) else page.messages
        context = {
            "page": page,
            "pages": {"lab": LAB, "api": API, "learn": LEARN, "handout": HANDOUT},
            "navigation": NAVIGATION,
            "lang": language,
            "html_lang": LANGUAGES[language],
            "languages": {code: page.address(code) for code in LANGUAGES},
            "_": catalogue.text,
            "messages": catalogue.starting_with(*prefixes, "common."),
            "asset": self._assets.url,
            "link": lambda path: localised(path, language),
            "modules": self._assets.modules("js/pages/lab.js"),
        }
        if page is API:
            document = self._api()
            context |= {"operations": reference.operations(document), "shapes": reference.shapes(document)}
        return context
