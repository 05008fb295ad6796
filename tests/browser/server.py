"""The real server in a process of its own, on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
UNHURRIED = {f"MEMORY_PIPE_{name}": "1000000/second" for name in ("RATE", "RATE_OF_ALL", "UPLOAD_RATE")}
UNHURRIED["MEMORY_PIPE_ACCESS_LOG"] = "off"
"""Settings for one machine that asks more often than a person does."""
STOP_SECONDS = 10


@contextmanager
def running_server(log: Path, **settings: str) -> Iterator[str]:
    """Yield the address of a server with these settings, for instance PRESETS_DIR="/some/folder".

    Parameters
    ----------
    log : Path
        Where the server's output goes.
    **settings : str
        Settings of `app.config`, without their prefix.

    Raises
    ------
    RuntimeError
        With the log, if the server does not come up, or reported an error while it ran.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port)]
    command += ["--http", "app.http.connection:Connection"]
    environment = UNHURRIED | os.environ | {f"MEMORY_PIPE_{name}": value for name, value in settings.items()}
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            _wait_until_healthy(process, address, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
    if "Traceback" in log.read_text():
        raise RuntimeError(f"the server reported an error:\n{_tail(log)}")


def free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path, lines: int = 40) -> str:
    return "\n".join(log.read_text().splitlines()[-lines:])


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=1):  # noqa: S310  # our own loopback address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not come up within {START_SECONDS} s:\n{_tail(log)}")
