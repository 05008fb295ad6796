"""``GET /words/<language>``: the texts of scripts that no first view needs."""

from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.conditional import document_response
from app.services.documents import Document
from app.site.pages import PageRenderer

router = APIRouter(include_in_schema=False)


@router.get("/words/{language}")
async def words(request: Request, language: Literal["en", "zh"]) -> Response:
    """Return the texts that come later, by their ids."""
    renderer: PageRenderer = request.app.state.pages
    return document_response(request, Document.of(renderer.catalogues[language].later))
