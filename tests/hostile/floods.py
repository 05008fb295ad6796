"""What a hostile client repeats, by name: `tests.hostile.flood` measures what another one waits meanwhile."""

import json
import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import httpx2
import numpy as np

from tests.app.classroom.classes import CHOICE, ROOMS
from tests.hostile.corpus import MODELS, TABLES, tensors
from tests.hostile.server import TRACE

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


def _new_training(*, is_paused: bool = False) -> Request:
    plan = {"task": "brackets", "steps": 10_000, "units": 8, "seed": secrets.randbelow(10**6)}
    return _json("/api/v1/trainings", {"plan": plan, "paused": is_paused})()


def _recorded(client: httpx2.Client, path: str) -> Callable[[], Request]:
    body = {"plan": {"task": "brackets", "units": 8}, "recorded": True}
    return _get(f"/api/v1/trainings/{client.post('/api/v1/trainings', json=body).json()['id']}{path}")


def _watched(client: httpx2.Client) -> Callable[[], Request]:
    begun = client.post("/api/v1/trainings", content=_new_training()[2], headers=_JSON)
    return _get(f"/api/v1/trainings/{begun.json()['id']}/events")


def _batches(client: httpx2.Client) -> Callable[[], Request]:
    """Ask for many short sequences with a long vocabulary, which each of them looks up."""
    zeros = np.zeros((4, 2), "f4")
    weights = {
        "weight_ih_l0": zeros,
        "weight_hh_l0": zeros[:, :1],
        "embedding.weight": np.zeros((50_000, 2), "f4"),
    }
    _, path, body, headers = _file("/api/v1/models", tensors(weights))
    model = client.post(path, content=body, headers=dict(headers)).json()["id"]
    words = [str(n) for n in range(50_000)]
    return _json("/api/v1/traces", {"model": {"id": model}, "batch": [[0]] * 256, "vocabulary": words})


class _Room:
    """A room that a client opened, in which it does what it likes."""

    def __init__(self, client: httpx2.Client) -> None:
        opened = client.post(ROOMS, json={"state": "/?t=0"}).json()
        self.path, self.desk = f"{ROOMS}/{opened['code']}", {"x-room-key": opened["key"]}
        token = secrets.token_hex(16)
        client.post(f"{self.path}/seats", json={"token": token})
        self.seat = {"x-seat-token": token}
        asked = client.post(f"{self.path}/questions", json=CHOICE | {"state": "open"}, headers=self.desk)
        self.question = f"{self.path}/questions/{asked.json()['id']}"

    def joined(self) -> Request:
        return _json(f"{self.path}/seats", {"token": secrets.token_hex(16)})()

    def answered(self) -> Request:
        body = {"version": 1, "round": 1, "value": random.choice(("keep", "lose"))}  # noqa: S311
        return self._put(f"{self.question}/answers/{secrets.token_hex(8)}", body, self.seat)

    def shown(self) -> Request:
        return self._put(
            f"{self.path}/state", {"address": f"/?t={secrets.randbelow(9)}", "after": 10**9}, self.desk
        )

    def _put(self, path: str, body: object, headers: Mapping[str, str]) -> Request:
        return "PUT", path, json.dumps(body).encode(), {**_JSON, **headers}


_JSON: Final = {"content-type": "application/json"}
_LONG: Final = [[0, 0, 0]] * 10_000
_LINES: Final = "application/x-ndjson"
_ZEROS: Final[dict[str, Any]] = {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]] * 999}
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
    "units of 999 steps": lambda: Flood(30, _json("/api/v1/units", _ZEROS)),
    "gradients of 999 steps": lambda: Flood(30, _json("/api/v1/gradients", _ZEROS)),
    "dye of 999 steps": lambda: Flood(30, _json("/api/v1/dye", _ZEROS)),
    "dye of a unit after every step": lambda: Flood(30, _json("/api/v1/dye", _ZEROS | {"unit": 0})),
    "attributions of 999 steps": lambda: Flood(30, _json("/api/v1/attributions", _ZEROS)),
    "trainings": lambda: Flood(30, _new_training),
    "trainings, 8 addresses": lambda: Flood(12, _new_training, 8),
    "trainings that are paused": lambda: Flood(30, partial(_new_training, is_paused=True)),
    "rooms": lambda: Flood(30, _json(ROOMS, {"state": "/?t=0"})),
    "rooms, 8 addresses": lambda: Flood(12, _json(ROOMS, {"state": "/?t=0"}), 8),
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

PREPARED: Final[Mapping[str, Callable[[httpx2.Client], Flood]]] = {
    "batches with a vocabulary": lambda client: Flood(30, _batches(client)),
    "a recorded run as a map": lambda client: Flood(30, _recorded(client, "/map?field=C")),
    "moments of a recorded run": lambda client: Flood(30, _recorded(client, "/moments")),
    "norms of a recorded run": lambda client: Flood(30, _recorded(client, "/norms")),
    "events of a recorded run": lambda client: Flood(30, _recorded(client, "/events")),
    "events of a recorded run, unread": lambda client: Flood(90, _recorded(client, "/events"), is_read=False),
    "listeners of a training": lambda client: Flood(90, _watched(client), is_read=False),
    "seats": lambda client: Flood(30, _Room(client).joined),
    "answers": lambda client: Flood(30, _Room(client).answered),
    "states of a room": lambda client: Flood(30, _Room(client).shown),
    "desks": lambda client: Flood(30, _get(f"{(room := _Room(client)).path}/desk", **room.desk)),
    "exports": lambda client: Flood(30, _get(f"{(room := _Room(client)).path}/export", **room.desk)),
    "listeners of a room": lambda client: Flood(90, _get(f"{_Room(client).path}/events"), is_read=False),
    "listeners of a room, 8 addresses": lambda client: Flood(
        12, _get(f"{_Room(client).path}/events"), 8, is_read=False
    ),
}
"""Floods that need something on the server first, which another client makes."""
