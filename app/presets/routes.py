"""``GET /api/v1/presets``: the networks that come with the server."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.conditional import document_response
from app.http.problems import Problem
from app.presets.catalogue import PresetCatalogue
from app.runs.replies import PresetList, PresetReply, problems

router = APIRouter(prefix="/api/v1", tags=["presets"])


@router.head("/presets", include_in_schema=False)
@router.get("/presets", response_model=PresetList, summary="List the presets")
async def list_presets(request: Request) -> Response:
    """Return name, title, sizes and examples of every preset."""
    presets: PresetCatalogue = request.app.state.presets
    return document_response(request, presets.listing)


@router.head("/presets/{name}", include_in_schema=False)
@router.get("/presets/{name}", response_model=PresetReply, responses=problems(404), summary="Read one preset")
async def read_preset(request: Request, name: str) -> Response:
    """Return a preset whole: weights, example inputs with labels, captions, training record."""
    presets: PresetCatalogue = request.app.state.presets
    try:
        return document_response(request, presets[name].document)
    except KeyError as error:
        raise Problem(404, error.args[0]) from None
