"""The API, the command line and the core give the same numbers for an uploaded model."""

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from lstm_core.command import main
from lstm_core.interop import load

MODEL = ROOT / "tests" / "fixtures" / "pytorch-both-ways.safetensors"
INPUTS = np.random.default_rng(3).normal(size=(7, 3))


def test_the_tables_are_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "input.csv").write_text("".join(",".join(map(repr, row)) + "\n" for row in INPUTS.tolist()))
    assert main(["trace", str(MODEL), str(tmp_path / "input.csv")]) == 0
    ours = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    with TestClient(create_app(Settings(data_dir=tmp_path / "data"))) as client:
        with MODEL.open("rb") as file:
            model = client.post("/api/v1/models", files={"file": (MODEL.name, file)}).json()["id"]
        assert model == hashlib.sha256(MODEL.read_bytes()).hexdigest()
        request = {"model": {"id": model}, "inputs": INPUTS.tolist()}
        reply = client.post("/api/v1/traces", json=request, headers={"Accept": "text/csv"})
    theirs = list(csv.DictReader(reply.text.splitlines()))
    places = ("layer", "direction", "step", "unit")
    fields = [name for name in ours[0] if name not in places]
    assert {"f", "i", "g", "o", "C", "h", "z_f", "kept", "added", "tanh_C"} <= set(fields)
    assert len(ours) == len(theirs) == 4 * 7 * 4
    told = {tuple(row[name] for name in places): row for row in theirs}
    for row in ours:
        same = told[tuple(row[name] for name in places)]
        assert {name: float(row[name]) for name in fields} == {name: float(same[name]) for name in fields}
    trace = load(MODEL).stack().run(INPUTS)
    assert float(told["1", "backward", "2", "3"]["C"]) == trace[1, "backward"].trace.C[2, 3]


def test_the_lines_are_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "input.csv").write_text("0.8,1,0\n0.3,0,0\n-0.5,0,1\n")
    latch = str(ROOT / "app" / "presets" / "latch.json")
    assert main(["trace", latch, str(tmp_path / "input.csv"), "--ndjson"]) == 0
    ours = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    request = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0], [0.3, 0, 0], [-0.5, 0, 1]]}
    with TestClient(create_app(Settings(data_dir=tmp_path / "data"))) as client:
        reply = client.post("/api/v1/traces", json=request, headers={"Accept": "application/x-ndjson"})
    theirs = [json.loads(line) for line in reply.text.splitlines() if line]
    for mine, told in zip(ours, theirs, strict=True):
        assert (mine["step"], mine["output"]) == (told["step"], told["output"])
        assert mine["layers"][0]["direction"] == told["layers"][0]["direction"]
        for name, values in mine["layers"][0]["trace"].items():
            assert values == told["layers"][0]["trace"][name]
