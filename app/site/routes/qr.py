"""``POST /qr``: the Lab's address as a QR code. In a body, so that what it holds reaches no log."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.body import BodyRoute, read
from app.runs.requests import QrRequest
from app.site.qr import qr_svg

router = APIRouter(include_in_schema=False, route_class=BodyRoute)


@router.post("/qr")
async def create_qr(request: Request) -> Response:
    """Return a QR code as SVG."""
    body = await read(request, QrRequest)
    return Response(qr_svg(body.text), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})
