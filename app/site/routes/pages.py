"""The pages, each at its English and its Chinese address."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.services import services_of
from app.site.i18n import LANGUAGES
from app.site.pages import PAGES, Page

router = APIRouter(include_in_schema=False)


def _endpoint(page: Page, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        services = services_of(request)
        origin = str(request.base_url).rstrip("/")
        return services.pages.render(page, language, origin, uploads=services.settings.uploads)

    return show


for _page in PAGES:
    for _language in LANGUAGES:
        router.add_api_route(_page.address(_language), _endpoint(_page, _language), methods=["GET", "HEAD"])
