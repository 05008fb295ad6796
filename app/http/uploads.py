"""Reading an uploaded file from a multipart body; its limit is enforced while it arrives."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, BinaryIO, NamedTuple

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.faults.kinds import Overflow, Unreadable
from app.faults.wording import setting
from app.http.admission import count_on_disk
from app.http.body import require_type

FIELD = "file"
_FRAME_BYTES = 16 * 1024
"""What a multipart body may contain besides the file itself."""
_NOT_A_FILE = "The request body is not a multipart form with one file:"
_FIELDS = "Too many fields"
_NO_NAME = 'a part has no "filename" in its Content-Disposition. RFC 7578 does not allow "filename*" instead.'


class Sent(NamedTuple):
    """The file in a request, open for reading, its name, and the file beside it, if there is one."""

    file: BinaryIO
    name: str
    beside: BinaryIO | None = None


@asynccontextmanager
async def uploaded(request: Request, most: int, limit: str, beside: str | None = None) -> AsyncIterator[Sent]:
    """Yield the file in a request.

    A file of more than a megabyte is on disk, so that a request that waits for its turn takes no memory.

    Parameters
    ----------
    request : Request
        The request; its body is multipart/form-data with one field, `FIELD`.
    most : int
        The largest size of the file, or of both together.
    limit : str
        The name of this limit.
    beside : str, optional
        A field that may hold another file.

    Raises
    ------
    Problem
        415 for another content type.
    Overflow, Unreadable
        As soon as the body is too large, announced or not; if it is not multipart, or contains
        anything but one file in each field.
    """
    require_type(request, "multipart/form-data")
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > most + _FRAME_BYTES:
        raise _too_large(most, limit)
    parser = MultiPartParser(
        request.headers, _capped(request, most, limit), max_files=1 if beside is None else 2, max_fields=0
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Unreadable(f"{_NOT_A_FILE} {_NO_NAME if _FIELDS in error.message else error.message}") from None
    try:
        file = form.get(FIELD)
        if not isinstance(file, UploadFile):
            raise Unreadable(f'Expected one file in a field named "{FIELD}", found none.')
        others = [(name, one) for name, one in form.multi_items() if one is not file]
        for name, _ in others:
            if name != beside:
                raise Unreadable(
                    f'Expected one file in a field named "{FIELD}" and at most one in "{beside}", '
                    f'found another in "{name}".'
                )
        second = next((one for _, one in others if isinstance(one, UploadFile)), None)
        if (file.size or 0) + (0 if second is None else second.size or 0) > most:
            raise _too_large(most, limit)
        yield Sent(file.file, file.filename or "", None if second is None else second.file)
    finally:
        await form.close()


def description(what: str, **beside: str) -> dict[str, Any]:
    """Return what OpenAPI says about a body that `uploaded` reads: the file, and what may stand beside it."""
    fields = {FIELD: what, **beside}
    schema = {
        "type": "object",
        "required": [FIELD],
        "properties": {
            name: {"type": "string", "format": "binary", "description": told} for name, told in fields.items()
        },
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


async def _capped(request: Request, most: int, limit: str) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > most + _FRAME_BYTES:
            raise _too_large(most, limit)
        count_on_disk(seen)
        yield chunk


def _too_large(most: int, limit: str) -> Overflow:
    return Overflow(
        f"The file is larger than the limit {limit} of {most} bytes; raise the setting {setting(limit)}."
    )
