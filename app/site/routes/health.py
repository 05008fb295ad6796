"""``GET /healthz``: the server is up."""

from starlette.responses import Response

from app.http.replies import Reply
from app.http.routing import new_router

router = new_router(tags=["health"])


class Health(Reply):
    """The server is up."""

    status: str


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", response_model=Health, summary="Tell whether the server is up")
async def healthz() -> Response:
    """Answer ``{"status": "ok"}`` as soon as the server takes requests."""
    return Response(b'{"status":"ok"}', media_type="application/json", headers={"Cache-Control": "no-store"})
