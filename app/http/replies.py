"""The base of all answer models, and how a route declares the problems with which it can answer.

Answer models describe in OpenAPI what services send. Nothing is checked against them while serving;
the tests compare answers with them.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Reply(BaseModel):
    """An answer with the listed fields and no others."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class FieldErrorReply(Reply):
    """One thing that is wrong in the request's body."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the body; empty for the whole body.")
    detail: str = Field(description="What was expected and what was found.")


class ProblemReply(Reply):
    """Why a request could not be answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldErrorReply]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route that can answer with these problems."""
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in sorted(statuses)}


_MEANINGS = {
    400: "The body cannot be read.",
    403: "This is not allowed, or not to everyone; the detail says why.",
    404: "This does not exist.",
    406: "None of the accepted media types is available.",
    409: "This does not go together with how things stand; the detail says why.",
    410: "This has ended.",
    413: "The body, or the answer, would exceed a limit, which the detail names.",
    415: "The body is declared as another media type than the one expected.",
    422: "The body can be read, but is not a valid request; errors gives the places.",
    423: "This lets nobody in at this moment.",
    429: "The client is over a limit, which the detail names; Retry-After says how long to wait.",
    503: "The server cannot do it at this moment; the detail says why, and Retry-After when to try again.",
}
