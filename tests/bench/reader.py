"""A client that asks over connections of its own, and may leave them in any state."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_BOUNDARY: Final = "end-of-file"
FORM: Final = f"multipart/form-data; boundary={_BOUNDARY}"


def form(data: bytes) -> bytes:
    """Return the body that uploads one file, of type `FORM`."""
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    return head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()


class Reader:
    """One client with an address of its own.

    Parameters
    ----------
    port : int
        The server's.
    number : int
        Readers with different numbers, below 62,500, have different addresses.
    answers : Counter
        How often each status was answered; 0 stands for a connection that broke.
    """

    def __init__(self, port: int, number: int, answers: Counter[int]) -> None:
        self.port, self._source = port, f"127.1.{number // 250}.{1 + number % 250}"
        self.answers = answers
        self.headers: dict[str, str] = {}

    def beside(self, number: int) -> "Reader":
        """Return a reader with another number."""
        return Reader(self.port, number, self.answers)

    async def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] = _NONE
    ) -> bytes:
        """Send a request and read its whole answer; return the body of a success, else nothing."""
        reader, writer = await self.begin(method, path, body, headers)
        try:
            answer = await asyncio.wait_for(reader.read(), 60)
            status = int(answer.split(b" ", 2)[1]) if answer else 0
            self.answers[status] += 1
            return answer.partition(b"\r\n\r\n")[2] if 200 <= status < 300 else b""
        except (OSError, TimeoutError):
            self.answers[0] += 1
            return b""
        finally:
            writer.close()

    async def begin(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] = _NONE,
        *,
        part: float = 1.0,
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Send a request, or the first part of its body, and leave its answer to come."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        own = self.headers | dict(headers)
        if content and "content-type" not in own:
            own["content-type"] = "application/json"
        head = "".join(f"{name}: {value}\r\n" for name, value in own.items())
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self._source, 0))
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{head}"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
        )
        writer.write(content[: int(part * len(content))])
        return reader, writer
