"""``GET /api/v1/blueprints``: the units that networks are made of."""

from fastapi import Request
from starlette.responses import Response

from app.blueprints.replies import BlueprintList, BlueprintReply
from app.faults.kinds import NotThere
from app.http.conditional import document_response
from app.http.replies import problems
from app.http.routing import new_router
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["blueprints"])


@router.head("/blueprints", include_in_schema=False)
@router.get("/blueprints", response_model=BlueprintList, summary="List the units")
async def list_blueprints(request: Request) -> Response:
    """Return the units: what each carries, which of its gates can be held, and all fields of its trace."""
    return document_response(request, services_of(request).blueprints.listing)


@router.head("/blueprints/{name}", include_in_schema=False)
@router.get(
    "/blueprints/{name}", response_model=BlueprintReply, responses=problems(404), summary="Read one unit"
)
async def read_blueprint(request: Request, name: str) -> Response:
    """Return a complete unit: its nets, the operations on their results, and all data for its pictures."""
    found = services_of(request).blueprints.documents.get(name)
    if found is None:
        raise NotThere(f"There is no blueprint {name!r}.")
    return document_response(request, found)
