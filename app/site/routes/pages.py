"""The pages, each at its English and its Chinese address."""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import quote

from fastapi import Request
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.responses import RedirectResponse, Response

from app.http.paths import rooted
from app.http.routing import new_router
from app.http.work import done
from app.services import services_of
from app.site.i18n import LANGUAGES
from app.site.page import BOARD, LAB, PAGES, PAGES_OF_ROOMS, SEAT, Page
from app.site.pages import origin_of, page_response

router = new_router(include_in_schema=False)


class _FourLetters(StringConvertor):
    """What may be a room's code, written in either case: the seat's page finds out whether there is one."""

    regex = "[BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz]{4}"


register_url_convertor("four_letters", _FourLetters())


def _endpoint(page: Page, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        if page is LAB and "present" in request.query_params:
            return _board_of(request, language)
        services = services_of(request)
        more = {
            "uploads": services.settings.uploads,
            "presets": services.presets.titles(language),
            "brought": services.presets.first(language),
        }
        shown = more if page is LAB else {}
        make = partial(services.pages.render, page, language, origin_of(request), **shown)
        is_kept = services.pages.kept(page, language, origin_of(request)) is not None
        return page_response(request, page, language, await done(make, is_long=not is_kept))

    return show


def _board_of(request: Request, language: str) -> Response:
    """Lead an old link to the Lab before a class to the board; a browser keeps the fragment."""
    kept = {
        name: request.query_params[name] for name in ("hide", "lock", "laser") if name in request.query_params
    }
    query = "&".join(f"{name}={quote(value, safe=',')}" if value else name for name, value in kept.items())
    address = rooted(request, BOARD.address(language))
    return RedirectResponse(f"{address}?{query}" if query else address, status_code=308)


for _page in PAGES:
    for _language in LANGUAGES:
        router.add_api_route(_page.address(_language), _endpoint(_page, _language), methods=["GET", "HEAD"])

for _page in PAGES_OF_ROOMS:
    for _language in LANGUAGES:
        _address = f"{_page.address(_language)}/{{code}}"
        router.add_api_route(_address, _endpoint(_page, _language), methods=["GET", "HEAD"])

for _language in LANGUAGES:
    _address = f"{SEAT.address(_language).removesuffix(SEAT.path)}/{{code:four_letters}}"
    router.add_api_route(_address, _endpoint(SEAT, _language), methods=["GET", "HEAD"])
