"""The tutorial's pages: one screen per address, the contents, the handout, and files for search engines."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.responses import RedirectResponse, Response

from app.faults.kinds import NotThere
from app.http.conditional import document_response, respond
from app.http.paths import rooted
from app.http.routing import new_router
from app.http.work import heavy
from app.learn.pages import mixed
from app.learn.pages.book import Book
from app.learn.pages.needs import late_views, presets, styles, unsaid
from app.learn.pages.views import ScreenPage
from app.services import services_of
from app.site.i18n import LANGUAGES
from app.site.page import API, HANDOUT, LAB, LEARN, SHEET, TRAIN, Page, localised
from app.site.pages import origin_of, page_response

router = new_router(include_in_schema=False)
Endpoint = Callable[..., Awaitable[Response]]


_BUILDERS: Final = {language: CapacityLimiter(1) for language in LANGUAGES}
"""One builder per language: screens take seconds in all, and each is made once, off the event loop."""


async def _book(request: Request, language: str) -> Book:
    library = services_of(request).library
    if library.is_read:
        return library.book(language)
    return await to_thread.run_sync(library.book, language, limiter=_BUILDERS[language])


async def _screens(book: Book, language: str, paths: Collection[str], deal: int = 1) -> list[ScreenPage]:
    def make() -> list[ScreenPage]:
        return [book.page(path, deal) for path in paths]

    if all(book.has_made(path, deal) for path in paths):
        return make()
    return await to_thread.run_sync(make, limiter=_BUILDERS[language])


async def _shown(request: Request, language: str, path: str) -> Response:
    services, origin = services_of(request), origin_of(request)
    renderer = services.pages
    deal = _deal(request) if path in mixed.PATHS else 1
    here = mixed.address(path, deal)
    page = Page("learn.html", here, LEARN.entry, section="learn", units=LEARN.units)
    if path == "/":
        page = page.hinting(request, language)
    if (found := renderer.kept(page, language, origin)) is None:
        book = await _book(request, language)
        if path not in book.screens:
            raise NotThere(f"The tutorial has no screen at {path}.")
        [screen] = await _screens(book, language, [path], deal)
        page = replace(page, late=late_views(screen.parts), unsaid=unsaid(screen.parts))
        more = {
            "here": screen,
            "chapters": book.chapters,
            "styles": styles(screen.parts),
            "presets": [services.presets.pictured(name, language) for name in presets(screen.parts)],
            "tests": mixed.PATHS,
            "deal": deal,
        }
        found = await heavy(partial(renderer.render, page, language, origin, **more))
    return page_response(request, page, language, found)


def _deal(request: Request) -> int:
    asked = request.query_params.get("deal", "1")
    for deal in range(1, mixed.DEALS + 1):
        if asked == str(deal):
            return deal
    raise NotThere(f"The mixed test has no deal {asked!r}; there are: 1 to {mixed.DEALS}.")


def _home(language: str) -> Endpoint:
    async def show(request: Request) -> Response:
        return await _shown(request, language, "/")

    return show


def _screen(language: str) -> Endpoint:
    async def show(request: Request, chapter: str, screen: str) -> Response:
        path = f"/learn/{chapter}/{screen}"
        home = next(iter((await _book(request, language)).chapters), None)
        if home and path == f"/learn/{home.slug}/{home.screens[0].id}":
            return RedirectResponse(rooted(request, localised("/", language)), status_code=308)
        return await _shown(request, language, path)

    return show


def _chapter(language: str) -> Endpoint:
    async def show(request: Request, chapter: str) -> Response:
        for found in (await _book(request, language)).chapters:
            if found.slug == chapter:
                first = localised(found.screens[0].path, language)
                return RedirectResponse(rooted(request, first), status_code=307)
        raise NotThere(f"The tutorial has no chapter {chapter!r}.")

    return show


def _contents(language: str) -> Endpoint:
    async def show(request: Request) -> Response:
        renderer = services_of(request).pages
        chapters = (await _book(request, language)).chapters
        page = renderer.render(LEARN, language, origin_of(request), chapters=chapters)
        return page_response(request, LEARN, language, page)

    return show


def _handout(language: str) -> Endpoint:
    async def show(request: Request) -> Response:
        renderer, origin = services_of(request).pages, origin_of(request)
        if (found := renderer.kept(HANDOUT, language, origin)) is None:
            book = await _book(request, language)
            screens = await _screens(book, language, book.screens)
            printed = styles([part for screen in screens for part in screen.parts])
            more = {"chapters": book.chapters, "screens": screens, "styles": printed}
            found = await heavy(partial(renderer.render, HANDOUT, language, origin, **more))
        return page_response(request, HANDOUT, language, found)

    return show


def _sheet(language: str) -> Endpoint:
    async def show(request: Request) -> Response:
        services, origin = services_of(request), origin_of(request)
        if (found := services.pages.kept(SHEET, language, origin)) is None:
            more = {"sheet": services.library.sheet(language)}
            found = await heavy(partial(services.pages.render, SHEET, language, origin, **more))
        return page_response(request, SHEET, language, found)

    return show


for _language in LANGUAGES:
    for _path, _make in (
        ("/", _home),
        (LEARN.path, _contents),
        (HANDOUT.path, _handout),
        (SHEET.path, _sheet),
        ("/learn/{chapter}", _chapter),
        ("/learn/{chapter}/{screen}", _screen),
    ):
        router.add_api_route(localised(_path, _language), _make(_language), methods=["GET", "HEAD"])


@router.api_route("/lab/tasks", methods=["GET", "HEAD"])
async def lab_tasks(request: Request) -> Response:
    """Return the Lab's tasks, whose words come with their scripts."""
    return document_response(request, services_of(request).library.lab_tasks())


@router.api_route("/robots.txt", methods=["GET", "HEAD"])
async def robots(request: Request) -> Response:
    """Return what robots may read: every page, and where the list of pages is."""
    return Response(
        f"User-agent: *\nAllow: /\nSitemap: {origin_of(request)}/sitemap.xml\n", media_type="text/plain"
    )


@router.api_route("/sitemap.xml", methods=["GET", "HEAD"])
async def sitemap(request: Request) -> Response:
    """Return every page in every language, each with its translations."""
    renderer = services_of(request).pages
    paths = [
        *(await _book(request, "en")).screens,
        *(page.path for page in (LEARN, HANDOUT, SHEET, LAB, TRAIN, API)),
    ]
    pages = [{code: localised(path, code) for code in LANGUAGES} for path in paths]
    found = renderer.sitemap(pages, origin_of(request))
    return respond(request, found.body, found.packed, found.etag, found.media_type, "no-cache")
