"""A server of its own for hostile files, and what they cost it."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import httpx2

from tests.architecture.tree import ROOT
from tests.plain import PLAIN

TRACE: Final = {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]] * 64}


@dataclass
class Rival:
    """Another client: it asks for its health and a trace all the time, and remembers the longest wait.

    Attributes
    ----------
    url : str
        The server.
    every : float
        How many seconds it rests between two questions.
    waits : list of float
        How long each answer took.
    """

    url: str
    every: float = 0.02
    waits: list[float] = field(default_factory=list)

    def __enter__(self) -> "Rival":
        self._ends = threading.Event()
        self.waits.append(self._measured())
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        self._ends.set()
        self._thread.join()

    def longest(self) -> float:
        """Return the longest wait, at least of one answer that was asked for now."""
        return max((*self.waits, self._measured()))

    def _ask(self) -> None:
        while not self._ends.wait(self.every):
            self.waits.append(self._measured())

    def _measured(self) -> float:
        """Return how long the slower of the two answers takes; infinite where there is none."""
        longest = 0.0
        with httpx2.Client(base_url=self.url, timeout=60, verify=PLAIN) as client:
            for method, path, body in (("GET", "/healthz", None), ("POST", "/api/v1/traces", TRACE)):
                begin = time.perf_counter()
                answered = client.request(method, path, json=body).is_success
                longest = max(longest, time.perf_counter() - begin if answered else float("inf"))
        return longest


class Served:
    """A running server.

    Attributes
    ----------
    url : str
        Where it is.
    pid : int
        Its process.
    """

    def __init__(self, url: str, pid: int) -> None:
        self.url = url
        self.pid = pid

    def post(self, path: str, data: bytes) -> httpx2.Response:
        """Send one file."""
        with httpx2.Client(base_url=self.url, timeout=120, verify=PLAIN) as client:
            return client.post(f"/api/v1/{path}", files={"file": ("file", data)})

    def post_json(self, path: str, body: bytes) -> httpx2.Response:
        """Send a body as JSON."""
        headers = {"content-type": "application/json"}
        with httpx2.Client(base_url=self.url, timeout=120, verify=PLAIN) as client:
            return client.post(f"/api/v1/{path}", content=body, headers=headers)

    def peak(self) -> int:
        """Return the most memory that the process has had since `forget`, in bytes."""
        return _memory(self.pid, "VmHWM")

    def forget(self) -> int:
        """Begin a new peak; return the memory that the process has now, in bytes."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        return _memory(self.pid, "VmRSS")

    def work(self) -> tuple[float, float]:
        """Return the seconds of processor time of the server and of its readers that have ended."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/children")
        children = [pid for one in threads for pid in one.read_text().split()]
        mine = _seconds(self.pid)
        return mine[0], sum(sum(_seconds(int(pid))) for pid in children)


@contextmanager
def served(folder: Path, **settings: Any) -> Iterator[Served]:
    """Serve as ./run does; the data go to `folder`."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {**os.environ, "MEMORY_PIPE_DATA_DIR": str(folder), "MEMORY_PIPE_ACCESS_LOG": "off"}
    environment |= {f"MEMORY_PIPE_{name.upper()}": str(value) for name, value in settings.items()}
    command = ["-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port), "--no-access-log"]
    command += ["--http", "app.http.connection:Connection", "--no-proxy-headers", "--log-level", "warning"]
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield Served(url, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            httpx2.get(f"{url}/healthz", verify=PLAIN).raise_for_status()
        except httpx2.TransportError:
            assert process.poll() is None, "the server ended at its start"
            assert time.monotonic() < deadline, "the server did not start within a minute"
            time.sleep(0.05)
        else:
            return


def _memory(pid: int, what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return 1024 * int(found[1])


def _seconds(pid: int) -> tuple[float, float]:
    """Return the processor time of a process, and that of its children that have ended."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, ended = (sum(int(told[k]) for k in places) for places in ((11, 12), (13, 14)))
    ticks = os.sysconf("SC_CLK_TCK")
    return own / ticks, ended / ticks
