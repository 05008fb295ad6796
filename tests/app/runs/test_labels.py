"""A request names its steps, for instance by their tokens; every form of the answer repeats the names."""

import csv
import io
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.app.problems import one_error

TRACES = "/api/v1/traces"
ROWS = [[0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]]
NAMES = ["store", 'keep, "it"', "猫"]
REQUEST: dict[str, Any] = {"model": {"preset": "latch"}, "inputs": ROWS, "fields": ["C"], "labels": NAMES}


def test_json_repeats_the_labels_beside_the_same_numbers(client: TestClient) -> None:
    answer = client.post(TRACES, json=REQUEST).json()
    plain = client.post(TRACES, json={name: REQUEST[name] for name in REQUEST if name != "labels"}).json()
    assert answer.pop("labels") == NAMES
    assert answer == plain


def test_a_batch_has_labels_for_each_sequence(client: TestClient) -> None:
    request = {"model": REQUEST["model"], "batch": [ROWS, ROWS[:1]], "labels": [NAMES, ["alone"]]}
    answer = client.post(TRACES, json=request).json()
    assert [one["labels"] for one in answer["batch"]] == [NAMES, ["alone"]]
    table = client.post(TRACES, json=request, headers={"accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [(row["sequence"], row["step"], row["label"]) for row in rows if row["unit"] == "0"] == [
        *(("0", str(step), name) for step, name in enumerate(NAMES)),
        ("1", "0", "alone"),
    ]


def test_a_table_has_a_column_of_labels(client: TestClient) -> None:
    text = client.post(TRACES, json=REQUEST, headers={"accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == ["layer", "direction", "step", "label", "unit", "C"]
    assert [row["label"] for row in rows] == NAMES
    trace = client.post(TRACES, json=REQUEST).json()["layers"][0]["trace"]
    assert [float(row["C"]) for row in rows] == [one for (one,) in trace["C"]]


def test_lines_have_a_label_each_however_the_inputs_came(client: TestClient) -> None:
    whole = client.post(TRACES, json=REQUEST, headers={"accept": "application/x-ndjson"}).text
    assert [json.loads(line)["label"] for line in whole.splitlines()] == NAMES
    head = {name: REQUEST[name] for name in REQUEST if name != "inputs"}
    sent = "".join(json.dumps(line) + "\n" for line in (head, *ROWS))
    streamed = client.post(TRACES, content=sent, headers={"content-type": "application/x-ndjson"}).text
    assert streamed == whole
    short = sent.rsplit("[", 1)[0]
    refused = client.post(TRACES, content=short, headers={"content-type": "application/x-ndjson"})
    assert one_error(refused) == ("/labels", "expected 2 labels, one per step, found 3")


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        ({"labels": NAMES[:2]}, "/labels", "expected 3 labels, one per step, found 2"),
        ({"labels": [NAMES]}, "/labels", "expected one label for each step, found lists of labels"),
        ({"labels": [1, 2, 3]}, "/labels/0", "expected a string, found the number 1"),
        ({"labels": ["x" * 201, "", ""]}, "/labels/0", "200"),
        (
            {"batch": [ROWS], "labels": NAMES},
            "/labels",
            "expected a list of labels for each sequence of the batch",
        ),
        ({"batch": [ROWS], "labels": [NAMES] * 2}, "/labels", "expected 1 lists, one per sequence, found 2"),
        (
            {"batch": [ROWS], "labels": [NAMES[1:]]},
            "/labels/0",
            "expected 3 labels, one per step, found 2",
        ),
    ],
)
def test_labels_that_do_not_fit_are_refused(
    client: TestClient, changed: dict[str, Any], place: str, said: str
) -> None:
    request = {name: value for name, value in REQUEST.items() if name != "inputs" or "batch" not in changed}
    pointer, detail = one_error(client.post(TRACES, json=request | changed))
    assert pointer == place
    assert said in detail
