"""Answers that a client may already hold: entity tags, 304, and the packed form."""

from starlette.requests import Request
from starlette.responses import Response

from app.http.negotiation import accepts_gzip
from app.wire.documents import Document


def respond(
    request: Request, body: bytes, packed: bytes | None, etag: str | None, media_type: str, cache: str
) -> Response:
    """Return `body`, or `packed` where the client takes gzip, or 304 where it has the same already.

    Parameters
    ----------
    request : Request
        Its ``If-None-Match`` and ``Accept-Encoding`` decide.
    body, packed : bytes
        The content, plain and compressed with gzip; `packed` may be None.
    etag : str
        Entity tag of the plain form, quoted; the packed form has a tag of its own. None for what a client
        keeps for ever and never asks for again.
    media_type, cache : str
        Content type and ``Cache-Control``.
    """
    headers = {"Cache-Control": cache}
    if packed is not None:
        headers["Vary"] = "Accept-Encoding"
        if accepts_gzip(request.headers.get("accept-encoding")):
            body, etag = packed, etag and f'{etag[:-1]}-gz"'
            headers["Content-Encoding"] = "gzip"
    if etag is None:
        return Response(body, headers=headers, media_type=media_type)
    headers["ETag"] = etag
    if _matches(request.headers.get("if-none-match"), etag):
        headers.pop("Content-Encoding", None)
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def document_response(request: Request, document: Document) -> Response:
    """Return a JSON document; a client asks again each time, and gets 304 while it is the same."""
    return respond(
        request, document.body, document.packed, document.etag, "application/json", "public, no-cache"
    )


def _matches(header: str | None, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in (header or "").split(",")]
    return etag in tags or "*" in tags
