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
START_SECONDS = 120
"""On a machine that runs much else, a start takes more than half a minute."""
UNHURRIED = {f"MEMORY_PIPE_{name}": "1000000/second" for name in ("RATE", "RATE_OF_ALL", "UPLOAD_RATE")}
UNHURRIED |= {"MEMORY_PIPE_ACCESS_LOG": "off", "MEMORY_PIPE_MAX_ROOMS_OF_CLIENT": "50"}
"""Settings for one machine that asks more often than a person does."""
STOP_SECONDS = 10
LATE = "TEST_LATE"
"""Names the longest time that an answer may come late, in seconds: see `tests.browser.late`."""
IDLE_SECONDS = 3600
"""A test's own request fails if the server closes its idle connection in the same moment: it closes none."""


class Server:
    """A server that can be killed and started again at the same address.

    Parameters
    ----------
    log : Path
        Where its output goes, of all starts.
    **settings : str
        Settings of `app.config`, without their prefix.

    Attributes
    ----------
    address : str
        Such as ``http://127.0.0.1:40123``.
    """

    def __init__(self, log: Path, **settings: str) -> None:
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._log = log
        self._environment = UNHURRIED | os.environ
        self._environment |= {f"MEMORY_PIPE_{name}": value for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers; raises `RuntimeError` with the log if it does not."""
        factory = "tests.browser.late:create_app" if LATE in os.environ else "app.main:create_app"
        command = [sys.executable, "-m", "uvicorn", factory, "--factory"]
        command += [
            "--port",
            str(self._port),
            "--http",
            "app.http.connection:Connection",
            "--no-server-header",
            "--timeout-keep-alive",
            str(IDLE_SECONDS),
        ]
        with self._log.open("a") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            _wait_until_healthy(self._process, self.address, self._log)
        except RuntimeError:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it at once, without a word, as a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it as an operator would; if it does not come to an end, kill it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


@contextmanager
def running_server(log: Path, **settings: str) -> Iterator[str]:
    """Yield the address of a server with these settings, for instance PRESETS_DIR="/some/folder".

    Raises
    ------
    RuntimeError
        With the log, if the server does not come up, or reported an error while it ran.
    """
    server = Server(log, **settings)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()
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
