"""Small uploads that are expensive to run, files that break a reader, and clients that leave."""

import logging

import numpy as np
import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from lstm_core import Head, LSTMParams
from lstm_core.interop import dump
from lstm_core.interop.confined.children import ReadersAwayError
from lstm_core.interop.errors import BrokenReaderError, TooLargeError, TooSlowError
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
        assert "over the limit max_values of 6000" in detail


def test_the_weights_of_a_head_are_counted_as_work() -> None:
    settings = Settings(max_compute=10_000)
    with TestClient(create_app(settings)) as client:
        model = {"id": upload(client, headed(1000))["id"]}
        assert client.post(TRACES, json={"model": model, "inputs": [[0]] * 4}).status_code == 200
        _, detail = one_error(client.post(TRACES, json={"model": model, "inputs": [[0]] * 5}))
        assert detail == "5 steps x 2015 weights = 10075 is over the limit max_compute of 10000"


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
        (ReadersAwayError("x"), 503, "Files cannot be read at this moment.",
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
