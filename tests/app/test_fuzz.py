"""Generated requests: Schemathesis finds no fault, and valid requests get correct answers."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.wire.forms import MAX_MAGNITUDE
from tests.app.test_openapi import PATHS

DATA = TemporaryDirectory(prefix="memory-pipe-fuzz-")
"""A store of its own: other applications would compute the trainings that are begun here."""


@cache
def app() -> FastAPI:
    """Return the application; only workers that run a test of this file make it."""
    return create_app(
        Settings(
            data_dir=Path(DATA.name),
            max_steps=200,
            max_units=8,
            max_inputs=8,
            max_body_bytes=2_000_000,
            training_idle_seconds=0.5,  # nobody waits for the networks that begin to learn here
        )
    )


TRACES = "/api/v1/traces"


@pytest.mark.parametrize("path", sorted(path for path in PATHS if "/rooms" not in path))
def test_schemathesis_finds_nothing(path: str) -> None:
    from tests.app.fuzzed import check, schema
    from tests.app.generated import try_out

    try_out(schema(), path, check)


def numbers(*shape: int) -> st.SearchStrategy[Any]:
    """Draw nested lists of numbers of a shape, up to the largest that a request may hold."""
    elements = st.floats(-MAX_MAGNITUDE, MAX_MAGNITUDE) | st.floats(-3, 3)
    return arrays(np.float64, shape, elements=elements).map(lambda a: a.tolist())


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a request that is valid in every respect."""
    H, D, T = (draw(st.integers(1, n)) for n in (4, 3, 5))
    weights = {
        name: draw(st.fixed_dictionaries({"W": numbers(H, D), "U": numbers(H, H), "b": numbers(H)}))
        for name in "figo"
    }
    for name in "fio":
        weights[name]["p"] = draw(st.none() | numbers(H) | numbers(H, H))
    pin = st.fixed_dictionaries(
        {"gate": st.sampled_from(["forget", "input", "output"]), "value": st.floats(0, 1)},
        optional={
            "units": st.lists(st.integers(0, H - 1), min_size=1, max_size=3),
            "from": st.just(0),
            "to": st.just(T - 1),
        },
    )
    return {
        "model": {"weights": weights},
        "inputs": draw(numbers(T, D)),
        "h0": draw(st.none() | numbers(H)),
        "C0": draw(st.none() | numbers(H)),
        "pins": draw(st.lists(pin, max_size=3)),
        "digits": draw(st.none() | st.integers(1, 17)),
    }


@given(requests())
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
def test_a_right_request_is_answered(request: dict[str, Any]) -> None:
    client = TestClient(app())
    answer = client.post(TRACES, json=request | {"fields": ["f", "i", "o", "C", "h", "terms"]})
    assert answer.status_code == 200, answer.text
    trace = answer.json()["layers"][0]["trace"]
    gates = np.array([trace["f"], trace["i"], trace["o"]])
    assert ((gates >= 0) & (gates <= 1)).all()
    assert (np.abs(trace["h"]) <= 1).all()
    bound = np.abs(request["C0"] or [0]).max() + len(request["inputs"])
    # Rounding to few digits may lift a value by half of its last digit.
    assert (np.abs(np.array(trace["C"])) <= 1.5 * bound).all()


@given(requests(), st.data())
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
def test_a_right_request_for_gradients_is_answered_or_they_are_too_large(
    request: dict[str, Any], data: st.DataObject
) -> None:
    T, H = len(request["inputs"]), len(request["model"]["weights"]["f"]["b"])
    step = data.draw(st.integers(0, T - 1))
    units = data.draw(st.none() | st.lists(st.integers(0, H - 1), min_size=1, unique=True))
    chosen = {"output": {"step": step, "units": units}, "digits": None}
    answer = TestClient(app()).post("/api/v1/gradients", json=request | chosen)
    if answer.status_code == 422:
        assert [e["detail"] for e in answer.json()["errors"]] == [
            "a gradient exceeds the range of its type; try fewer steps"
        ]
        return
    assert answer.status_code == 200, answer.text
    dC = np.array(answer.json()["gradients"]["dC"], dtype=float)
    assert np.isfinite(dC).all()
    assert not dC[step + 1 :].any()
    assert (dC[step] >= 0).all() or request["model"]["weights"]["o"].get("p") is not None
