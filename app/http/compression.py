"""Dynamic answers are compressed on their way: the API's quickly, pages well."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_SMALLEST = 500
_API = "/api/v1/"


class Compression:
    """Compress with gzip if the client accepts it and the answer is not compressed yet.

    A trace of a megabyte must not wait for its compression. A page is small and may take a slow line: at
    gzip's level 6, the Lab's takes a millisecond longer than at level 1 and is a quarter smaller.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._quick = GZipMiddleware(app, minimum_size=_SMALLEST, compresslevel=1)
        self._well = GZipMiddleware(app, minimum_size=_SMALLEST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, compressed if suitable."""
        is_api = scope["type"] != "http" or scope["path"].startswith(_API)
        await (self._quick if is_api else self._well)(scope, receive, send)
