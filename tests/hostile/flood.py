"""One client floods a server, another waits: ``python -m tests.hostile.flood [SECONDS [WORD]]``."""

import http.client
import itertools
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

import httpx2
import numpy as np

from tests.architecture.tree import ROOT
from tests.hostile.corpus import MODELS, TABLES, tensors
from tests.hostile.server import TRACE, served

BUDGET: Final = 0.25
"""What 95 of 100 of another client's traces of 64 steps may take, in seconds."""
ADDRESSES: Final = tuple(f"127.0.0.{n}" for n in range(2, 10))
_OTHER: Final = "127.0.0.1"
_PAUSE: Final = 0.02
_LEFT: Final = 2.0
"""How many seconds an answer is left unread."""
_BOUNDARY: Final = "end-of-file"

Request = tuple[str, str, bytes, Mapping[str, str]]
"""Method, path, body, and headers."""


@dataclass(frozen=True)
class Flood:
    """Requests that a client repeats.

    Attributes
    ----------
    connections : int
        How many connections each address has.
    make : () -> Request
        Makes the next request.
    addresses : int
        From how many addresses they come.
    is_read : bool
        Whether the client reads the answers.
    """

    connections: int
    make: Callable[[], Request]
    addresses: int = 1
    is_read: bool = True


def _json(path: str, body: object, **headers: str) -> Callable[[], Request]:
    request = ("POST", path, json.dumps(body).encode(), {"content-type": "application/json", **headers})
    return lambda: request


def _trace(
    inputs: Sequence[object], accept: str = "*/*", more: Mapping[str, object] = MappingProxyType({})
) -> Callable[[], Request]:
    return _json("/api/v1/traces", {"model": {"preset": "latch"}, "inputs": inputs, **more}, accept=accept)


def _get(path: str, **headers: str) -> Callable[[], Request]:
    return lambda: ("GET", path, b"", headers)


def _file(path: str, data: bytes) -> Request:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return "POST", path, body, {"content-type": f"multipart/form-data; boundary={_BOUNDARY}"}


def _files(path: str, data: bytes) -> Callable[[], Request]:
    request = _file(path, data)
    return lambda: request


def _new_model() -> Request:
    numbers = np.random.default_rng().normal(size=(4, 1)).astype("f4")
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    arrays = dict(zip(names, (numbers, numbers, numbers[:, 0], numbers[:, 0]), strict=True))
    return _file("/api/v1/models", tensors(arrays))


def _lines(steps: int, accept: str) -> Callable[[], Request]:
    first = json.dumps({"model": {"preset": "latch"}}).encode()
    headers = {"content-type": "application/x-ndjson", "accept": accept}
    return lambda: ("POST", "/api/v1/traces", first + b"\n[0,0,0]" * steps, headers)


def _other_names(path: str) -> Callable[[], Request]:
    return lambda: ("GET", path, b"", {"host": f"127.0.0.1:{random.randrange(65536)}"})  # noqa: S311


