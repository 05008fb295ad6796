"""A page that there is not: people are shown one, programs are told a problem."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.http import problems
from app.http.negotiation import best_type
from app.http.problems import Problem
from app.site.pages import Page, PageRenderer

NOT_FOUND = Page("not-found.html", "/")
_FOR_PROGRAMS = ("/api/v1/", "/static/", "/words/", "/healthz")
_HTML = "text/html"


def install(app: FastAPI) -> None:
    """Answer a browser that asks for an unknown page with a page."""
    for kind in (404, Problem):
        app.add_exception_handler(kind, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    if not _is_page(request) or (isinstance(error, Problem) and error.status != 404):
        return await problems.answer(request, error)
    renderer: PageRenderer = request.app.state.pages
    path = request.url.path
    language = "zh" if path == "/zh" or path.startswith("/zh/") else "en"
    response = renderer.render(NOT_FOUND, language, str(request.base_url).rstrip("/"))
    response.status_code = 404
    return response


def _is_page(request: Request) -> bool:
    """Tell whether a person looks at the answer: what accepts anything alike is a program."""
    if request.method not in ("GET", "HEAD") or request.url.path.startswith(_FOR_PROGRAMS):
        return False
    return best_type(request.headers.get("accept"), (problems.MEDIA_TYPE, _HTML)) == _HTML
