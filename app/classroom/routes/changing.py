"""What routes that change a room have in common."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

import orjson
from fastapi import Request
from starlette.responses import Response

from app.http.work import stored
from app.services import services_of

Made = TypeVar("Made")
NO_STORE: Final = {"Cache-Control": "no-store"}
DONE: Final = 204


async def changed(request: Request, code: str, make: Callable[[], Made], *, is_step: bool = True) -> Made:
    """Return the result of `make`, which changes a room, and let those hear of it who watch the room.

    Parameters
    ----------
    request : Request
        The request.
    code : str
        The room.
    make : callable
        Changes it.
    is_step : bool
        Whether the class should see it at once; numbers of people may wait.
    """
    made = await stored(make)
    services_of(request).classrooms.changed(code, is_step=is_step)
    return made


def json_response(
    content: Any,  # noqa: ANN401 - JSON
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Return an answer that is never kept."""
    return Response(orjson.dumps(content), status, {**NO_STORE, **headers}, "application/json")


def nothing() -> Response:
    """Return the answer that something was done."""
    return Response(status_code=DONE, headers=NO_STORE)