_LONG: Final = [[0, 0, 0]] * 10_000
_LINES: Final = "application/x-ndjson"
_WIDE: Final = {
    name: {"W": [[0.1] * 8] * 32, "U": [[0.1] * 32] * 32, "b": [0.1] * 32, "p": None} for name in "figo"
}
KINDS: Final[Mapping[str, Callable[[], Flood]]] = {
    "nothing": lambda: Flood(0, _get("/healthz")),
    "short traces": lambda: Flood(100, _json("/api/v1/traces", TRACE)),
    "short traces, 8 addresses": lambda: Flood(12, _json("/api/v1/traces", TRACE), 8),
    "long traces": lambda: Flood(30, _trace(_LONG)),
    "long traces, 8 addresses": lambda: Flood(12, _trace(_LONG), 8),
    "long traces, unread": lambda: Flood(90, _trace(_LONG), is_read=False),
    "long traces, unread, 8 addresses": lambda: Flood(12, _trace(_LONG), 8, is_read=False),
    "long traces as CSV": lambda: Flood(30, _trace(_LONG, "text/csv")),
    "long traces as lines": lambda: Flood(30, _trace(_LONG, _LINES)),
    "long traces as lines, unread": lambda: Flood(90, _trace(_LONG, _LINES), is_read=False),
    "traces of 999 steps": lambda: Flood(30, _json("/api/v1/traces",
        {"model": {"weights": _WIDE}, "inputs": [[0.5] * 8] * 999})),
    "units of 999 steps": lambda: Flood(30, _json("/api/v1/units",
        {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]] * 999})),
    "gradients of 999 steps": lambda: Flood(30, _json("/api/v1/gradients",
        {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]] * 999})),
    "streamed inputs": lambda: Flood(20, _lines(400_000, _LINES)),
    "streamed inputs, unread": lambda: Flood(20, _lines(400_000, _LINES), is_read=False),
    "wrong rows": lambda: Flood(8, _trace([0] * 2_000_000)),
    "unknown keys": lambda: Flood(8, _trace([[0, 0, 0]], more={str(n): 0 for n in range(100_000)})),
    "codes": lambda: Flood(30, _json("/qr", {"text": "a" * 1000})),
    "models": lambda: Flood(30, _new_model),
    "models, 8 addresses": lambda: Flood(12, _new_model, 8),
    "models that unpack": lambda: Flood(8, _files("/api/v1/models", MODELS["json, 8 MB of lists"]())),
    "models that unpack, 8 addresses": lambda: Flood(4,
        _files("/api/v1/models", MODELS["json, 8 MB of lists"]()), 8),
    "models of names": lambda: Flood(8, _files("/api/v1/models", MODELS["h5, 6,000 groups"]())),
    "tables": lambda: Flood(8, _files("/api/v1/inputs", TABLES["csv, 4 million columns"]())),
    "tables, 8 addresses": lambda: Flood(4, _files("/api/v1/inputs", TABLES["csv, quotes"]()), 8),
    "handouts": lambda: Flood(30, _get("/learn/handout")),
    "handouts by other names": lambda: Flood(30, _other_names("/learn/handout")),
    "pages": lambda: Flood(30, _get("/lab")),
    "pages by other names": lambda: Flood(30, _other_names("/lab")),
    "documents": lambda: Flood(30, _get("/api/v1/openapi.json")),
    "the charts' library": lambda: Flood(30, _get("/favicon.ico")),
    "words": lambda: Flood(30, _get("/words/zh")),
    "nothing there": lambda: Flood(30, _get("/nowhere", accept="text/html")),
    "heads": lambda: Flood(90, _get("/healthz", many="a" * 60_000)),
}  # fmt: skip
"""Each flood by name; made when it is asked for."""


def waits(url: str, kind: str, seconds: float) -> list[float]:
    """Return how long each of another client's traces took during a flood, in seconds; infinite if refused.

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
                try:
                    client.post("/api/v1/traces", json=TRACE).raise_for_status()
                    found.append(time.perf_counter() - begin)
                except httpx2.HTTPError:
                    found.append(float("inf"))
                time.sleep(_PAUSE)
    finally:
        flood.terminate()
        flood.wait()
    return found


def flood(url: str, kind: str) -> None:
    """Repeat a request over many connections, as fast as they are answered, without end."""
    kept, place = KINDS[kind](), urlsplit(url)

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


def main() -> None:
    """Print what another client waited during each flood."""
    if sys.argv[1:2] == ["--flood"]:
        flood(*sys.argv[2:])
    seconds, word = float([*sys.argv, "60"][1]), " ".join(sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        sys.stdout.write(f"{'':34}{'traces':>8}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}\n")
        for kind in (one for one in KINDS if word in one):
            found = waits(server.url, kind, seconds)
            median, slow, most = 1000 * np.quantile(found, (0.5, 0.95, 1), method="higher")
            held = "" if slow <= 1000 * BUDGET else "  over the budget"
            sys.stdout.write(f"{kind:34}{len(found):8}{median:8.0f}{slow:8.0f}{most:8.0f}{held}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
