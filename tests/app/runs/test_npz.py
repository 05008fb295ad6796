"""Traces as NumPy's own file format."""

from io import BytesIO
from typing import Any

import numpy as np
from starlette.testclient import TestClient

NPZ = "application/x-npz"
QUESTION: dict[str, Any] = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]]}


def arrays(client: TestClient, **more: object) -> dict[str, Any]:
    """Return the arrays of an answer."""
    answer = client.post("/api/v1/traces", json=QUESTION | more, headers={"accept": NPZ})
    assert answer.headers["content-type"] == NPZ
    with np.load(BytesIO(answer.content), allow_pickle=False) as file:
        return dict(file)


def test_the_arrays_are_those_of_the_json_answer(client: TestClient) -> None:
    trace = client.post("/api/v1/traces", json=QUESTION).json()["layers"][0]["trace"]
    found = arrays(client)
    assert {name: values.tolist() for name, values in found.items()} == trace
    assert {values.dtype for values in found.values()} == {np.dtype("float64")}


def test_digits_cut_them_too(client: TestClient) -> None:
    question = {"inputs": [[0.8, 1, 0], [0.31, 0, 0]], "fields": ["C"]}
    exact, short = (arrays(client, **question, digits=digits)["C"].tolist() for digits in (None, 3))
    assert short == [[float(f"{value:.3g}") for value in row] for row in exact] != exact


def test_terms_are_named_as_in_the_csv(client: TestClient) -> None:
    fields = {"fields": ["C", "terms"], "digits": 4}
    terms = client.post("/api/v1/traces", json=QUESTION | fields).json()["layers"][0]["trace"]["terms"]
    found = arrays(client, **fields)
    assert {name for name in found if name != "C"} == {f"{part}_{g}" for g in "figo" for part in terms[g]}
    assert {g: {part: found[f"{part}_{g}"].tolist() for part in terms[g]} for g in "figo"} == terms


def test_labels_are_an_array_of_texts_for_each_sequence(client: TestClient) -> None:
    rows = QUESTION["inputs"]
    assert "labels" not in arrays(client)
    found = arrays(client, labels=["store", "", "猫"])["labels"]
    assert (found.dtype.kind, found.tolist()) == ("U", ["store", "", "猫"])
    question = {"model": QUESTION["model"], "batch": [rows, rows[:1]], "labels": [["a", "b", "c"], ["d"]]}
    answer = client.post("/api/v1/traces", json=question, headers={"accept": NPZ})
    with np.load(BytesIO(answer.content), allow_pickle=False) as file:
        assert file["batch.0.labels"].tolist() == ["a", "b", "c"]
        assert file["batch.1.labels"].tolist() == ["d"]
        assert file["batch.1.C"].tolist() == file["batch.0.C"][:1].tolist()
