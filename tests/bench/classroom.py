"""A live class: 250 simulated seats on one server, over a network that loses one request in twenty.

Seats join faster than a class does; the desk steps on; then 200 seats answer within five seconds, each
repeating its request until it has a receipt. Seats have addresses of their own, as phones do.
"""

import asyncio
import json
import os
import re
import secrets
import socket
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.app.classroom.beside import postgres_in, redis_at
from tests.app.classroom.classes import CHOICE, ROOMS
from tests.app.classroom.server import start
from tests.bench.processes import memory, seconds
from tests.bench.row import Row

SEATS: Final = 250
ANSWERS: Final = 200
JOIN_SECONDS: Final = 20.0
ANSWER_SECONDS: Final = 5.0
STEPS: Final = 20
LOST: Final = 0.05
_PATIENCE: Final = 2.0
_VERSION: Final = re.compile(rb'"state":\{"version":(\d+)')
_LATE_MS: Final = 300
STORE: Final = "MEMORY_PIPE_MODEL_STORE"


def rows(*, workers: int = 1, redis: bool = False, postgres: bool = False) -> list[Row]:
    """Measure all rows with one server, whose workers share a store.

    Parameters
    ----------
    workers : int
        How many processes the server has.
    redis : bool
        Whether they tell each other what happens through a Redis that is started for it.
    postgres : bool
        Whether a PostgreSQL that is started for it is the store, instead of SQLite or of the one that the
        server's own setting names.
    """
    with ExitStack() as stack:
        path = Path(stack.enter_context(TemporaryDirectory()))
        path.chmod(0o755)
        settings = {}
        if redis:
            stack.enter_context(redis_at(path / "redis.sock"))
            settings["redis"] = f"unix://{path / 'redis.sock'}"
        if postgres:
            settings["model_store"] = stack.enter_context(postgres_in(path / "postgres")).url
        port, store = _free_port(), settings.get("model_store", os.environ.get(STORE, "sqlite"))
        server = start(port, path / "data", path / "log", workers=workers, **settings)
        stack.callback(server.wait, 20)
        stack.callback(server.terminate)
        size = f"{SEATS} seats, {store.partition(':')[0].partition('+')[0]}"
        if workers > 1:
            size += f", {workers} workers"
        return asyncio.run(_measure(port, server.pid, size + ", redis" * redis))


class Phone:
    """One client with an address of its own, whose requests may get lost on their way there or back."""

    def __init__(self, port: int, number: int, draw: Random) -> None:
        self._port, self._source, self._draw = port, f"127.0.{1 + number // 250}.{1 + number % 250}", draw
        self.headers: dict[str, str] = {}
        self.lost = 0

    async def ask(self, method: str, path: str, body: object = None, *, may_fail: bool = True) -> Any:
        """Send a request until its answer has arrived; return its JSON."""
        while True:
            is_lost = may_fail and self._draw.random() < LOST
            if is_lost:
                self.lost += 1
            if is_lost and self._draw.random() < 0.5:
                await asyncio.sleep(0.2)
                continue
            answer = await self._sent(method, path, body)
            if is_lost:
                await asyncio.sleep(0.2)
                continue
            head, _, content = answer.partition(b"\r\n\r\n")
            status = int(head.split(b" ", 2)[1])
            if status in (429, 503):  # too often, or too many at a time: the page tries again, too
                await asyncio.sleep(1)
                continue
            assert status < 300, answer
            return json.loads(content) if content else None

    async def watch(self, path: str, heard: dict[int, float]) -> None:
        """Watch a room; note when each state arrives first."""
        reader, writer = await self._connected()
        writer.write(self._head("GET", path, b""))
        try:
            while line := await reader.readline():
                if found := _VERSION.search(line):
                    heard.setdefault(int(found[1]), time.perf_counter())
        finally:
            writer.close()

    async def _sent(self, method: str, path: str, body: object) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        reader, writer = await self._connected()
        writer.write(self._head(method, path, content) + content)
        try:
            return await asyncio.wait_for(reader.read(), 30)
        finally:
            writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(
            "127.0.0.1", self._port, local_addr=(self._source, 0), limit=2**20
        )

    def _head(self, method: str, path: str, content: bytes) -> bytes:
        own = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        kind = "Content-Type: application/json\r\n" if content else ""
        return (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{own}{kind}"
            f"Content-Length: {len(content)}\r\n\r\n"
        ).encode()


