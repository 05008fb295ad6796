"""``GET /words/<version>/<language>/<feature>``: the words in a feature's scripts."""

from typing import Literal

from fastapi import Request
from starlette.responses import Response

from app.faults.kinds import NotThere
from app.http.conditional import document_response, respond
from app.http.routing import new_router
from app.services import services_of

router = new_router(include_in_schema=False)
Language = Literal["en", "zh"]


@router.api_route("/words/{version}/{language}/{feature}", methods=["GET", "HEAD"])
async def words_of(request: Request, version: str, language: Language, feature: str) -> Response:
    """Return the words of one feature, which a client may keep for ever: other words have another address."""
    renderer = services_of(request).pages
    found = renderer.words.document(version, language, feature)
    if found is None:
        raise NotThere("There are no such words in this version.")
    cache = "public, max-age=31536000, immutable"
    return respond(request, found.body, found.packed, None, "application/json", cache)


@router.get("/words/{language}")
async def words(request: Request, language: Language) -> Response:
    """Return the words of all features by id, whatever their version."""
    renderer = services_of(request).pages
    return document_response(request, renderer.words.all(language))
