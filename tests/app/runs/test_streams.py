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
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from app.config import ROOT
from app.runs.intake import Intake
from app.runs.rows import RowFile
from lstm_core import Head, LSTMParams
from lstm_core.interop import dump
from lstm_core.stacks.stack import LayerStack
from tests.app.models.files import stack_of, upload
from tests.app.problems import one_error
from tests.app.runs.asgi import stream
from tests.app.runs.lines import LATCH, NDJSON, ROWS, TRACES, ask, body, lines, send


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


def test_the_first_line_counts_as_the_json_that_it_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr("app.runs.routes.traces.count_parsed", counted.append)
    first = json.dumps(LATCH | {"labels": ["a" * 90] * 2}).encode()
    lines(send(client, first + b"\n[1, 2, 3]\n[1, 2, 3]\n"))
    assert counted == [len(first)]


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
