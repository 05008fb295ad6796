"""What a trace request may hold at most: what is over a limit is told, or refused unread."""

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.runs.requests import TraceRequest
from app.wire.parts import Bounds, check_parts
from tests.app.conftest import weights
from tests.app.problems import one_error, problem
from tests.app.runs.bodies import TRACES, body, own

LINES = "ask for application/x-ndjson, or raise the setting MEMORY_PIPE_MAX_STEPS"
FILE = "upload the model as a file, or raise the setting MEMORY_PIPE"


@pytest.mark.parametrize("part", [b"[],", b'"a":0,', b'"a{":0,'])
def test_more_parts_than_any_request_needs_are_refused_unread(
    client: TestClient, part: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TraceRequest, "model_validate_json", lambda _: pytest.fail("it was read"))
    content = b"{" + part * 50_000 + b'"b":0}'
    answer = client.post(TRACES, content=content, headers={"content-type": "application/json"})
    assert (
        "lists, objects or named values; no valid one has more than 43072" in problem(answer, 413)["detail"]
    )


def test_more_values_than_any_request_needs_are_refused_unread(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TraceRequest, "model_validate_json", lambda _: pytest.fail("it was read"))
    content = b'{"inputs":[[' + b"0," * 3_400_000 + b"0]]}"
    answer = client.post(TRACES, content=content, headers={"content-type": "application/json"})
    assert problem(answer, 413)["detail"] == (
        "The request body holds 3400000 values; at most 3398480 are read at once; send inputs as "
        "application/x-ndjson."
    )


def test_the_largest_right_inputs_are_read() -> None:
    zeros = f"[{','.join('0' * 256)}]"
    net = f'{{"W":[{",".join([zeros] * 256)}],"U":[{",".join([zeros] * 256)}],"b":{zeros}}}'
    weights = ",".join(f'"{name}":{net}' for name in "figo")
    inputs = ",".join([zeros] * 10_000)
    text = f'{{"model":{{"weights":{{{weights}}}}},"inputs":[{inputs}]}}'.encode()
    check_parts(text, Bounds.of(Settings())._replace(entries=0))


def test_more_steps_than_allowed_names_the_limit(small: TestClient) -> None:
    answer = small.post(TRACES, json=body(inputs=[[0, 0, 0]] * 51))
    assert one_error(answer) == ("/inputs", f"51 steps are over the limit max_steps of 50; {LINES}")


def test_more_letters_than_allowed_names_the_limit(small: TestClient) -> None:
    answer = small.post(TRACES, json={"model": {"preset": "brackets"}, "text": "a" * 51})
    assert one_error(answer) == ("/text", f"51 steps are over the limit max_steps of 50; {LINES}")


def test_more_units_than_allowed_names_the_limit(small: TestClient) -> None:
    answer = small.post(TRACES, json=own(H=7))
    assert one_error(answer) == (
        "/model/weights/f/W",
        f"7 units are over the limit max_units of 6; {FILE}_MAX_UNITS",
    )


def test_more_inputs_than_allowed_names_the_limit(small: TestClient) -> None:
    answer = small.post(TRACES, json=own(D=6))
    assert one_error(answer) == (
        "/model/weights/f/W/0",
        f"6 inputs are over the limit max_inputs of 5; {FILE}_MAX_INPUTS",
    )


def test_more_compute_than_allowed_names_the_limit(small: TestClient) -> None:
    # 4 gates x 5 units x (4 inputs + 5 units + 1 bias) = 200 weights, so 15 steps are just allowed.
    request = body(model={"weights": weights(5, 4)}, fields=["C"])
    assert small.post(TRACES, json=request | {"inputs": [[0] * 4] * 15}).json()["steps"] == 15
    answer = small.post(TRACES, json=request | {"inputs": [[0] * 4] * 16})
    assert one_error(answer) == (
        "/inputs",
        "16 steps x 200 weights = 3200 is over the limit max_compute of 3000; ask for application/x-ndjson, "
        "or raise the setting MEMORY_PIPE_MAX_COMPUTE",
    )
