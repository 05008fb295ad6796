"""Reading a request's JSON body: size, media type, syntax, each with its own problem."""

import json
import math
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.errors import Problem


class JSONRequest(Request):
    """A request whose JSON body is read bounded and strictly, before anything else is done with it."""

    async def load(self) -> None:
        """Read the body and parse it.

        Raises
        ------
        Problem
            415 for another content type; 413 as soon as the body exceeds ``max_body_bytes``,
            announced or not; 400 for what is no JSON.
        """
        _require_json(self)
        self._body = await _read(self, self.app.state.settings.max_body_bytes)
        self._json = parse(self._body)


class JSONRoute(APIRoute):
    """A route that takes a JSON body, and nothing else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, given a `JSONRequest` that is loaded."""
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            request = JSONRequest(request.scope, request.receive)
            await request.load()
            return await handle(request)

        return handle_json


async def _read(request: Request, limit: int) -> bytes:
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def parse(body: bytes) -> object:
    """Return the value of a JSON text.

    ``NaN`` and ``Infinity``, which are no JSON, are let through as numbers, so
    that the schema's check can point at them.

    Raises
    ------
    Problem
        400 for an empty body, text that is not UTF-8, broken or too deep JSON.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return _parse_slowly(body)


def _parse_slowly(body: bytes) -> object:
    if not body.strip():
        raise Problem(400, "The request body is empty; expected a JSON object.")
    try:
        return json.loads(body.decode(), parse_int=_integer)
    except UnicodeDecodeError as error:
        raise Problem(400, f"The request body is not UTF-8 text: byte {error.start} does not fit.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Problem(400, f"The request body is not valid JSON: {error.msg} at {where}.") from None
    except RecursionError:
        raise Problem(400, "The request body is nested too deeply.") from None


def _integer(digits: str) -> int | float:
    """Return a whole number, or infinity where no float could hold it."""
    return int(digits) if len(digits) < 300 else math.inf


def _require_json(request: Request) -> None:
    types = request.headers.getlist("content-type")
    if len(types) == 1 and types[0].partition(";")[0].strip().lower() == "application/json":
        return
    found = "none" if not types else " and ".join(f'"{t}"' for t in types)
    raise Problem(415, f"Expected the content type application/json, found {found}.")


def _too_large(limit: int) -> Problem:
    return Problem(
        413,
        f"The request body is larger than the limit max_body_bytes of {limit} bytes.",
        headers={"Connection": "close"},
    )
