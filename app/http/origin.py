"""Requests that change something are accepted from our own pages and from programs, not from foreign pages.

Any page can make a browser send a form or a file to any server, including one on the reader's own machine.
The browser says where the request comes from: by ``Sec-Fetch-Site`` on https and locally, by ``Origin``
everywhere. Programs such as curl send neither. An origin may be made known by a setting.
"""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.problems import Problem, problem_response

_READING: Final = {"GET", "HEAD", "OPTIONS"}
_OURS: Final = {"same-origin", "none"}
_REFUSAL: Final = (
    "This request comes from a page of another site. Send it from a page of this server, or from a program "
    "that sends neither Origin nor Sec-Fetch-Site, or name that site in the setting MEMORY_PIPE_CORS_ORIGINS."
)


class SameOrigin:
    """Refuse requests from foreign pages that do more than read, before their body is read.

    Parameters
    ----------
    app : ASGI application
        The application that answers.
    known : collection of str
        Foreign origins whose pages may change something all the same.
    """

    def __init__(self, app: ASGIApp, known: Collection[str] = ()) -> None:
        self.app, self._known = app, frozenset(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403."""
        if scope["type"] != "http" or scope["method"] in _READING or self._is_welcome(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            await problem_response(Problem(403, _REFUSAL))(scope, receive, send)

    def _is_welcome(self, headers: Headers) -> bool:
        return headers.get("origin") in self._known or is_ours(headers)


def is_ours(headers: Headers) -> bool:
    """Return whether a request comes from a page of this server, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OURS
    origin = headers.get("origin")
    return origin is None or _place(origin) == headers.get("host", "").lower()


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
