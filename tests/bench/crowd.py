"""Trainings of several clients at once on one server: who gets how much, and who else has to wait for it."""

import asyncio
import http.client
import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.app.classroom.server import start
from tests.bench.row import Row
from tests.bench.timing import print_rows
from tests.browser.server import free_port

CROWDS: Final = (1, 5, 20)
EACH: Final = 4
"""The most trainings of one client; clients differ by their addresses."""
WARM_SECONDS: Final = 8.0
SECONDS: Final = 25.0
BETWEEN: Final = 0.1
"""Seconds between two requests of somebody else."""
ONLOOKER: Final = "127.0.9.9"
TRACE: Final = {"model": {"preset": "stock-position"}, "inputs": [[0.5, 0, 0]] * 64}
PLAN: Final = {"task": "brackets", "batch": 16, "steps": 10_000}


def rows() -> list[Row]:
    """Measure all rows."""
    return [row for crowd in CROWDS for row in _measured(crowd)]


def _measured(crowd: int) -> list[Row]:
    with TemporaryDirectory() as folder:
        path, port = Path(folder), free_port()
        server = start(port, path, path / "log")
        try:
            return asyncio.run(_watch(port, server.pid, crowd))
        finally:
            server.terminate()
            server.wait(20)


async def _watch(port: int, pid: int, crowd: int) -> list[Row]:
    """Let a crowd learn and listen; meanwhile ask for /healthz and traces as somebody else."""
    clients = [f"127.0.1.{1 + n // EACH}" for n in range(crowd)]
    trainings = [(client, await _begun(port, client, seed)) for seed, client in enumerate(clients)]
    told: dict[str, float] = dict.fromkeys(clients, 0.0)
    tasks = [asyncio.create_task(_listen(port, client, one, told)) for client, one in trainings]
    await asyncio.sleep(WARM_SECONDS)
    before, memory = dict(told), _kilobytes(pid)
    health: list[float] = []
    traces: list[float] = []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        health.append(await asyncio.to_thread(_timed, port, "GET", "/healthz", None))
        traces.append(await asyncio.to_thread(_timed, port, "POST", "/api/v1/traces", TRACE))
        await asyncio.sleep(BETWEEN)
    grown = _kilobytes(pid) / memory
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    spent = [told[client] - before[client] for client in sorted(set(clients))]
    what = f"{crowd} trainings of {len(spent)} clients at once, with listeners"
    found = [
        Row(f"{name}, 95th percentile over 100 ms: {what}", late / 100, "<= 1", late <= 100, f"{late:.0f} ms")
        for name, late in (("`/healthz`", _late(health)), ("`POST /traces`", _late(traces)))
    ]
    memory_of = f"memory of server and processes after {SECONDS:.0f} s, over that before: {what}"
    found.append(Row(memory_of, grown, "<= 1.1", grown <= 1.1))
    if len(spent) > 1:
        apart = max(spent) / max(min(spent), 1e-9)
        note = ", ".join(f"{seconds:.1f} s" for seconds in spent)
        fair = f"largest share of a client over the smallest: {what}"
        found.append(Row(fair, apart, "<= 1.5", apart <= 1.5, note))
    return found


def _late(times: list[float]) -> float:
    """Return the 95th percentile, in milliseconds."""
    return 1000 * statistics.quantiles(times, n=20)[-1]


def _timed(port: int, method: str, path: str, body: object) -> float:
    began = time.perf_counter()
    _ask(port, ONLOOKER, method, path, body)
    return time.perf_counter() - began


def _ask(port: int, client: str, method: str, path: str, body: object = None) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(client, 0))
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path} answered {answer.status}: {content.decode()[:200]}")
        return json.loads(content)
    finally:
        connection.close()


async def _begun(port: int, client: str, seed: int) -> str:
    units = 8 if client == "127.0.1.1" else 2  # one client learns larger networks
    body = {"plan": PLAN | {"seed": seed, "units": units}}
    begun = await asyncio.to_thread(_ask, port, client, "POST", "/api/v1/trainings", body)
    return str(begun["id"])


async def _listen(port: int, client: str, training: str, told: dict[str, float]) -> None:
    """Add up the seconds that the chunks of a training took."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(client, 0))
    writer.write(
        f"GET /api/v1/trainings/{training}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    )
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                told[client] += json.loads(line[6:]).get("seconds", 0.0)
    finally:
        writer.close()


def _kilobytes(pid: int) -> int:
    """Return the resident memory of a process and of all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    others = sum(_kilobytes(int(child)) for child in children if Path(f"/proc/{child}").exists())
    status = Path(f"/proc/{pid}/status").read_text()
    resident = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), "0")
    return int(resident) + others


if __name__ == "__main__":
    print_rows(rows())