async def _measure(port: int, pid: int, size: str) -> list[Row]:
    draw = Random(0)  # noqa: S311 - not for secrets
    desk = Phone(port, 0, draw)
    opened = await desk.ask("POST", ROOMS, {"state": "/?t=0"}, may_fail=False)
    room, desk.headers = f"{ROOMS}/{opened['code']}", {"X-Room-Key": opened["key"]}
    memory_before, began, busy = memory(pid), time.perf_counter(), seconds(pid)
    seats = [Phone(port, n, draw) for n in range(1, SEATS + 1)]
    heard: list[dict[int, float]] = [{} for _ in seats]

    async def join(n: int) -> asyncio.Task[None]:
        await asyncio.sleep(JOIN_SECONDS * n / SEATS)
        token = secrets.token_hex(16)
        await seats[n].ask("POST", f"{room}/seats", {"token": token})
        seats[n].headers = {"X-Seat-Token": token}
        return asyncio.create_task(seats[n].watch(f"{room}/events", heard[n]))

    streams = await asyncio.gather(*(join(n) for n in range(SEATS)))
    joining = time.perf_counter() - began
    await asyncio.sleep(_PATIENCE)
    sent: dict[int, float] = {}

    async def step(after: int) -> None:
        sent[after + 1] = time.perf_counter()
        body = {"address": f"/?t={after}", "after": after}
        await desk.ask("PUT", f"{room}/state", body, may_fail=False)

    for after in range(1, STEPS + 1):
        await step(after)
        await asyncio.sleep(0.5)
    await asyncio.sleep(_PATIENCE)
    calm = _late(sent, heard)
    question = (await desk.ask("POST", f"{room}/questions", CHOICE | {"state": "open"}))["id"]
    values = [draw.choice(("keep", "lose")) for _ in range(ANSWERS)]
    waits: list[float] = []

    async def answer(n: int) -> None:
        await asyncio.sleep(ANSWER_SECONDS * draw.random())
        name, body = secrets.token_hex(8), {"version": 1, "round": 1, "value": values[n]}
        asked = time.perf_counter()
        receipt = await seats[n].ask("PUT", f"{room}/questions/{question}/answers/{name}", body)
        waits.append(time.perf_counter() - asked)
        assert receipt == {"id": name, "counted": True, "why": None}

    async def go_on() -> None:
        for after in range(STEPS + 1, STEPS + 1 + int(ANSWER_SECONDS)):
            await step(after)
            await asyncio.sleep(1)

    sent.clear()
    before_storm = seconds(pid)
    await asyncio.gather(go_on(), *(answer(n) for n in range(ANSWERS)))
    storm = seconds(pid) - before_storm
    await asyncio.sleep(_PATIENCE)
    stormy = _late(sent, heard)
    seen = await desk.ask("GET", f"{room}/desk")
    (counted,) = seen["questions"][0]["rounds"]
    share = (seconds(pid) - busy) / (time.perf_counter() - began)
    occupied = memory(pid)
    for stream in streams:
        stream.cancel()
    is_exact = counted["counts"] == dict(Counter(values)) and counted["answers"] == ANSWERS
    lost = sum(one.lost for one in seats)
    return [
        Row(
            f"a step at 95 % of the seats, over {_LATE_MS} ms: {size}",
            calm / _LATE_MS,
            "<= 1",
            calm <= _LATE_MS,
            f"{calm:.0f} ms; {len(seats)} joins in {joining:.0f} s, {seen['room']['present']} present",
        ),
        Row(
            f"the same while {ANSWERS} answers come in {ANSWER_SECONDS:.0f} s",
            stormy / _LATE_MS,
            "<= 1",
            stormy <= _LATE_MS,
            f"{stormy:.0f} ms; receipt within {1000 * sorted(waits)[int(0.95 * ANSWERS)]:.0f} ms for 95 %",
        ),
        Row(
            f"answers counted over answers given, {lost} requests lost on the way",
            counted["answered"] / ANSWERS,
            "= 1",
            is_exact and seen["room"]["present"] == SEATS,
            f"server: {occupied:.0f} MB, {occupied - memory_before:.0f} MB more than before; "
            f"{100 * share:.0f} % of a processor, {storm:.2f} s of it for these answers and steps",
        ),
    ]


def _late(sent: dict[int, float], heard: list[dict[int, float]]) -> float:
    """Return within how many milliseconds 95 % of all states reached their seats.

    A state that was passed over for a newer one has arrived with that; one never heard is infinitely late.
    """
    waits = sorted(
        min((at for version, at in one.items() if version >= wanted), default=float("inf")) - since
        for wanted, since in sent.items()
        for one in heard
    )
    return 1000 * waits[int(0.95 * len(waits))]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
