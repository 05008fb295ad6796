"""Streams that are refused: lines that are wrong, what cannot be streamed, and their own limits."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.models.files import fixture, upload
from tests.app.problems import one_error, problem
from tests.app.runs.lines import LATCH, NDJSON, ROWS, TRACES, ask, body, lines, send


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
