"""Traces of uploaded models as CSV and NPZ, against the same traces as JSON and the command line's."""

import csv
import io
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core.command import main
from lstm_core.interop import dump
from tests.app.models.asking import TRACES, post, random_model, rows
from tests.app.models.files import FIXTURES, fixture, stack_of, upload
from tests.app.problems import one_error


def test_csv_has_a_row_for_each_layer_direction_step_and_unit(client: TestClient) -> None:
    model, x, _ = random_model(client)
    answer = post(client, model=model, inputs=x)
    found = rows(client, model=model, inputs=x)
    assert "x_0" not in found[0]
    at = {(r["layer"], r["direction"], r["step"], r["unit"]): r for r in found}
    assert len(at) == len(found) == 6 * (4 + 4 + 2)
    for layer in answer["layers"]:
        for name in ("z_g", "f", "C", "h"):
            for t, values in enumerate(layer["trace"][name]):
                for unit, value in enumerate(values):
                    row = at[str(layer["layer"]), layer["direction"], str(t), str(unit)]
                    assert float(row[name]) == value


def test_csv_of_chosen_units_and_of_inputs_of_several_widths(client: TestClient) -> None:
    model, x, _ = random_model(client)
    found = rows(client, model=model, inputs=x[:1], units=[1], fields=["x", "C"], direction="forward")
    assert list(found[0]) == ["layer", "direction", "step", "unit", *(f"x_{d}" for d in range(8)), "C"]
    assert [(r["layer"], r["unit"]) for r in found] == [("0", "1"), ("1", "1")]
    assert [float(found[0][f"x_{d}"]) for d in range(3)] == x[0]
    assert [found[0][f"x_{d}"] for d in range(3, 8)] == [""] * 5
    assert all(found[1][f"x_{d}"] for d in range(8))


def test_csv_of_a_batch_numbers_its_sequences(client: TestClient) -> None:
    found = rows(client, model={"preset": "latch"}, batch=[[[0, 0, 0]], [[0.8, 1, 0]] * 2], fields=["C"])
    assert [(r["sequence"], r["step"]) for r in found] == [("0", "0"), ("1", "0"), ("1", "1")]
    assert float(found[1]["C"]) == pytest.approx(np.tanh(0.8), abs=1e-3)


def test_csv_counts_from_one_if_asked(client: TestClient) -> None:
    model, x, _ = random_model(client)
    request: dict[str, Any] = {"model": model, "batch": [x[:2]], "units": [1], "fields": ["x", "h"]}
    here, there = rows(client, **request), rows(client, **request, count_from=1)
    counted = ("sequence", "layer", "step", "unit")
    assert [[int(row[name]) + 1 for name in counted] for row in here] == [
        [int(row[name]) for name in counted] for row in there
    ]
    assert [name for name in there[0] if name.startswith("x")] == [f"x_{d}" for d in range(1, 9)]
    assert [row["x_1"] for row in there] == [row["x_0"] for row in here]
    assert [row["h"] for row in there] == [row["h"] for row in here]


def test_npz_names_layer_and_direction(client: TestClient) -> None:
    model, x, _ = random_model(client)
    request: dict[str, Any] = {"model": model, "inputs": x, "fields": ["C", "terms"]}
    answer = client.post(TRACES, json=request, headers={"accept": "application/x-npz"})
    with np.load(io.BytesIO(answer.content), allow_pickle=False) as file:
        arrays = dict(file)
    trace = post(client, **request)["layers"][1]["trace"]
    assert arrays["layers.0.backward.C"].tolist() == trace["C"]
    assert arrays["layers.0.backward.Uh_o"].tolist() == trace["terms"]["o"]["Uh"]
    assert len(arrays) == 2 * (1 + 4 + 4 + 4 + 3) + (1 + 4 + 4 + 4 + 3)


def test_a_table_too_large_is_refused_before_it_is_made(client: TestClient) -> None:
    model = {"id": upload(client, dump(stack_of(8, (200, 60), both=False), "npz"))["id"]}
    request: dict[str, Any] = {"model": model, "inputs": [[0] * 200] * 400}
    assert len(post(client, **request, fields=["C"])["layers"][0]["trace"]["C"]) == 400
    answer = client.post(TRACES, json=request, headers={"accept": "text/csv"})
    assert one_error(answer) == (
        "/fields",
        "5160000 numbers in a table are over the limit max_values of 4000000; choose fields or units",
    )


def test_the_command_line_gives_the_same_numbers(client: TestClient, tmp_path: Any) -> None:
    name = "pytorch-both-ways.safetensors"
    x = np.random.default_rng(4).normal(size=(5, 3))
    np.save(tmp_path / "x.npy", x)
    target = tmp_path / "trace.csv"
    assert main(["trace", str(FIXTURES / name), str(tmp_path / "x.npy"), "--csv", "-o", str(target)]) == 0
    theirs = list(csv.DictReader(io.StringIO(target.read_text(), newline="")))
    ours = rows(client, model={"id": upload(client, fixture(name))["id"]}, inputs=x.tolist())
    assert len(theirs) == len(ours) == 5 * 16
    for other, own in zip(theirs, ours, strict=True):
        assert {k: other[k] for k in ("layer", "direction", "step", "unit")} == {
            k: own[k] for k in ("layer", "direction", "step", "unit")
        }
        for column in ("z_f", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h"):
            assert float(other[column]) == float(own[column])
