"""``POST /api/v1/gradients/rnn``: the plain recurrent network beside the LSTM."""

from functools import partial

from fastapi import APIRouter, Request

from app.http.posts import json_post
from app.http.work import done
from app.runs.examples import RNN_EXAMPLES
from app.runs.rnn_networks import RNNGradientReply, RNNGradientRequest
from app.services import services_of

router = APIRouter(prefix="/api/v1", tags=["traces"])

_LONG = 500
"""From this many steps on, the work leaves the event loop, which stays free for others."""


async def create_rnn_gradients(request: Request, body: RNNGradientRequest) -> bytes:
    """Return the gradient of the outputs at a step, added up, with respect to h at every step."""
    networks = services_of(request).rnn_networks
    return await done(partial(networks.gradients_json, body), is_long=len(body.inputs) >= _LONG)


json_post(
    router, "/gradients/rnn", RNNGradientRequest, RNNGradientReply, create_rnn_gradients,
    examples=RNN_EXAMPLES,
    summary="Run a task's plain recurrent network and return how an output depends on earlier ones",
)  # fmt: skip
