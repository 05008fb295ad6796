"""Pages of other origins may use the API if a setting names them: notebooks in a browser, for example.

There are no cookies and no credentials, so such a page may do what any program may, and no more.
"""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.paths import path_of

_API: Final = "/api/v1/"
_METHODS: Final = ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")
_SENT: Final = ("Deletion-Token", "If-None-Match", "X-Desk", "X-Room-Key", "X-Seat-Token")
"""Headers of requests that a browser asks about first."""
_READ: Final = ("Allow", "Content-Disposition", "Content-Language", "ETag", "Location", "Retry-After")
"""Headers of answers that a page could not read otherwise."""


class ListedOrigins:
    """Tell browsers that pages of some origins may use what lies under ``/api/v1/``.

    Parameters
    ----------
    app : ASGI application
        The application that answers.
    origins : collection of str
        Origins as browsers write them, such as ``https://notebook.school.example``.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app, self._origins = app, frozenset(origins)
        self._opened = CORSMiddleware(
            app,
            allow_origins=self._origins,
            allow_methods=_METHODS,
            allow_headers=_SENT,
            allow_private_network=True,
            expose_headers=_READ,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the answer to any other origin grants nothing."""
        if scope["type"] != "http" or not path_of(scope).startswith(_API):
            await self._app(scope, receive, send)
        elif Headers(scope=scope).get("origin") in self._origins:
            await self._opened(scope, receive, send)
        else:
            await self._app(scope, receive, _varying(send))


def _varying(send: Send) -> Send:
    """Return `send` with a word to caches: the answer to a listed origin is another one."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Origin")
        await send(message)

    return send_varying
