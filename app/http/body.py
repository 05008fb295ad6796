"""Reading a request's JSON body: size, media type, syntax and schema, each with its own problem.

One pass parses and checks. FastAPI's own way was slower for bodies full of numbers, and it hid where a
mistake was. One check of schemathesis is left out, `positive_data_acceptance`: no schema can say that a
width fits a model. A property test of valid requests replaces it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from app.faults.kinds import Overflow, Unreadable
from app.faults.wording import refusal, setting
from app.http.problems import Problem
from app.http.work import done
from app.wire.names import check_names
from app.wire.parts import VOCABULARY, Bounds, check_parts

Model = TypeVar("Model", bound=BaseModel)
_MUCH = 100_000
"""Parsing this many bytes takes about ten milliseconds."""


class BodyRoute(APIRoute):
    """A route whose endpoint takes the request, reads its body with `read` and returns the response.

    FastAPI then has no arguments to resolve, and does not try to.
    """

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Return the endpoint itself."""
        return self.endpoint


async def read(request: Request, model: type[Model], most: int | None = None) -> Model:
    """Return the request's body as `model`.

    FastAPI could do this as well, but one pass from bytes to checked numbers is noticeably faster for bodies
    full of numbers.

    Parameters
    ----------
    request : Request
        The request.
    model : type
        The form of its body.
    most : int, optional
        The most bytes of a body that is always small; by default `most_bytes`.

    Raises
    ------
    Problem
        415 for another content type.
    Overflow, Unreadable, Refused
        As soon as the body exceeds that many bytes, announced or not; if it is not JSON; with the places of
        what the model does not allow.
    """
    require_type(request, "application/json")
    body = await _bytes(request, _limit(request, most))
    bounds: Bounds = request.app.state.bounds
    return await done(partial(_parsed, body, model, bounds), is_long=len(body) > _MUCH)


def _parsed(body: bytes, model: type[Model], bounds: Bounds) -> Model:
    check_parts(body, bounds if VOCABULARY in model.model_fields else bounds._replace(entries=0))
    try:
        made = model.model_validate_json(body)
    except ValidationError as error:
        first, *_ = items = error.errors(include_url=False)
    else:
        check_names(body)
        return made
    raise (_syntax_fault(body, first["ctx"]["error"]) if first["type"] == "json_invalid" else refusal(items))


def most_bytes(request: Request) -> int:
    """Return the largest size of a body, the setting max_body_bytes."""
    most: int = request.app.state.max_body_bytes
    return most


def content_type(request: Request) -> str:
    """Return the declared media type without its parameters; empty if there are none or several."""
    types = request.headers.getlist("content-type")
    return types[0].partition(";")[0].strip().lower() if len(types) == 1 else ""


def require_type(request: Request, expected: str) -> None:
    """Raise 415 unless the body is declared as the media type `expected`."""
    if content_type(request) != expected:
        types = request.headers.getlist("content-type")
        found = "none" if not types else " and ".join(f'"{t}"' for t in types)
        raise Problem(415, f"Expected the content type {expected}, found {found}.")


def description(model: type[BaseModel], examples: dict[str, Any], **others: dict[str, Any]) -> dict[str, Any]:
    """Return what OpenAPI says about a body that `read` reads, and about `others` by media type."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {"application/json": {"schema": schema, "examples": examples}, **others}
    return {"requestBody": {"required": True, "content": content}}


class _Limit(NamedTuple):
    """The most bytes of a body, and how it is called."""

    bytes: int
    words: str


def _limit(request: Request, most: int | None) -> _Limit:
    general = most_bytes(request)
    if most is None or general <= most:
        way = f"send inputs as application/x-ndjson, or raise the setting {setting('max_body_bytes')}"
        return _Limit(general, f"the limit max_body_bytes of {general} bytes; {way}")
    return _Limit(most, f"the {most} bytes that it may have here")


async def _bytes(request: Request, limit: _Limit) -> bytes:
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limit.bytes:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit.bytes:
            raise _too_large(limit)
    return bytes(body)


def _syntax_fault(body: bytes, fault: str) -> Unreadable:
    """Return the fault of a text that is not JSON; `fault` is the parser's message, with line and column."""
    if not body.strip():
        return Unreadable("The request body is empty; expected a JSON object.")
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return Unreadable(f"The request body is not UTF-8 text: byte {error.start} does not fit.")
    if "recursion limit" in fault:
        return Unreadable("The request body is nested too deeply.")
    return Unreadable(f"The request body is not valid JSON: {fault}.")


def _too_large(limit: _Limit) -> Overflow:
    return Overflow(f"The request body is larger than {limit.words}.")
