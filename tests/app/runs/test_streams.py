"""Traces as lines: the same numbers as in JSON, from inputs sent whole or as lines, in constant memory."""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from app.runs.intake import Intake
from app.runs.rows import RowFile
from lstm_core import Head, LSTMParams
from lstm_core.interop import dump
from lstm_core.stacks.stack import LayerStack
from tests.app.models.files import fixture, stack_of, upload
from tests.app.problems import one_error, problem
from tests.app.runs.asgi import stream

TRACES = "/api/v1/traces"
NDJSON = "application/x-ndjson"
LATCH: dict[str, Any] = {"model": {"preset": "latch"}}
ROWS = np.random.default_rng(3).normal(size=(7, 3)).tolist()


def lines(answer: Response) -> list[dict[str, Any]]:
    """Return the lines of a stream."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == NDJSON
    assert answer.text.endswith("\n")
    return [json.loads(line) for line in answer.text.splitlines()]


def ask(client: TestClient, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the answer to a request in one piece."""
    return lines(client.post(TRACES, json=request, headers={"accept": NDJSON}))


def body(request: dict[str, Any], rows: Any) -> bytes:
    """Return the lines of a request."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in (request, *rows))


def send(client: TestClient, content: bytes, **headers: str) -> Response:
    """Send lines."""
    return client.post(TRACES, content=content, headers={"content-type": NDJSON} | headers)


def test_the_lines_hold_what_json_holds(client: TestClient) -> None:
    model = {"id": upload(client, dump(stack_of(41, both=False), "npz"))["id"]}
    request = {"model": model, "inputs": ROWS, "fields": ["x", "f", "C", "h_prev", "terms"], "digits": 6}
    whole = client.post(TRACES, json=request).json()
    found = ask(client, request)
    assert [line["step"] for line in found] == list(range(7))
    for t, line in enumerate(found):
        assert line["output"] == whole["outputs"][t]
        assert line["readout"] == whole["readout"][t]
        for one, layer in zip(line["layers"], whole["layers"], strict=True):
            trace = dict(layer["trace"])
            terms = {g: {p: rows[t] for p, rows in parts.items()} for g, parts in trace.pop("terms").items()}
            expected = {name: rows[t] for name, rows in trace.items()} | {"terms": terms}
            assert one == {"layer": layer["layer"], "direction": "forward", "trace": expected}


def test_without_fields_a_line_has_all_of_its_step(client: TestClient) -> None:
    (line,) = ask(client, LATCH | {"inputs": [[0.8, 1, 0]]})
    (layer,) = line["layers"]
    whole = client.post(TRACES, json=LATCH | {"inputs": [[0.8, 1, 0]]}).json()["layers"][0]["trace"]
    assert layer["trace"] == {name: rows[0] for name, rows in whole.items() if name not in ("h0", "C0")}


def test_lines_in_and_lines_out(client: TestClient) -> None:
    more = {
        "h0": [0.1],
        "C0": [0.5],
        "fields": ["C"],
        "pins": [{"gate": "forget", "value": 1, "from": 2, "to": 4}],
    }
    expected = ask(client, LATCH | more | {"inputs": ROWS})
    content = body(LATCH | more, ROWS)
    assert lines(send(client, content)) == expected
    assert lines(send(client, content.removesuffix(b"\n"))) == expected
    assert lines(send(client, content.replace(b"\n", b"\r\n\n"))) == expected


def test_pieces_are_cut_anywhere_and_join_seamlessly(client: TestClient) -> None:
    rows = np.random.default_rng(0).normal(size=(3000, 3)).round(3).tolist()
    content = body(LATCH | {"fields": ["C"]}, rows)

    def pieces() -> Any:
        yield from (content[k : k + 777] for k in range(0, len(content), 777))

    found = lines(client.post(TRACES, content=pieces(), headers={"content-type": NDJSON}))
    whole = client.post(TRACES, json=LATCH | {"inputs": rows, "fields": ["C"]}).json()
    assert [line["layers"][0]["trace"]["C"] for line in found] == whole["layers"][0]["trace"]["C"]
    assert [line["step"] for line in found] == list(range(3000))


def test_layers_units_and_projections(client: TestClient) -> None:
    model = {"id": upload(client, dump(stack_of(42, both=False), "npz"))["id"]}
    whole = client.post(TRACES, json={"model": model, "inputs": ROWS, "fields": ["C"]}).json()
    found = ask(client, {"model": model, "inputs": ROWS, "fields": ["C"], "layer": 1, "units": [1]})
    assert [line["layers"] for line in found] == [
        [{"layer": 1, "direction": "forward", "trace": {"C": [row[1]]}}]
        for row in whole["layers"][1]["trace"]["C"]
    ]
    assert {line["output"] for line in found} == {None}


def test_a_layer_that_runs_backward_cannot_be_streamed(client: TestClient) -> None:
    model = {"id": upload(client, fixture("pytorch-both-ways.safetensors"))["id"]}
    words = (
        "a layer that runs backward begins at the end, so that it cannot be streamed; "
        "ask for application/json"
    )
    request = {"model": model, "inputs": ROWS}
    answer = client.post(TRACES, json=request, headers={"accept": NDJSON})
    assert one_error(answer) == ("/model", words)
    assert one_error(send(client, body({"model": model}, ROWS))) == ("/model", words)


@pytest.mark.parametrize(
    ("content", "pointer", "detail"),
    [
        (
            body(LATCH, [[1, 2, 3], [1, 2]]),
            "/inputs/1",
            "expected 3 numbers, as many as the model has inputs, found 2",
        ),
        (
            body(LATCH, [[1, 2, 3]] * 2 + [[1, "a", 3]]),
            "/inputs/2/1",
            'expected a number, found the string "a"',
        ),
        (body(LATCH, [[1, 2, 3], {"a": 1}]), "/inputs/1", "expected a list, found an object"),
        (body(LATCH, [[1, True, 3]]), "/inputs/0/1", "expected a number, found true"),
        (
            body(LATCH, []) + b"[1, NaN, 3]\n",
            "/inputs/0/1",
            "expected a finite number, found NaN or infinity",
        ),
        (
            body(LATCH, [[1e10, 2, 3]]),
            "/inputs/0/0",
            "expected a number of at most 1e+09, found 1e+10",
        ),
        (body(LATCH, []), "/inputs", "expected at least one row of numbers, found none"),
        (body(LATCH | {"inputs": [[1, 2, 3]]}, []), "/inputs", "this field is not known here"),
        (body({}, []), "/model", "this field is required"),
        (
            body({"model": {"id": "0"}}, []),
            "/model/id",
            'There is no model "0" on this server; it may have been deleted.',
        ),
        (body(LATCH | {"units": [1]}, [[1, 2, 3]]), "/units/0", "expected a unit from 0 to 0, found 1"),
        (
            body(LATCH | {"pins": [{"gate": "input", "value": 0, "from": 1}]}, [[1, 2, 3]]),
            "/pins/0/from",
            "expected a step from 0 to 0, found 1",
        ),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_answered(
    client: TestClient, content: bytes, pointer: str, detail: str
) -> None:
    assert one_error(send(client, content)) == (pointer, detail)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "The request body is empty; expected the request in its first line."),
        (b"\n\n", "The request body is empty; expected the request in its first line."),
        (
            b'{"model": {"preset": "latch", "preset": "lanes"}}\n[1, 0, 0]\n',
            'The request body has "preset" twice in one object, at bytes 11 and 30; expected it once.',
        ),
        (b"{", "The first line is not valid JSON: EOF while parsing an object at line 1 column 1."),
        (
            body(LATCH, [[1, 2, 3]]) + b"[1, 2",
            "The line of step 1 is not valid JSON: EOF while parsing a list at line 1 column 5.",
        ),
        (
            body(LATCH, []) + b"[1, 2, 3], [1, 2, 3]\n",
            "The line of step 0 is not valid JSON: trailing characters at line 1 column 10.",
        ),
    ],
)
def test_a_line_that_is_no_json_is_a_400(client: TestClient, content: bytes, detail: str) -> None:
    assert problem(send(client, content), 400)["detail"] == detail


def test_a_stream_is_answered_as_a_stream_alone(client: TestClient) -> None:
    answer = send(client, body(LATCH, [[1, 2, 3]]), accept="application/json")
    assert problem(answer, 406)["detail"] == (
        "This trace can be answered as application/x-ndjson; Accept allows none of them."
    )
    answer = client.post(TRACES, json=LATCH | {"batch": [ROWS]}, headers={"accept": NDJSON})
    assert one_error(answer) == ("/batch", "a stream holds one sequence; send inputs")


def test_the_first_line_counts_as_the_json_that_it_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr("app.runs.routes.traces.count_parsed", counted.append)
    first = json.dumps(LATCH | {"labels": ["a" * 90] * 2}).encode()
    lines(send(client, first + b"\n[1, 2, 3]\n[1, 2, 3]\n"))
    assert counted == [len(first)]


@pytest.fixture(name="tight", scope="module")
def _tight() -> Any:
    limits = Settings(
        max_stream_steps=50, max_stream_bytes=5000, max_stream_compute=1000, max_body_bytes=1000, max_steps=5
    )
    with TestClient(create_app(limits), raise_server_exceptions=False) as client:
        yield client


def test_limits_of_a_stream_are_its_own(tight: TestClient) -> None:
    row = [[1, 2, 3]]
    assert len(ask(tight, LATCH | {"inputs": row * 6})) == 6
    assert len(lines(send(tight, body(LATCH, row * 50)))) == 50
    assert one_error(send(tight, body(LATCH, row * 51))) == (
        "/inputs",
        "51 steps are over the limit max_stream_steps of 50; send less, or raise the setting "
        "MEMORY_PIPE_MAX_STREAM_STEPS",
    )
    answer = problem(send(tight, body(LATCH, [[0.1] * 900])), 413)
    assert answer["detail"] == (
        "The line is larger than the limit max_body_bytes of 1000 bytes; raise the setting "
        "MEMORY_PIPE_MAX_BODY_BYTES."
    )
    answer = problem(send(tight, b"\n" * 5001), 413)
    assert answer["detail"] == (
        "The request body is larger than the limit max_stream_bytes of 5000 bytes; raise the setting "
        "MEMORY_PIPE_MAX_STREAM_BYTES."
    )


def test_a_stream_over_the_limit_of_work_names_it(tight: TestClient) -> None:
    weights = {g: {"W": [[0.5] * 3] * 4, "U": [[0.5] * 4] * 4, "b": [0] * 4} for g in "figo"}
    # 4 gates x 4 units x (3 inputs + 4 units + 1 bias) = 128 weights.
    compact = json.dumps({"model": {"weights": weights}}).replace(" ", "").encode()
    assert len(lines(send(tight, compact + b"\n" + b"[1,2,3]\n" * 7))) == 7
    assert one_error(send(tight, compact + b"\n" + b"[1,2,3]\n" * 8)) == (
        "/inputs",
        "8 steps x 128 weights = 1024 is over the limit max_stream_compute of 1000; send less, or raise the "
        "setting MEMORY_PIPE_MAX_STREAM_COMPUTE",
    )


def test_numbers_that_grow_too_large_on_the_way_end_the_stream_with_a_problem(client: TestClient) -> None:
    params = LSTMParams.random(1, 1, 0, "none")
    huge = LayerStack.of(type(params)(*(
        type(g)(g.W * 0 + 1e300, g.U, g.b) for g in (params.f, params.i, params.g, params.o)
    )), Head([[1.0]], [0.0]))  # fmt: skip
    model = {"id": upload(client, dump(huge, "npz"))["id"]}
    content = body({"model": model, "fields": ["C"]}, [[0.5]] * 1500 + [[1e9]] + [[0.5]] * 9)
    found = lines(send(client, content))
    assert [line["step"] for line in found[:-1]] == list(range(1500))
    detail = "step 1500 is not possible: weights and inputs are too large"
    assert found[-1] == {"problem": {"status": 422, "step": 1500, "detail": detail}}
    answer = client.post(TRACES, json={"model": model, "inputs": [[1e9]]})
    assert "too large for float64" in one_error(answer)[1]


def test_a_long_stream_takes_no_more_memory_than_a_short_one() -> None:
    command = [sys.executable, "-m", "tests.app.runs.stream_memory", "2000", "20000"]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert child.returncode == 0, child.stderr
    short, long = map(json.loads, child.stdout.splitlines())
    assert (short["lines"], long["lines"]) == (2_000, 20_000)
    # The longer answer alone has 7 million bytes.
    assert long["peak_bytes"] - short["peak_bytes"] < 4_000_000


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_who_leaves_before_or_in_an_answer_leaves_no_file(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    kept: list[RowFile] = []

    class Kept(RowFile):
        def __init__(self, width: int) -> None:
            super().__init__(width)
            kept.append(self)

    monkeypatch.setattr("app.runs.intake.RowFile", Kept)
    pieces: list[bytes] = []

    def take(piece: bytes) -> None:
        if len(pieces) == taken:
            raise ConnectionResetError
        pieces.append(piece)

    sent = iter([body(LATCH, [[0.5, 0, 0]] * 5000)])
    with pytest.raises((ClientDisconnect, RuntimeError)):  # the second once the answer has begun
        asyncio.run(stream(app, TRACES, NDJSON, sent, take))
    (rows,) = kept
    assert rows.steps == 5000
    assert rows.is_closed


def test_a_line_that_drips_costs_what_its_bytes_cost(app: FastAPI) -> None:
    services = app.state.services
    intake = Intake(services.runner, services.settings)
    intake.feed(b'{"model": {"preset": "latch"}}\n' + b" " * 4_000_000)
    began = time.process_time()
    for _ in range(20_000):
        intake.feed(b" ")
    intake.feed(b"[1, 0, 0]\n[0, 1")
    intake.feed(b", 0]")
    assert time.process_time() - began < 2  # each byte once: to search all of them each time took minutes
    _, _, rows = intake.finish()
    assert [piece.tolist() for piece in rows.pieces(10)] == [[[1, 0, 0], [0, 1, 0]]]
    intake.close()
