"""A day of classes, pressed into minutes: who comes how often, and what they do with a server.

Eight classes of thirty: each reader opens pages and asks for traces; some upload, stream, train, or send
what is malformed; some leave in the middle or read nothing.
"""

import asyncio
import json
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any, Final

from lstm_core import LayerStack, LSTMParams
from lstm_core.interop import dump
from tests.app.classroom.classes import CHOICE, ROOMS
from tests.bench.reader import FORM, Reader, form

READERS: Final = 240
SEATS: Final = 30
UNREAD_SECONDS: Final = 40.0
"""A server drops an answer that nobody takes for 30 s."""
AT_ONCE: Final = 12
"""The most visits of one kind that are under way."""
PAGES: Final = (
    "/",
    "/lab",
    "/learn/",
    "/train",
    "/learn/handout",
    "/api/v1/openapi.json",
    "/words/zh",
    "/zh/lab",
)
SEATS_FROM: Final = 10_000
"""The addresses of seats: a seat of one lesson shares its address with one of another."""
_LESSON_SECONDS: Final = 45.0
_LINES: Final = "application/x-ndjson"


Visit = Callable[[Reader, Random], Awaitable[object]]


async def _page(reader: Reader, draw: Random) -> None:
    await reader.ask("GET", draw.choice(PAGES), None, {"accept-encoding": "gzip", "accept": "text/html"})


def _inputs(steps: int, draw: Random) -> list[list[float]]:
    return [[draw.random(), 0, 0] for _ in range(steps)]


def _run(steps: int, draw: Random, **more: object) -> dict[str, object]:
    return {"model": {"preset": "latch"}, "inputs": _inputs(steps, draw), **more}


async def _trace(reader: Reader, draw: Random) -> None:
    await reader.ask("POST", "/api/v1/traces", _run(64, draw))


async def _question(reader: Reader, draw: Random) -> None:
    path = draw.choice(("units", "gradients", "dye", "attributions", "steps"))
    body = _run(40, draw)
    if path == "steps":
        body = {"model": {"preset": "latch"}, "x": [1, 0, 0]}
    await reader.ask("POST", f"/api/v1/{path}", body)


async def _long(reader: Reader, draw: Random) -> None:
    accept = draw.choice(("text/csv", "application/json", _LINES))
    await reader.ask(
        "POST", "/api/v1/traces", _run(5000, draw), {"accept": accept, "accept-encoding": "gzip"}
    )


async def _upload(reader: Reader, draw: Random) -> None:
    params = LSTMParams.random(2, draw.randrange(4, 40), draw.randrange(10**9), "none")
    sent = await _send(reader, "models", dump(LayerStack.of(params), draw.choice(("safetensors", "npz"))))
    if not sent:
        return
    about = json.loads(sent)
    body = {"model": {"id": about["id"]}, "inputs": [[0.5, -1]] * 50}
    await reader.ask("POST", "/api/v1/traces", body)
    if draw.random() < 0.3:
        token = {"deletion-token": about["deletion_token"]}
        await reader.ask("DELETE", f"/api/v1/models/{about['id']}", None, token)


async def _table(reader: Reader, draw: Random) -> None:
    await _send(reader, "inputs", "".join(f"{draw.random()},0,0\n" for _ in range(500)).encode())


async def _send(reader: Reader, path: str, data: bytes) -> bytes:
    return await reader.ask("POST", f"/api/v1/{path}", form(data), {"content-type": FORM})


def _stream(steps: int) -> bytes:
    return json.dumps({"model": {"preset": "latch"}}).encode() + b"\n[0.5,0,0]" * steps


async def _streamed(reader: Reader, draw: Random) -> None:
    body = _stream(draw.randrange(2000, 20_000))
    await reader.ask("POST", "/api/v1/traces", body, {"content-type": _LINES, "accept": _LINES})


async def _malformed(reader: Reader, draw: Random) -> None:
    bodies: list[Mapping[str, object]] = [
        _run(4, draw, inputs=[0] * 20_000),
        {str(n): 0 for n in range(5000)},
    ]
    if draw.random() < 0.5:
        await reader.ask("POST", "/api/v1/traces", draw.choice(bodies))
    else:
        await _send(reader, "models", draw.choice((b"PK\x03\x04", b"\x89HDF\r\n\x1a\n", b'{"weights": {}}')))


async def _leave(reader: Reader, draw: Random) -> None:
    """Leave while a request is sent, while it is worked on, or while its answer comes."""
    part, body, headers = draw.choice(
        (
            (0.5, form(bytes(3_000_000)), {"path": "models", "content-type": FORM}),
            (0.5, _stream(100_000), {"path": "traces", "content-type": _LINES}),
            (1.0, _stream(100_000), {"path": "traces", "content-type": _LINES, "accept": _LINES}),
            (1.0, _run(9000, draw), {"path": "traces"}),
        )
    )
    path = headers.pop("path")
    _, writer = await reader.begin("POST", f"/api/v1/{path}", body, headers, part=part)
    try:
        await asyncio.sleep(draw.random())
    finally:
        writer.transport.abort()


