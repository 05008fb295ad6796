"""The runner of a request, for which its model was looked up."""

from functools import partial

from fastapi import Request

from app.http.work import stored
from app.runs.runner import Runner
from app.runs.sources import ModelChoice
from app.services import services_of


async def runner_for(request: Request, choice: ModelChoice) -> Runner:
    """Return what runs a request; an uploaded model is looked up at the store's places, not at those of runs.

    Raises
    ------
    Unavailable
        When the store does not answer.
    """
    services = services_of(request)
    if choice.id is None:
        return services.runner
    return services.runner.having(await stored(partial(services.models.find, choice.id)))
