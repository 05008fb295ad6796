"""``GET /api/v1/presets``: the networks that come with the server."""

from fastapi import Request
from starlette.responses import Response

from app.faults.kinds import NotThere
from app.http.conditional import document_response
from app.http.replies import problems
from app.http.routing import new_router
from app.presets.replies import PresetList, PresetReply
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["presets"])


@router.head("/presets", include_in_schema=False)
@router.get("/presets", response_model=PresetList, summary="List the presets")
async def list_presets(request: Request) -> Response:
    """Return the name, title, sizes and examples of every preset."""
    presets = services_of(request).presets
    return document_response(request, presets.listing)


@router.head("/presets/{name}", include_in_schema=False)
@router.get("/presets/{name}", response_model=PresetReply, responses=problems(404), summary="Read one preset")
async def read_preset(request: Request, name: str) -> Response:
    """Return a complete preset: weights, example inputs with labels, captions, training record."""
    presets = services_of(request).presets
    try:
        return document_response(request, presets[name].document)
    except KeyError as error:
        raise NotThere(error.args[0]) from None
