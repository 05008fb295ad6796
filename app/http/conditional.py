"""Answers that a client may already have: entity tags, 304, and compressed forms."""

from starlette.requests import Request
from starlette.responses import Response

from app.http.negotiation import accepts_coding
from app.wire.documents import Document


def respond(
    request: Request,
    body: bytes,
    packed: bytes | None,
    etag: str | None,
    media_type: str,
    cache: str,
    *,
    brotli: bytes | None = None,
) -> Response:
    """Return `body`, compressed if the client accepts that, or 304 if it already has the same.

    Parameters
    ----------
    request : Request
        Its ``If-None-Match`` and ``Accept-Encoding`` decide.
    body, packed : bytes
        The content, plain and compressed with gzip; `packed` may be None.
    etag : str
        Entity tag of the plain form, quoted; the packed forms have their own. None for anything that a client
        keeps for ever and never asks for again.
    media_type, cache : str
        Content type and ``Cache-Control``.
    brotli : bytes or None
        The content compressed with Brotli, which is preferred.
    """
    headers = {"Cache-Control": cache}
    coded = {coding: form for coding, form in (("br", brotli), ("gzip", packed)) if form is not None}
    if coded:
        headers["Vary"] = "Accept-Encoding"
        accepted = request.headers.get("accept-encoding")
        coding = next((coding for coding in coded if accepts_coding(accepted, coding)), None)
        if coding is not None:
            body, etag = coded[coding], etag and f'{etag[:-1]}-{coding}"'
            headers["Content-Encoding"] = coding
    if etag is None:
        return Response(body, headers=headers, media_type=media_type)
    headers["ETag"] = etag
    if _matches(request.headers.get("if-none-match"), etag):
        headers.pop("Content-Encoding", None)
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def document_response(request: Request, document: Document) -> Response:
    """Return a document; a client asks each time, and gets 304 while it is unchanged."""
    return respond(
        request, document.body, document.packed, document.etag, document.media_type, "public, no-cache"
    )


def _matches(header: str | None, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in (header or "").split(",")]
    return etag in tags or "*" in tags
