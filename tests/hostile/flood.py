"""One client floods a server, another waits: ``python -m tests.hostile.flood [SECONDS [WORD]]``."""

import http.client
import itertools
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import numpy as np

from tests.architecture.tree import ROOT
from tests.hostile.floods import KINDS, PREPARED, Flood
from tests.hostile.server import TRACE, served

BUDGET: Final = 0.25
"""What 95 of 100 of another client's traces of 64 steps may take, in seconds."""
ADDRESSES: Final = tuple(f"127.0.0.{n}" for n in range(2, 10))
_OTHER: Final = "127.0.0.1"
_EARLIER: Final = "127.0.0.10"
"""Makes what a flood needs: the flood's own address may have used up what it may make."""
_PAUSE: Final = 0.02
_LEFT: Final = 2.0
"""How many seconds an answer is left unread."""


def waits(url: str, kind: str, seconds: float) -> list[float]:
    """Return how long each of another client's traces took during a flood, in seconds; infinite if refused.

    Parameters
    ----------
    url : str
        The server, which takes the loopback network's addresses.
    kind : str
        One of `KINDS` or `PREPARED`.
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
                try:
                    client.post("/api/v1/traces", json=TRACE).raise_for_status()
                    found.append(time.perf_counter() - begin)
                except httpx2.HTTPError:
                    found.append(float("inf"))
                time.sleep(_PAUSE)
    finally:
        has_ended = flood.poll() is not None
        flood.terminate()
        flood.wait()
    assert not has_ended, f"the flood of {kind} ended by itself"
    return found


def flood(url: str, kind: str) -> None:
    """Repeat a request over many connections, as fast as they are answered, without end."""
    kept, place = _made(url, kind), urlsplit(url)

    def ask(address: str) -> None:
        while True:
            connection = http.client.HTTPConnection(
                place.hostname or "", place.port, timeout=60, source_address=(address, 0)
            )
            try:
                while True:
                    method, path, body, headers = kept.make()
                    connection.request(method, path, body, dict(headers))
                    if not kept.is_read:
                        time.sleep(_LEFT)
                        break
                    connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(_PAUSE)
            finally:
                connection.close()

    for address, _ in itertools.product(ADDRESSES[: kept.addresses], range(kept.connections)):
        threading.Thread(target=ask, args=(address,), daemon=True).start()
    threading.Event().wait()


def _made(url: str, kind: str) -> Flood:
    if kind in KINDS:
        return KINDS[kind]()
    transport = httpx2.HTTPTransport(local_address=_EARLIER)
    with httpx2.Client(base_url=url, timeout=60, transport=transport) as client:
        return PREPARED[kind](client)


def main() -> int:
    """Print what another client waited during each flood; return 1 if it was too long in one of them."""
    if sys.argv[1:2] == ["--flood"]:
        flood(*sys.argv[2:])
    seconds, word = float([*sys.argv, "60"][1]), " ".join(sys.argv[2:])
    late = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), max_rooms=10**6, max_rooms_of_client=10**6) as server,
    ):
        sys.stdout.write(f"{'':34}{'traces':>8}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}\n")
        for kind in (one for one in (*KINDS, *PREPARED) if word in one):
            found = waits(server.url, kind, seconds)
            median, slow, most = 1000 * np.quantile(found, (0.5, 0.95, 1), method="higher")
            held = "" if slow <= 1000 * BUDGET else "  over the budget"
            late += bool(held)
            sys.stdout.write(f"{kind:34}{len(found):8}{median:8.0f}{slow:8.0f}{most:8.0f}{held}\n")
            sys.stdout.flush()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
