"""Routes of the same kind: each reads a JSON body of one form and answers with JSON of another."""

from collections.abc import Awaitable, Callable
from inspect import getdoc
from types import UnionType
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.http.body import BodyRoute, description, read
from app.http.replies import problems

Body = TypeVar("Body", bound=BaseModel)

_COMMON = (400, 413, 415, 422, 429, 503)
"""The problems with which any body may be answered."""


def json_post(
    router: APIRouter,
    path: str,
    body: type[Body],
    reply: type[BaseModel] | UnionType,
    make: Callable[[Request, Body], Awaitable[bytes]],
    *,
    summary: str,
    examples: dict[str, Any],
    more: tuple[int, ...] = (),
) -> None:
    """Add ``POST path`` to a router.

    Parameters
    ----------
    router : APIRouter
        The router.
    path : str
        Its address.
    body, reply : model
        The forms of request and answer; `reply` only describes and checks nothing.
    make : (Request, body) -> bytes
        Makes the answer; its name becomes the operation's, its docstring the description.
    summary : str
        One line about it.
    examples : dict
        Requests to try, as OpenAPI has them.
    more : tuple of int
        Further statuses that it can answer with, besides those of every body.
    """

    async def answer(request: Request) -> Response:
        content = await make(request, await read(request, body))
        return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})

    router.add_api_route(
        path,
        answer,
        methods=["POST"],
        name=getattr(make, "__name__", None),
        summary=summary,
        description=getdoc(make),
        response_model=reply,
        openapi_extra=description(body, examples),
        responses=problems(*_COMMON, *more),
        route_class_override=BodyRoute,
    )
