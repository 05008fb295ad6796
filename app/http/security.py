"""Security headers for every answer, as plain ASGI middleware.

None of them may break plain HTTP on a school's network: there is no
``upgrade-insecure-requests``, no HSTS and no Cross-Origin-Opener-Policy, which a
browser answers with an error in its console if the origin is plain HTTP.
"""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.paths import path_of

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def policy(**more: str) -> str:
    """Return a Content-Security-Policy: the common one with directives replaced or added, ``_`` for ``-``."""
    added = {name.replace("_", "-"): value for name, value in more.items()}
    return "; ".join(f"{name} {value}" for name, value in (_POLICY | added).items())


HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


FILE_HEADERS = {name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")}
"""Headers that matter for scripts, style sheets, words."""
DATA_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", **FILE_HEADERS}
"""Headers that matter for other answers that are no pages, should a browser be made to show one."""
_FILES = ("/static/", "/words/")
_PICTURE, _PAGE = b"image/svg+xml", b"text/html"


class SecurityHeaders:
    """Add to every answer what it does not set itself: a page `HEADERS`, others what matters for them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = dict(message["headers"])
                kind = own.get(b"content-type", b"")
                is_file = message["status"] == 200 and path_of(scope).startswith(_FILES)
                if kind.startswith(_PAGE):
                    added = _RAW
                else:
                    added = _RAW_FILE if is_file and kind != _PICTURE else _RAW_DATA
                message["headers"] = [*message["headers"], *(h for h in added if h[0] not in own)]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


_RAW, _RAW_FILE, _RAW_DATA = (_raw(one) for one in (HEADERS, FILE_HEADERS, DATA_HEADERS))
