"""One client floods a server, another waits: ``python -m tests.hostile.flood [SECONDS [WORD]]``."""

import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import numpy as np

from tests.architecture.tree import ROOT
from tests.hostile.server import TRACE, served

BUDGET: Final = 0.25
"""What 95 of 100 of another client's traces of 64 steps may take, in seconds."""
FLOODER: Final = "127.0.0.2"
_OTHER: Final = "127.0.0.1"
_PAUSE: Final = 0.02
_JSON: Final = {"content-type": "application/json"}

Request = tuple[str, str, bytes, Mapping[str, str]]
"""Method, path, body, and headers."""


def _trace(inputs: Sequence[object], **more: object) -> bytes:
    return json.dumps({"model": {"preset": "latch"}, "inputs": inputs, **more}).encode()


KINDS: Final[Mapping[str, tuple[int, Request]]] = {
    "nothing": (0, ("GET", "/healthz", b"", {})),
    "short traces": (100, ("POST", "/api/v1/traces", json.dumps(TRACE).encode(), _JSON)),
    "long traces": (30, ("POST", "/api/v1/traces", _trace([[0, 0, 0]] * 10_000), _JSON)),
    "long traces as CSV": (
        30,
        ("POST", "/api/v1/traces", _trace([[0, 0, 0]] * 10_000), {**_JSON, "accept": "text/csv"}),
    ),
    "wrong rows": (8, ("POST", "/api/v1/traces", _trace([0] * 2_000_000), _JSON)),
    "unknown keys": (
        8,
        ("POST", "/api/v1/traces", _trace([[0, 0, 0]], **{str(n): 0 for n in range(100_000)}), _JSON),
    ),
    "handouts": (30, ("GET", "/learn/handout", b"", {})),
    "pages": (30, ("GET", "/lab", b"", {})),
    "documents": (30, ("GET", "/api/v1/openapi.json", b"", {})),
}
"""The number of connections of each flood, and the request that each repeats."""


def waits(url: str, kind: str, seconds: float) -> list[float]:
    """Return how long each of another client's traces took during a flood, in seconds.

    Parameters
    ----------
    url : str
        The server, which takes the loopback network's addresses.
    kind : str
        One of `KINDS`.
    seconds : float
        How long the flood lasts.
    """
    found = []
    flood = subprocess.Popen([sys.executable, "-m", "tests.hostile.flood", "--flood", url, kind], cwd=ROOT)
    try:
        with httpx2.Client(
            base_url=url, timeout=60, transport=httpx2.HTTPTransport(local_address=_OTHER)
        ) as client:
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                begin = time.perf_counter()
                client.post("/api/v1/traces", json=TRACE).raise_for_status()
                found.append(time.perf_counter() - begin)
                time.sleep(_PAUSE)
    finally:
        flood.terminate()
        flood.wait()
    return found


def flood(url: str, kind: str) -> None:
    """Repeat a request over many connections, as fast as they are answered, without end."""
    connections, (method, path, body, headers) = KINDS[kind]
    place = urlsplit(url)

    def ask() -> None:
        while True:
            connection = http.client.HTTPConnection(
                place.hostname or "", place.port, timeout=60, source_address=(FLOODER, 0)
            )
            try:
                while True:
                    connection.request(method, path, body, dict(headers))
                    connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                connection.close()
                time.sleep(_PAUSE)

    for _ in range(connections):
        threading.Thread(target=ask, daemon=True).start()
    threading.Event().wait()


def main() -> None:
    """Print what another client waited during each flood."""
    if sys.argv[1:2] == ["--flood"]:
        flood(*sys.argv[2:])
    seconds, word = float([*sys.argv, "60"][1]), " ".join(sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        sys.stdout.write(f"{'':24}{'traces':>8}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}\n")
        for kind in (one for one in KINDS if word in one):
            found = waits(server.url, kind, seconds)
            median, slow, most = 1000 * np.quantile(found, (0.5, 0.95, 1))
            held = "" if slow <= 1000 * BUDGET else "  over the budget"
            sys.stdout.write(f"{kind:24}{len(found):8}{median:8.0f}{slow:8.0f}{most:8.0f}{held}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
