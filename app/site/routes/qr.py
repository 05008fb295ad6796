"""``POST /qr``: the Lab's address as a QR code. It is sent in a body, so that it ends up in no log."""

from functools import partial

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from app.http.body import BodyRoute, read
from app.http.routing import new_router
from app.http.work import heavy
from app.site.qr import qr_svg
from app.wire.forms import Wire

router = new_router(include_in_schema=False, route_class=BodyRoute)


class QrRequest(Wire):
    """A text to draw as a QR code."""

    text: str = Field(min_length=1, max_length=4000, description="The text, for instance an address.")


@router.post("/qr")
async def create_qr(request: Request) -> Response:
    """Return a QR code as SVG."""
    body = await read(request, QrRequest)
    drawn = await heavy(partial(qr_svg, body.text))  # a long text takes a tenth of a second
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})
