"""Rounding and CSV."""

import csv
import io
import json
import math
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.runs.answers import trace_json
from app.runs.requests import TraceRequest
from app.runs.runner import Runner
from app.wire.rounding import significant
from tests.app.runs.test_traces import random_request

TRACES = "/api/v1/traces"


@given(st.floats(-1e12, 1e12), st.integers(1, 17))
def test_rounding_is_that_of_the_decimal_notation(value: float, digits: int) -> None:
    rounded = float(significant(np.array([value]), digits)[0])
    decimal = float(f"{value:.{digits}g}")
    # A value that lies between two decimals up to rounding may go either way: by one last digit, never more.
    last = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1) if value else 0.0
    assert abs(rounded - value) <= 0.5 * last * (1 + 1e-6) + 1e-15 * abs(value)
    assert abs(rounded - decimal) <= last * (1 + 1e-6) + 1e-15 * abs(value)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.0, 3, 0.0),
        (0.123456, 3, 0.123),
        (-0.99999, 3, -1.0),
        (123456.0, 2, 120000.0),
        (0.00012345, 4, 0.0001234),
        (1.6e-30, 1, 2e-30),
        (1.25e-300, 2, 1.2e-300),
        (5e-324, 3, 5e-324),
        (1 / 3, 17, 1 / 3),
    ],
)
def test_rounding_at_the_edges(value: float, digits: int, expected: float) -> None:
    assert float(significant(np.array([value]), digits)[0]) == expected


def test_rounded_numbers_are_written_short(client: TestClient) -> None:
    request, _ = random_request(T=40)
    text = client.post(TRACES, json=request | {"fields": ["f", "C"], "digits": 3}).text
    numbers = text.split('"trace":')[1].replace("[", " ").replace("]", " ").replace(",", " ").split()
    written = [n for n in numbers if n[-1].isdigit()]
    assert len(written) == 3 * 40 * 3
    assert all(len(n.partition("e")[0].replace("-", "").replace(".", "").strip("0")) <= 3 for n in written)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("digits", [None, 4])
def test_csv_holds_what_json_holds(client: TestClient, digits: int | None) -> None:
    request, _ = random_request(H=2, D=3, T=4)
    names = ["x", "f", "C", "h0", "terms"]
    request |= {"fields": names, "digits": digits}
    trace = client.post(TRACES, json=request).json()["layers"][0]["trace"]
    answer = client.post(TRACES, json=request, headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    rows = read(answer.text)
    assert [(r["layer"], r["direction"], r["step"], r["unit"]) for r in rows] == [
        ("0", "forward", str(t), str(u)) for t in range(4) for u in range(2)
    ]
    for row in rows:
        t, u = int(row["step"]), int(row["unit"])
        expected: dict[str, Any] = {"f": trace["f"][t][u], "C": trace["C"][t][u], "h0": trace["h0"][u]}
        expected |= {f"x_{d}": trace["x"][t][d] for d in range(3)}
        expected |= {f"{part}_{g}": v[t][u] for g, p in trace["terms"].items() for part, v in p.items()}
        places = ("layer", "direction", "step", "unit")
        assert {k: float(v) for k, v in row.items() if k not in places} == expected


def test_csv_has_lines_as_the_standard_asks(client: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]], "fields": ["f", "C"]}
    body = client.post(TRACES, json=request, headers={"accept": "text/csv"}).content
    assert body == b"layer,direction,step,unit,f,C\r\n0,forward,0,0,0.9996646498695335,0.0\r\n"


def test_a_long_run_keeps_what_its_answer_needs_and_the_numbers_are_the_same(app: FastAPI) -> None:
    runner: Runner = app.state.services.runner
    inputs = np.random.default_rng(5).normal(size=(300, 3)).tolist()
    asked = {"model": {"preset": "latch"}, "inputs": inputs, "digits": None}
    whole = runner.trace(TraceRequest.model_validate(asked))
    some = TraceRequest.model_validate({**asked, "fields": ["f", "C_prev"]})
    kept = runner.trace(some)
    assert "tanh_C" in whole.trace.layers[0].trace.values
    assert "tanh_C" not in kept.trace.layers[0].trace.values
    answer = json.loads(trace_json(runner, some))
    expected = whole.trace.layers[0].trace.values
    assert answer["layers"][0]["trace"] == {name: expected[name].tolist() for name in ("f", "C_prev")}
    assert answer["outputs"] == expected["h"].tolist()