async def _unread(reader: Reader, draw: Random) -> None:
    if draw.random() < 0.5:
        _, writer = await reader.begin("POST", "/api/v1/traces", _run(9000, draw))
    else:
        body = _stream(100_000)
        _, writer = await reader.begin(
            "POST", "/api/v1/traces", body, {"content-type": _LINES, "accept": _LINES}
        )
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    try:
        await asyncio.sleep(UNREAD_SECONDS)
    finally:
        writer.transport.abort()


async def _training(reader: Reader, draw: Random) -> None:
    """Begin a training and listen for a while; then delete it, or leave it to the server."""
    plan = {"task": "brackets", "steps": 200, "batch": 8, "units": 2, "seed": draw.randrange(10**6)}
    begun = await reader.ask("POST", "/api/v1/trainings", {"plan": plan})
    if not begun:
        return
    path = f"/api/v1/trainings/{json.loads(begun)['id']}"
    listener = asyncio.create_task(_listen(reader, f"{path}/events"))
    try:
        await asyncio.sleep(2 + 8 * draw.random())
    finally:
        listener.cancel()
    if draw.random() < 0.3:
        await reader.ask("DELETE", path)


async def _listen(reader: Reader, path: str) -> None:
    lines, writer = await reader.begin("GET", path)
    try:
        while await lines.read(65536):
            pass
    except OSError:
        pass
    finally:
        writer.close()


async def _lesson(reader: Reader, draw: Random) -> None:
    """Hold a class: everybody takes a seat, listens, and answers three questions."""
    opened = await reader.ask("POST", ROOMS, {"state": "/?t=0"})
    if not opened:
        return
    about: dict[str, Any] = json.loads(opened)
    room, reader.headers = f"{ROOMS}/{about['code']}", {"X-Room-Key": about["key"]}
    seats = [reader.beside(SEATS_FROM + n) for n in range(SEATS)]
    listeners = []
    try:
        for seat in seats:
            await asyncio.sleep(0.1)
            token = secrets.token_hex(16)
            await seat.ask("POST", f"{room}/seats", {"token": token})
            seat.headers = {"X-Seat-Token": token}
            listeners.append(asyncio.create_task(_listen(seat, f"{room}/events")))
        for step in range(1, 4):
            await reader.ask("PUT", f"{room}/state", {"address": f"/?t={step}", "after": step})
            asked = await reader.ask("POST", f"{room}/questions", CHOICE | {"state": "open"})
            if not asked:
                break
            answers = f"{room}/questions/{json.loads(asked)['id']}/answers"
            await asyncio.sleep(_LESSON_SECONDS / 6)
            for seat in seats:
                body = {"version": 1, "round": 1, "value": draw.choice(("keep", "lose"))}
                await seat.ask("PUT", f"{answers}/{secrets.token_hex(8)}", body)
            await asyncio.sleep(_LESSON_SECONDS / 6)
            for state in ("closed", "done"):
                await reader.ask("PATCH", answers.removesuffix("/answers"), {"state": state})
        await reader.ask("DELETE", room)
    finally:
        for one in listeners:
            one.cancel()


DAY: Final[Mapping[str, tuple[int, Visit]]] = {
    "pages": (12 * READERS, _page),
    "traces": (60 * READERS, _trace),
    "other questions": (6 * READERS, _question),
    "long traces": (READERS // 2, _long),
    "uploads": (2 * READERS, _upload),
    "tables": (READERS, _table),
    "streams": (READERS, _streamed),
    "malformed requests": (2 * READERS, _malformed),
    "people who leave": (2 * READERS, _leave),
    "people who do not read": (READERS // 4, _unread),
    "trainings": (READERS // 4, _training),
    "lessons": (8, _lesson),
}
"""How many visits of each kind a day has, and what happens in one."""


async def live(port: int, seconds: float, answers: Counter[int], done: Counter[str]) -> None:
    """Let a day pass within some seconds.

    Parameters
    ----------
    port : int
        The server's.
    seconds : float
        How long the day takes.
    answers : Counter
        Receives how often each status was answered.
    done : Counter
        Receives how many visits of each kind ended.
    """
    await asyncio.gather(
        *(_repeat(kind, port, seconds, answers, done, number) for number, kind in enumerate(DAY))
    )


async def _repeat(
    kind: str, port: int, seconds: float, answers: Counter[int], done: Counter[str], number: int
) -> None:
    count, visit = DAY[kind]
    draw = Random(number)  # noqa: S311 - not for secrets
    loop = asyncio.get_running_loop()
    began = loop.time()
    under_way: set[asyncio.Task[object]] = set()
    for n in range(count):
        await asyncio.sleep(began + seconds * (n + 0.5) / count - loop.time())
        under_way = {task for task in under_way if not task.done()}
        if len(under_way) >= AT_ONCE:
            continue  # who finds the place full goes home
        reader = Reader(port, number * READERS + n % READERS, answers)
        under_way.add(asyncio.create_task(_visited(kind, visit, reader, draw, answers, done)))
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


async def _visited(
    kind: str, visit: Visit, reader: Reader, draw: Random, answers: Counter[int], done: Counter[str]
) -> None:
    try:
        await visit(reader, draw)
        done[kind] += 1
    except OSError:
        answers[0] += 1
