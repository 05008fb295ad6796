"""``POST /api/v1/steps``, ``/units``, ``/gradients``, ``/gradients/rnn``: a run, and an answer about it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fastapi import Request

from app.http.posts import json_post
from app.http.routing import new_router
from app.http.work import done
from app.runs.answers import step_json
from app.runs.examples import GRADIENT_EXAMPLES, RNN_EXAMPLES, STEP_EXAMPLES, UNITS_EXAMPLES
from app.runs.gradients import gradients_json
from app.runs.replies import GradientBatch, GradientReply, StepReply, UnitsBatch, UnitsReply
from app.runs.requests import GradientRequest, RunRequest, StepRequest, UnitsRequest
from app.runs.routes.runners import runner_for
from app.runs.runner import Runner, takes_long
from app.runs.tasks import RNNGradientReply, RNNGradientRequest, task_gradients_json
from app.runs.units import units_json
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["traces"])
Body = TypeVar("Body", bound=RunRequest | StepRequest)


async def create_step(request: Request, body: StepRequest) -> bytes:
    """Return the step's trace and the new state, to be sent with the next step."""
    return await _answered(request, body, step_json)


async def create_units(request: Request, body: UnitsRequest) -> bytes:
    """Return how much each unit changes, holds, opens and forgets, and correlations with inputs and mask."""
    return await _answered(request, body, units_json)


async def create_gradients(request: Request, body: GradientRequest) -> bytes:
    """Return the gradient with respect to h and C at every step, and its norms."""
    return await _answered(request, body, gradients_json)


async def create_rnn_gradients(request: Request, body: RNNGradientRequest) -> bytes:
    """Return the gradient of the sum of the outputs at a step, with respect to h at every step."""
    services = services_of(request)
    make = partial(task_gradients_json, services.runner, services.tasks, body)
    return await done(make, is_long=takes_long(len(body.inputs), services.tasks.size(body.task)))


async def _answered(request: Request, body: Body, answer: Callable[[Runner, Body], bytes]) -> bytes:
    runner = await runner_for(request, body.model)
    return await done(partial(answer, runner, body), is_long=runner.is_long(body.model, body.steps))


json_post(
    router, "/steps", StepRequest, StepReply, create_step, examples=STEP_EXAMPLES,
    summary="Run a network for one step from a given state",
)  # fmt: skip
json_post(
    router, "/units", UnitsRequest, UnitsReply | UnitsBatch, create_units, examples=UNITS_EXAMPLES,
    summary="Run a network and return what each unit does, and what its valves follow",
)  # fmt: skip
json_post(
    router, "/gradients", GradientRequest, GradientReply | GradientBatch, create_gradients,
    examples=GRADIENT_EXAMPLES,
    summary="Run a network and return how an output depends on every earlier state",
)  # fmt: skip
json_post(
    router, "/gradients/rnn", RNNGradientRequest, RNNGradientReply, create_rnn_gradients,
    examples=RNN_EXAMPLES,
    summary="Run a task's plain recurrent network and return how an output depends on earlier ones",
)  # fmt: skip
