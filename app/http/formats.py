"""Answers in several formats: which one ``Accept`` prefers, and how OpenAPI describes them."""

from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from app.http.lines import NDJSON
from app.http.negotiation import best_type
from app.http.problems import Problem

JSON: Final = "application/json"
CSV: Final = "text/csv"
NPZ: Final = "application/x-npz"
_SCHEMAS: Final[dict[str, dict[str, str]]] = {
    CSV: {"type": "string"},
    NDJSON: {"type": "string", "description": "One line of JSON per step."},
    NPZ: {"contentMediaType": NPZ, "description": "Arrays by name, for numpy.load."},
}


def described(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """Return OpenAPI's description of a right answer in formats other than JSON."""
    return {200: {"content": {media_type: {"schema": _SCHEMAS[media_type]} for media_type in media_types}}}


def chosen(request: Request, offered: tuple[str, ...], what: str) -> str:
    """Return the offered media type that a request prefers.

    Raises
    ------
    Problem
        406, if it accepts none; `what` says what cannot be answered, such as "This trace".
    """
    media_type = best_type(request.headers.get("accept"), offered)
    if media_type is None:
        *others, last = offered
        known = f"{', '.join(others)} or {last}" if others else last
        raise Problem(406, f"{what} can be answered as {known}; Accept allows none of them.")
    return media_type


def answered(content: bytes, media_type: str) -> Response:
    """Return an answer in the format that was chosen."""
    charset = "; charset=utf-8; header=present" if media_type == CSV else ""
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    return Response(content, media_type=media_type + charset, headers=headers)
