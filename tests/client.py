"""A client of an application in the same process."""

from typing import Any

import httpx2
from starlette.testclient import TestClient
from starlette.types import ASGIApp


class Client(TestClient):
    """Starlette's client, with a shorter way for answers that are taken as a whole.

    Starlette hands over every answer in pieces, as if it were a stream: a short one goes in nine exchanges
    between the thread of the application and that of the test, which take longer than it takes to answer.
    """

    def __init__(
        self, app: ASGIApp, *, raise_server_exceptions: bool = True, follow_redirects: bool = True
    ) -> None:
        super().__init__(
            app, raise_server_exceptions=raise_server_exceptions, follow_redirects=follow_redirects
        )
        self._transport = _Whole(self, self._transport, raise_server_exceptions)

    def send(self, request: httpx2.Request, *, stream: bool = False, **more: Any) -> httpx2.Response:
        request.extensions["is_stream"] = stream
        return super().send(request, stream=stream, **more)


class _Whole(httpx2.BaseTransport):
    def __init__(self, client: TestClient, pieces: httpx2.BaseTransport, is_raising: bool) -> None:
        self._client, self._pieces = client, pieces
        self._app = httpx2.ASGITransport(client.app, is_raising, client=("testclient", 50_000))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        portal = self._client.portal
        if portal is None or request.extensions["is_stream"]:
            return self._pieces.handle_request(request)
        request.read()
        return portal.call(self._ask, request)

    async def _ask(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._app.handle_async_request(request)
        assert isinstance(answer.stream, httpx2.AsyncByteStream)
        body = b"".join([piece async for piece in answer.stream])
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(body))

    def close(self) -> None:
        self._pieces.close()
