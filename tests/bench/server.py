"""What a worker answers in a second, and what many readers cost: measured in its own processor time.

A request's cost is the time that the server's processes computed, over their number, so that a machine on
which others work gives the same figures. A worker that does nothing else answers its inverse a second, on one
processor.
"""

import http.client
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lstm_core import LayerStack, LSTMParams
from lstm_core.interop import dump
from tests.app.classroom.server import start
from tests.bench.processes import seconds
from tests.bench.reader import FORM, form
from tests.bench.row import Row
from tests.bench.timing import print_rows
from tests.browser.server import free_port

WARM: Final = 20
LEAST_SECONDS: Final = 1.0
"""How long the server must have computed for requests of a kind: its clock ticks a hundred times a second."""
AT_A_TIME: Final = 20
DAY: Final = 86_400


@dataclass(frozen=True)
class Request:
    """One request; `make` returns its body."""

    method: str
    path: str
    make: Callable[[], bytes] = lambda: b""
    headers: Mapping[str, str] = field(default_factory=dict)


def _json(path: str, body: object) -> Request:
    content = json.dumps(body).encode()
    return Request("POST", path, lambda: content, {"Content-Type": "application/json"})


def _new_model() -> bytes:
    seed = int.from_bytes(secrets.token_bytes(4))
    return form(dump(LayerStack.of(LSTMParams.random(2, 8, seed, "none")), "safetensors"))


SCRIPT: Final = "the first script of /"
_GZIP: Final = {"Accept-Encoding": "gzip", "Accept": "text/html"}
_STEPS: Final = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0]] * 64}
KINDS: Final[Mapping[str, Request]] = {
    "page": Request("GET", "/", headers=_GZIP),
    "script": Request("GET", SCRIPT, headers=_GZIP),
    "words": Request("GET", "/words/zh", headers=_GZIP),
    "preset": Request("GET", "/api/v1/presets/stock-position", headers=_GZIP),
    "trace": _json("/api/v1/traces", _STEPS),
    "gradient": _json("/api/v1/gradients", _STEPS),
    "dye": _json("/api/v1/dye", _STEPS),
    "upload": Request("POST", "/api/v1/models", _new_model, {"Content-Type": FORM}),
}
"""What is asked: a page and what belongs to it, runs of 64 steps, and an upload."""

VISIT: Final[Mapping[str, int]] = {"page": 15, "preset": 15, "trace": 75}
"""What a reader of the fifteen screens in 15 minutes asks for, besides scripts, styles and words, which any
cache can serve: for each screen its page, its figure's network and first run, and the runs of four turned
valves."""


def rows() -> list[Row]:
    """Measure what each kind of request costs, and add up readers."""
    costs = measured()
    found = [
        Row(
            f"{name}, `{one.method} {one.path}`: answers in a second of one processor",
            1 / costs[name],
            "reported",
            holds=True,
            note=f"{1000 * costs[name]:.2f} ms each",
        )
        for name, one in KINDS.items()
    ]
    visit = sum(count * costs[name] for name, count in VISIT.items())
    what = " and ".join(f"{count} times {name}" for name, count in VISIT.items())
    for readers in (1000, 1_000_000):
        share = readers * visit / DAY
        note = f"{readers * visit / 3600:.2f} hours of one processor; a reader asks {what}"
        found.append(
            Row(f"{readers:,} readers in a day, processors", share, "reported", holds=True, note=note)
        )
    return found


def measured() -> dict[str, float]:
    """Return the seconds of processor time of each kind of request."""
    with TemporaryDirectory() as folder:
        path, port = Path(folder), free_port()
        freely: dict[str, Any] = dict.fromkeys(("rate", "rate_of_all", "upload_rate"), "1000000/second")
        server = start(port, path / "data", path / "log", trainings="off", access_log="on", **freely)
        try:
            return {name: _cost(port, server.pid, one) for name, one in KINDS.items()}
        finally:
            server.terminate()
            server.wait(20)


def _cost(port: int, pid: int, one: Request) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        if one.path == SCRIPT:
            (page,) = _ask(connection, Request("GET", "/"), 1)
            one = replace(one, path=re.findall(r'src="(/static/[^"]+)"', page.decode())[0])
        _ask(connection, one, WARM)
        began, count = seconds(pid), 0
        while (spent := seconds(pid) - began) < LEAST_SECONDS:
            _ask(connection, one, AT_A_TIME)
            count += AT_A_TIME
    finally:
        connection.close()
    return spent / count


def _ask(connection: http.client.HTTPConnection, one: Request, times: int) -> list[bytes]:
    """Ask one after the other; return the bodies."""
    found = []
    for _ in range(times):
        connection.request(one.method, one.path, one.make(), dict(one.headers))
        answer = connection.getresponse()
        found.append(answer.read())
        if answer.status not in (200, 201):
            raise RuntimeError(f"{one.path} answered {answer.status}: {found[-1][:200]!r}")
    return found


if __name__ == "__main__":
    print_rows(rows())
