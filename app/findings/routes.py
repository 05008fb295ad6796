"""``GET /api/v1/gradient-flow``, ``/comparison`` and ``/window``: what was measured once."""

from fastapi import Request
from starlette.responses import Response

from app.findings.records import Comparison, GradientFlow, Window
from app.http.conditional import document_response
from app.http.routing import new_router
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["findings"])


@router.head("/gradient-flow", include_in_schema=False)
@router.get("/gradient-flow", response_model=GradientFlow, summary="Read how far back gradients reach")
async def read_gradient_flow(request: Request) -> Response:
    """Return the gradient of the last output with respect to earlier states, lag by lag."""
    return document_response(request, services_of(request).findings["gradient-flow"])


@router.head("/comparison", include_in_schema=False)
@router.get("/comparison", response_model=Comparison, summary="Read the comparison of networks")
async def read_comparison(request: Request) -> Response:
    """Return what windowed networks, a plain recurrent network and an LSTM achieved on each task."""
    return document_response(request, services_of(request).findings["comparison"])


@router.head("/window", include_in_schema=False)
@router.get("/window", response_model=Window, summary="Read what the width of a window changes")
async def read_window(request: Request) -> Response:
    """Return what windowed networks of several widths achieved on the Christmas trees, and forecasts."""
    return document_response(request, services_of(request).findings["window"])
