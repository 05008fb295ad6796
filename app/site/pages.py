"""What the template of a page receives, and the engine that fills it in."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from app.http.conditional import respond
from app.site import guide, reference
from app.site.assets import AssetTree
from app.site.first_view import first_view, style
from app.site.i18n import LANGUAGES, Catalogue, load
from app.site.page import (
    API,
    BOARD,
    CLASS,
    CLASS_GUIDE,
    CLASS_PRIVACY,
    DESK,
    GUIDE,
    HANDOUT,
    LAB,
    LEARN,
    NAVIGATION,
    SHEET,
    TRAIN,
    Page,
    localised,
)
from app.site.words import Words, messages
from app.wire import blueprints
from app.wire.documents import Document, Shelf

_KEPT_BYTES = 32 * 1024 * 1024
_HTML = "text/html; charset=utf-8"
_XML = "application/xml"
_ADDRESS = re.compile(r'((?:\b(?:href|src|srcset|data-library|data-path)="|"(?:style|words)":"))/(?=[a-z"])')
"""Where an address of this server begins in a page: in a tag, or in what it says about doors."""
_SITEMAP = "sitemap.xml"


class PageRenderer:
    """Fills in templates in both languages.

    Every template receives ``page`` (`Page`), ``pages`` (by name, such as lab), ``navigation``, ``lang``
    (``en`` or ``zh``), ``html_lang``, ``languages`` (this page's address by language), ``hint`` (an offer of
    the other language, or nothing), ``origin``, ``_(id, **values)``, ``asset(path)``, ``link(path)`` (a
    page's address in this language) and ``entry`` (path of its script), as well as what this script needs:
    ``modules`` (addresses of its imports), ``messages`` (its texts) and ``doors`` (addresses of style and
    words of each feature that it opens). The API page also receives the results of `reference`, its guide
    those of `guide`, and the Lab ``uploads`` (whether models can be uploaded), ``presets`` (their titles) and
    ``brought`` (the one with which it opens).

    Parameters
    ----------
    templates, locale : Path
        The folders of templates and of catalogues.
    assets : AssetTree
        The static files that pages refer to.
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
        self._kept = Shelf(_KEPT_BYTES)
        self._code = guide.code(templates / "guide" / "code.md")
        self._read()
        self._engine = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=follow,
        )
        self._engine.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}

    def kept(self, page: Page, language: str, origin: str) -> Document | None:
        """Return a page that `render` has made, or None if it has to be made."""
        return None if self._follow else self._kept.get(page.template, page.path, page.hint, language, origin)

    def render(self, page: Page, language: str, origin: str, **more: object) -> Document:
        """Make a page, or return it if it is there.

        Parameters
        ----------
        page : Page
            The page to render.
        language : str
            ``en`` or ``zh``.
        origin : str
            The client's name for this server, such as ``http://127.0.0.1:8000``.
        **more
            Further values for its template; the same for every request.
        """
        if found := self.kept(page, language, origin):
            return found
        if self._follow:
            self._assets.refresh()
            self._read()
        root = urlsplit(origin).path
        context = self._context(page, language) | {"origin": origin, "root": root} | more
        if page is GUIDE:
            units = list(guide.units(self.catalogues[language]))
            context |= {"code": guide.at(self._code, origin), "units": units}
        html = self._engine.get_template(page.template).render(context)
        document = Document.holding(mounted(html, root).encode(), _HTML)
        return self._kept.put(document, page.template, page.path, page.hint, language, origin)

    def sitemap(self, pages: Sequence[Mapping[str, str]], origin: str) -> Document:
        """Return the site map; `pages` holds the addresses by language of each page."""
        if not self._follow and (found := self._kept.get(_SITEMAP, origin)):
            return found
        xml = self._engine.get_template(_SITEMAP).render(pages=pages, origin=origin, tags=LANGUAGES)
        return self._kept.put(Document.holding(xml.encode(), _XML), _SITEMAP, origin)

    def _read(self) -> None:
        self.catalogues: dict[str, Catalogue] = load(self._locale)
        self._sources = self._assets.sources()
        self.words = Words(self.catalogues, self._sources, blueprints.NAMES)
        self._known: dict[tuple[str, str], dict[str, Any]] = {}

    def _needs(self, page: Page, language: str) -> dict[str, Any]:
        """Return what a page's entry needs; it is determined once."""
        if (page.entry, language) not in self._known:
            self._known[page.entry, language] = self._find(page, language)
        return self._known[page.entry, language]

    def _find(self, page: Page, language: str) -> dict[str, Any]:
        entry = page.entry
        if not entry:
            return {"entry": entry, "modules": [], "messages": {}, "doors": {}}
        view = first_view(entry, self._sources)
        texts = self.catalogues[language].texts
        asked = {key: texts[key] for key in messages(view.scripts, self._sources, texts.keys(), page.units)}
        for name in page.early:
            asked |= self.words.texts(language, name)
        return {
            "entry": entry,
            "modules": [self._assets.url(path) for path in view.modules],
            "messages": dict(sorted(asked.items())),
            "doors": {name: self._door(page, name, language) for name in view.doors},
        }

    def _door(self, page: Page, name: str, language: str) -> dict[str, str | None]:
        sheet = style(f"js/features/{name}/door.js", self._sources)
        words = None if name in page.early else self.words.url(language, name)
        return {"style": sheet and self._assets.url(sheet), "words": words}

    def _context(self, page: Page, language: str) -> dict[str, Any]:
        catalogue = self.catalogues[language]
        context = {
            "page": page,
            "pages": {
                "lab": LAB,
                "train": TRAIN,
                "api": API,
                "learn": LEARN,
                "handout": HANDOUT,
                "sheet": SHEET,
                "class": CLASS,
                "class_guide": CLASS_GUIDE,
                "class_privacy": CLASS_PRIVACY,
                "desk": DESK,
                "board": BOARD,
            },
            "navigation": NAVIGATION,
            "lang": language,
            "html_lang": LANGUAGES[language],
            "languages": {code: page.address(code) for code in LANGUAGES},
            "hint": page.hint and self.catalogues[page.hint].text("common.hint"),
            "_": catalogue.text,
            "asset": self._assets.url,
            "link": lambda path: localised(path, language),
            "blueprints": [
                blueprints.on_pages(name, sparse=page.sparse, without=page.late) for name in page.units
            ],
            **self._needs(page, language),
        }
        said = context["messages"].items()
        context["messages"] = {key: text for key, text in said if not key.startswith(page.unsaid)}
        if page is API:
            document = self._api()
            context |= {"operations": reference.operations(document), "shapes": reference.shapes(document)}
        return context


def mounted(html: str, root: str) -> str:
    """Return a page of a server that is mounted below `root`: its addresses begin there.

    >>> mounted('<a href="/lab">', "/memory-pipe")
    '<a href="/memory-pipe/lab">'
    """
    return _ADDRESS.sub(rf"\g<1>{root}/", html) if root else html


def origin_of(request: Request) -> str:
    """Return the client's name for this server, such as ``http://127.0.0.1:8000``."""
    return str(request.base_url).rstrip("/")


def page_response(
    request: Request, page: Page, language: str, document: Document, status: int = 200
) -> Response:
    """Return a page, or 304 if the client has it; a page that tells of an error is never kept."""
    etag = document.etag if status == 200 else None
    response = respond(request, document.body, document.packed, etag, document.media_type, "no-cache")
    response.headers["Content-Language"] = LANGUAGES[language]
    response.headers["Content-Security-Policy"] = page.policy
    if page.path == "/":
        response.headers.add_vary_header("Accept-Language")
    if status != 200:
        response.status_code = status
    return response
