"""What uploads at the same time take: ``python -m tests.app.models.upload_memory COUNT MEGABYTES ...``.

Prints a line of JSON for each pair: what they were answered, and by how many bytes the process has grown
until then.
"""

import asyncio
import json
import resource
import sys
from collections.abc import Iterator

from app.config import Settings
from app.main import create_app
from tests.app.runs.asgi import stream

HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'


def body(megabytes: int) -> Iterator[bytes]:
    """Yield the body of an upload that is no model."""
    yield HEAD
    for _ in range(16 * megabytes):
        yield b"x" * 2**16
    yield b"\r\n--b--\r\n"


async def upload(count: int, megabytes: int) -> list[int]:
    """Send uploads at the same time; return their statuses."""
    app = create_app(Settings(max_waiting=1000, max_bytes_in_flight=2**33))  # one client, for many
    form = "multipart/form-data; boundary=b"
    sent = [stream(app, "/api/v1/models", form, body(megabytes), lambda _: None) for _ in range(count)]
    return await asyncio.gather(*sent)


def main() -> None:
    """Measure."""
    asyncio.run(upload(1, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    numbers = map(int, sys.argv[1:])
    for count, megabytes in zip(numbers, numbers, strict=True):
        statuses = asyncio.run(upload(count, megabytes))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sys.stdout.write(json.dumps({"statuses": statuses, "grown": (after - before) * 1024}) + "\n")


if __name__ == "__main__":
    main()
