"""A server as ``./run`` starts it, in a process that a test may kill."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from app.config import ROOT

_OPTIONS = (
    "--factory", "--http", "app.http.connection:Connection", "--no-proxy-headers", "--no-access-log",
    "--no-server-header", "--timeout-graceful-shutdown", "3",
)  # fmt: skip


def start(port: int, data: Path, log: Path, *, workers: int = 1, **settings: str) -> subprocess.Popen[bytes]:
    """Start a server, and wait until all its workers are there; what it says is added to a file."""
    options = [*_OPTIONS, "--host", "0.0.0.0", "--port", str(port)]  # noqa: S104 - as for a class
    if workers > 1:
        options += ["--workers", str(workers)]
    environment = os.environ | {"MEMORY_PIPE_DATA_DIR": str(data), "MEMORY_PIPE_ACCESS_LOG": "on"}
    environment |= {f"MEMORY_PIPE_{name.upper()}": value for name, value in settings.items()}
    with log.open("ab") as output:
        said = output.tell()
        server = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "app.main:create_app", *options],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        if log.read_bytes()[said:].count(b"Application startup complete") >= workers and _listens(port):
            return server
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
