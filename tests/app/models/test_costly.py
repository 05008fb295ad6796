"""Small uploads that are expensive to run, files that break a reader, and clients that leave."""

import logging
from typing import Any

import numpy as np
import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.runs.requests import StreamRequest
from app.runs.streams import TraceLines
from app.wire.networks import Network
from lstm_core import Head, LSTMParams
from lstm_core.interop import dump
from lstm_core.interop.confined.children import ReadersAwayError
from lstm_core.interop.errors import BrokenReaderError, TooLargeError, TooSlowError
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.app.models.files import MODELS, upload
from tests.app.problems import one_error, problem

TRACES = "/api/v1/traces"


def headed(outputs: int) -> bytes:
    """Return a file of one unit whose head has this many outputs."""
    head = Head(np.zeros((outputs, 1)), np.zeros(outputs))
    return dump(LayerStack.of(LSTMParams.random(1, 1, np.random.default_rng(0)), head), "npz")


def test_the_outputs_of_a_head_are_counted() -> None:
    settings = Settings(max_values=6_000, max_compute=1_000_000)
    with TestClient(create_app(settings)) as client:
        model = {"id": upload(client, headed(1000))["id"]}
        assert client.post(TRACES, json={"model": model, "inputs": [[0]] * 5}).status_code == 200
        pointer, detail = one_error(client.post(TRACES, json={"model": model, "inputs": [[0]] * 6}))
        assert pointer == "/inputs"
        assert "1000 outputs of the head" in detail
        way = "ask for fewer fields or for application/x-ndjson"
        assert detail.endswith(
            f"over the limit max_values of 6000; {way}, or raise the setting MEMORY_PIPE_MAX_VALUES"
        )


def test_the_weights_of_a_head_are_counted_as_work() -> None:
    settings = Settings(max_compute=10_000)
    with TestClient(create_app(settings)) as client:
        model = {"id": upload(client, headed(1000))["id"]}
        assert client.post(TRACES, json={"model": model, "inputs": [[0]] * 4}).status_code == 200
        _, detail = one_error(client.post(TRACES, json={"model": model, "inputs": [[0]] * 5}))
        assert detail == (
            "5 steps x 2015 weights = 10075 is over the limit max_compute of 10000; ask for "
            "application/x-ndjson, or raise the setting MEMORY_PIPE_MAX_COMPUTE"
        )


def test_the_numbers_of_a_head_are_counted_in_a_stream() -> None:
    # A step has 1000 outputs, and one unit of as many arrays as an LSTM has.
    with TestClient(create_app(Settings(max_stream_values=5_100))) as client:
        request = {"model": {"id": upload(client, headed(1000))["id"]}}
        lines = {"accept": "application/x-ndjson"}
        assert client.post(TRACES, json=request | {"inputs": [[0]] * 5}, headers=lines).status_code == 200
        pointer, detail = one_error(client.post(TRACES, json=request | {"inputs": [[0]] * 6}, headers=lines))
        assert (pointer, detail[:8]) == ("/inputs", "6 steps ")
        assert detail.endswith(
            "is over the limit max_stream_values of 5100; send less, or raise the setting "
            "MEMORY_PIPE_MAX_STREAM_VALUES"
        )


def test_a_wide_head_is_streamed_in_short_pieces() -> None:
    stack = LayerStack.of(LSTMParams.random(1, 1, 0), Head(np.zeros((49_000, 1)), np.zeros(49_000)))
    request = StreamRequest.model_validate({"model": {"preset": "latch"}})
    assert TraceLines(Network(stack), request, 9).piece == 2


def projected(H: int, P: int, **states: Any) -> bytes:
    """Return a file of a layer with a projection of H to P numbers."""
    rng = np.random.default_rng(0)
    W, U, b = ({gate: rng.normal(size=shape) for gate in GATES} for shape in ((H, 1), (H, P), (H,)))
    layer = Layer.projecting(W, U, b, rng.normal(size=(P, H))).starting(states.get("h0"), None)
    return dump(LayerStack([StackLayer(layer)]), "npz")


def test_a_state_behind_a_projection_is_counted_as_work() -> None:
    found = (
        "a hidden state behind these projections takes 12000 multiplications, over the limit "
        "max_extra_compute of "
    )
    for most, is_fine in ((12_000, True), (11_999, False)):
        with TestClient(create_app(Settings(max_extra_compute=most))) as client:
            model = {"id": upload(client, projected(30, 20))["id"]}
            own = {"id": upload(client, projected(30, 20, h0=np.ones(20)))["id"]}
            run, step = {"model": model, "inputs": [[0]]}, {"model": model, "x": [0], "C": [0] * 30}
            assert client.post(TRACES, json=run).status_code == 200
            lines = {"accept": "application/x-ndjson"}
            for place, answer in (
                ("/h0", client.post(TRACES, json=run | {"h0": [1] * 20})),
                ("/h0", client.post(TRACES, json=run | {"h0": [1] * 20}, headers=lines)),
                ("/h", client.post("/api/v1/steps", json=step | {"h": [1] * 20})),
                ("/model", client.post(TRACES, json=run | {"model": own})),
            ):
                if is_fine:
                    assert answer.status_code == 200, answer.text
                else:
                    way = "; raise the setting MEMORY_PIPE_MAX_EXTRA_COMPUTE"
                    assert one_error(answer) == (place, f"{found}{most}{way}")


WHOLE = "a whole file"
START = "This file cannot be used: "


@pytest.mark.parametrize(
    ("fault", "code", "detail", "logged"),
    [
        (AttributeError("x"), 422, f"{START}it could not be read.",
            "a reader broke down on an uploaded file"),
        (BrokenReaderError("file", "damage", WHOLE, "x\ny"), 422, f"{START}it could not be read.",
            "a reader broke down on an uploaded file: 'x\\ny'"),
        (TooLargeError(), 413, f"{START}reading it takes more memory than a file may have.", None),
        (MemoryError(), 413, f"{START}there is not enough memory to read it.",
            "there was no memory for an uploaded file"),
        (TooSlowError("file", "no end", WHOLE), 422, f"{START}reading it takes longer than a file may take.",
            None),
        (ReadersAwayError("x"), 503, "Files cannot be read at the moment.",
            "no process could be started to read an uploaded file"),
    ],
)  # fmt: skip
def test_what_goes_wrong_while_a_file_is_read_is_told_as_what_it_was(
    client: TestClient, fault: Exception, code: int, detail: str, logged: str | None,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr("app.models.library.read_model", broken)
    with caplog.at_level(logging.ERROR, "memory_pipe"):
        answer = problem(client.post(MODELS, files={"file": ("a", b"x")}), code)
    assert answer["detail"] == detail
    assert [one.message for one in caplog.records] == ([] if logged is None else [logged])


def test_a_client_that_leaves_is_no_error(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def left(*_: object) -> None:
        raise ClientDisconnect

    monkeypatch.setattr("starlette.requests.Request.stream", left)
    with caplog.at_level(logging.ERROR, "memory_pipe"):
        answer = client.post(TRACES, content=b"{}", headers={"content-type": "application/json"})
    assert (answer.status_code, caplog.records) == (400, [])
