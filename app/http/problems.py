"""Errors on the wire: ``application/problem+json`` (RFC 9457).

Services raise a `Fault`, routes may raise a `Problem`; the handlers here turn both, and everything
that the framework raises by itself, into one form:
``{"type", "title", "status", "detail", "errors": [{"pointer", "detail"}]}``.
No value of the request is echoed unread, so NaN cannot break an answer.
"""

import errno
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from tempfile import gettempdir
from typing import Final

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match

from app.faults.kinds import (
    Conflict,
    Fault,
    FieldError,
    Gone,
    Locked,
    NotAllowed,
    NotThere,
    Overflow,
    Refused,
    Stopped,
    TooLarge,
    TooMany,
    TooSlow,
    Unavailable,
    Unreadable,
    Unusable,
)
from app.faults.wording import refusal
from app.http.security import HEADERS

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("memory_pipe")

STATUSES: Final[Mapping[type[Fault], int]] = {
    Unreadable: 400,
    NotAllowed: 403,
    NotThere: 404,
    Conflict: 409,
    Gone: 410,
    TooLarge: 413,
    Overflow: 413,
    Refused: 422,
    Unusable: 422,
    TooSlow: 422,
    Stopped: 422,
    Locked: 423,
    TooMany: 429,
    Unavailable: 503,
}
"""How each kind of fault is answered."""
_FAULT_HEADERS: Final[Mapping[type[Fault], Mapping[str, str]]] = {
    Overflow: {"Connection": "close"},
    TooMany: {"Retry-After": "5"},
    Unavailable: {"Retry-After": "5"},
}


class Problem(Exception):  # noqa: N818 - the name that RFC 9457 gives it
    """A request that cannot be answered, and why.

    Parameters
    ----------
    status : int
        HTTP status, 4xx or 5xx.
    detail : str
        One sentence for the person who sent the request.
    errors : sequence of FieldError
        The places in the body, if any.
    headers : mapping, optional
        Headers that the status requires, such as ``Allow``.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    @classmethod
    def of(cls, fault: Fault) -> "Problem":
        """Return the problem that answers a fault."""
        kind = type(fault)
        return cls(STATUSES[kind], fault.detail, fault.errors, _FAULT_HEADERS.get(kind))


def problem_response(problem: Problem) -> Response:
    """Return the HTTP answer of a problem."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "errors": [{"pointer": e.pointer, "detail": e.detail} for e in problem.errors],
    }
    return Response(
        orjson.dumps(body), problem.status, {**problem.headers, "Cache-Control": "no-store"}, MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Answer every error of `app` as a problem."""
    for kind in (Problem, Fault, ClientDisconnect, OSError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


async def answer(request: Request, error: Exception) -> Response:
    """Return the answer to any error: a problem."""
    return problem_response(_problem_of(request, error))


def _problem_of(request: Request, error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case Fault():
            return Problem.of(error)
        case ClientDisconnect():
            return Problem(400, "The request ended before its body did.")
        case OSError() if _is_full(error):
            log.error(
                "no room in %s for %s %s", gettempdir(), request.method, request.url.path, exc_info=error
            )
            detail = (
                "The server has no room on its disk for what it reads, the folder of the variable TMPDIR."
            )
            return Problem(507, detail, headers={"Retry-After": "30"})
        case RequestValidationError():
            return Problem(422, "The request's parameters are not valid.", refusal(error.errors()).errors)
        case HTTPException(status_code=status):
            details = {
                404: "There is nothing at this address.",
                405: f"The method {request.method} is not offered at this address.",
            }
            headers = {"Allow": _offered(request)} if status == 405 else error.headers
            return Problem(status, details.get(status, error.detail), headers=headers)
    log.error("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
    # A crash bypasses all middleware, so the security headers are added here.
    return Problem(500, "The server met an error of its own; it is logged.", headers=HEADERS)


def _is_full(error: OSError) -> bool:
    """Return whether a disk is full, or nothing can be written to it."""
    return error.errno in _FULL or "No usable temporary directory" in str(error)


def _offered(request: Request) -> str:
    """Return the methods of an address; the framework only names those of one route."""
    routes = request.app.router.routes
    return ", ".join(
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )


_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
