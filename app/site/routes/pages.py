"""The pages, each at its English and its Chinese address."""

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, Request
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.responses import Response

from app.http.work import done
from app.services import services_of
from app.site.i18n import LANGUAGES
from app.site.pages import LAB, PAGES, PAGES_OF_ROOMS, SEAT, Page, origin_of, page_response

router = APIRouter(include_in_schema=False)


class _FourLetters(StringConvertor):
    """What may be a room's code, written in either case: the seat's page finds out whether there is one."""

    regex = "[BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz]{4}"


register_url_convertor("four_letters", _FourLetters())


def _endpoint(page: Page, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        services = services_of(request)
        more = {"uploads": services.settings.uploads, "tasks": services.library.lab_tasks()}
        shown = more if page is LAB else {}
        make = partial(services.pages.render, page, language, origin_of(request), **shown)
        is_kept = services.pages.kept(page, language, origin_of(request)) is not None
        return page_response(request, page, language, await done(make, is_long=not is_kept))

    return show


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
