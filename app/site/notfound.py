"""Unknown addresses: people get a page that says so, programs get a problem."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.faults.kinds import NotThere
from app.http import problems
from app.http.negotiation import best_type
from app.http.paths import path_of
from app.site.page import Page
from app.site.pages import PageRenderer, origin_of, page_response

NOT_FOUND = Page("not-found.html", "/")
_FOR_PROGRAMS = ("/api/v1/", "/static/", "/words/", "/healthz", "/readyz", "/metrics")
_HTML = "text/html"


def install(app: FastAPI, renderer: PageRenderer) -> None:
    """Answer a browser's request for an unknown page with a page."""

    async def answer(request: Request, error: Exception) -> Response:
        if not _is_page(request):
            return await problems.answer(request, error)
        path = path_of(request.scope)
        language = "zh" if path == "/zh" or path.startswith("/zh/") else "en"
        page = NOT_FOUND.hinting(request, language)
        return page_response(
            request, page, language, renderer.render(page, language, origin_of(request)), 404
        )

    for kind in (404, NotThere):
        app.add_exception_handler(kind, answer)


def _is_page(request: Request) -> bool:
    """Return whether a person will see the answer: clients that accept anything equally are programs."""
    if request.method not in ("GET", "HEAD") or path_of(request.scope).startswith(_FOR_PROGRAMS):
        return False
    return best_type(request.headers.get("accept"), (problems.MEDIA_TYPE, _HTML)) == _HTML
