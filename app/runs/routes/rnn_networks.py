"""``POST /api/v1/gradients/rnn``: the plain recurrent network beside the LSTM."""

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.body import BodyRoute, description, read
from app.runs.examples import RNN_EXAMPLES
from app.runs.replies import problems
from app.runs.rnn_networks import RNNGradientReply, RNNGradientRequest, RNNNetworks

router = APIRouter(prefix="/api/v1", tags=["traces"], route_class=BodyRoute)

_LONG = 500
"""From this many steps on, the work leaves the event loop, which stays free for others."""


@router.post(
    "/gradients/rnn",
    summary="Run a task's plain recurrent network and return how an output depends on earlier ones",
    response_model=RNNGradientReply,
    openapi_extra=description(RNNGradientRequest, RNN_EXAMPLES),
    responses=problems(400, 413, 415, 422),
)
async def create_rnn_gradients(request: Request) -> Response:
    """Return the gradient of the outputs at a step, added up, with respect to h at every step."""
    body = await read(request, RNNGradientRequest)
    networks: RNNNetworks = request.app.state.rnn_networks
    if len(body.inputs) < _LONG:
        content = networks.gradients_json(body)
    else:
        content = await to_thread.run_sync(networks.gradients_json, body)
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})
