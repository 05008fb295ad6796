"""How far back gradients reach: the stored numbers are the core's, and support what is said about them."""

import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.remake.gradient_flow import COMMAND, FORGET_BIASES, LAGS, RADII, curve, rnn_curve
from lstm_core.learning.gradient_flow import lstm_flow

FLOW = json.loads((ROOT / "app" / "data" / "gradient-flow.json").read_text(encoding="utf-8"))


def rnn(inputs: str) -> dict[float, Any]:
    return {row["radius"]: row["dh"] for row in FLOW["rnn"] if row["inputs"] == inputs}


LSTM = {row["forget_bias"]: row for row in FLOW["lstm"]}


def test_it_is_served_as_it_is_stored(client: TestClient) -> None:
    answer = client.get("/api/v1/gradient-flow")
    assert answer.json() == FLOW
    again = client.get("/api/v1/gradient-flow", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_stored_curves_are_what_the_core_gives_again() -> None:
    dh, dC = zip(*(lstm_flow(3.0, seed) for seed in FLOW["seeds"]), strict=True)
    for stored, again in (
        (rnn("none")[1.1], rnn_curve(1.1, "none")),
        (rnn("noise")[0.8], rnn_curve(0.8, "noise")),
        (LSTM[3.0]["dh"], curve(dh)),
        (LSTM[3.0]["dC"], curve(dC)),
    ):
        for name, values in again.items():
            assert stored[name] == pytest.approx(values, rel=1e-4)


def test_every_curve_is_there_at_every_lag() -> None:
    assert FLOW["command"] == COMMAND
    assert FLOW["lags"] == list(range(LAGS + 1)) == list(range(101))
    assert tuple(rnn("none")) == tuple(rnn("noise")) == RADII
    assert tuple(LSTM) == FORGET_BIASES
    curves = [row[name] for row in FLOW["rnn"] + FLOW["lstm"] for name in ("dh", "dC") if name in row]
    assert len(curves) == 2 * len(RADII) + 2 * len(FORGET_BIASES)
    for one in curves:
        lowest, middle, highest = (np.array(one[name]) for name in ("lowest", "middle", "highest"))
        assert lowest.shape == (101,)
        assert (lowest <= middle).all()
        assert (middle <= highest).all()
        assert lowest.min() > 0


def test_below_a_radius_of_1_the_gradient_vanishes_above_it_explodes() -> None:
    quiet = rnn("none")
    for radius in RADII:
        last = quiet[radius]["middle"][-1]
        assert (last < 1e-4) == (radius < 1)
        assert (last > 1e3) == (radius > 1)
        # Once the largest eigenvalue dominates, the norm changes by the radius from lag to lag.
        assert (last / quiet[radius]["middle"][50]) ** (1 / 50) == pytest.approx(radius, rel=0.01)


def test_with_noise_it_vanishes_too_and_tanh_keeps_it_from_exploding() -> None:
    quiet, noisy = rnn("none"), rnn("noise")
    for radius in RADII:
        if radius < 1:
            assert noisy[radius]["middle"][-1] < 1e-8
        if radius > 1:
            assert noisy[radius]["middle"][-1] < 1e-3 * quiet[radius]["middle"][-1]


def test_the_more_an_lstm_keeps_the_less_its_gradient_vanishes() -> None:
    last = [LSTM[bias]["dC"]["middle"][-1] for bias in FORGET_BIASES]
    assert (np.diff(last) > 0).all()
    assert last[0] < 1e-50
    assert LSTM[3.0]["dC"]["middle"][-1] > 0.1 * LSTM[3.0]["dC"]["middle"][0]
