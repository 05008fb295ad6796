"""Problems in the language of their reader: what is refused is told in the language of the page."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.faults.translation import Translation
from app.http.negotiation import preferred_language
from app.http.problems import MEDIA_TYPE

_ENGLISH: Final = "en"


class Translated:
    """Translate ``detail`` and the errors of a problem if ``Accept-Language`` prefers another language.

    Words that no wording fits stay English; then ``Content-Language`` says ``en``.

    Parameters
    ----------
    app : ASGI application
        Its problems are English.
    translations : mapping of str to Translation
        By language, such as ``zh``.
    tags : mapping of str to str
        The language tag of each language, for ``Content-Language``.
    """

    def __init__(
        self, app: ASGIApp, translations: Mapping[str, Translation], tags: Mapping[str, str]
    ) -> None:
        self.app, self._translations, self._tags = app, translations, tags
        self._offered = (_ENGLISH, *translations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and translate its answer if that is a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language = preferred_language(Headers(scope=scope).get("accept-language"), self._offered)
        begun: Message | None = None
        body = b""

        async def send_translated(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start" and _is_problem(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send(language, begun, body, send)

        await self.app(scope, receive, send_translated)

    async def _send(self, language: str, begun: Message, body: bytes, send: Send) -> None:
        said = _ENGLISH
        if language != _ENGLISH and (told := _told(body, self._translations[language])):
            body, said = told, language
        headers = MutableHeaders(scope=begun)
        headers["Content-Language"] = self._tags[said]
        headers.add_vary_header("Accept-Language")
        headers["Content-Length"] = str(len(body))
        await send(begun)
        await send({"type": "http.response.body", "body": body})


def told(request: Request, texts: Sequence[str]) -> list[str]:
    """Return texts in the language of a request; those that no wording fits stay English.

    Parameters
    ----------
    request : Request
        Its app's state has `translations`, which `Translated` takes as well.
    texts : sequence of str
        In English.
    """
    translations: Mapping[str, Translation] = request.app.state.translations
    language = preferred_language(request.headers.get("accept-language"), (_ENGLISH, *translations))
    if language == _ENGLISH:
        return [*texts]
    return [translations[language].say(text) or text for text in texts]


def _is_problem(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    return headers.get("content-type") == MEDIA_TYPE and "content-encoding" not in headers


def _told(body: bytes, translation: Translation) -> bytes | None:
    """Return a problem with its words translated, or None if there are no words for all of it."""
    if not body:
        return None
    problem: dict[str, Any] = orjson.loads(body)
    detail = translation.say(problem["detail"])
    errors = [{**error, "detail": translation.say(error["detail"])} for error in problem["errors"]]
    if detail is None or any(error["detail"] is None for error in errors):
        return None
    return orjson.dumps({**problem, "detail": detail, "errors": errors})
