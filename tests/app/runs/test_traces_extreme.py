"""Numbers beyond all bounds and at them, and requests with more faults than are told."""

import json
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from app.faults.wording import pointer_of
from app.runs.requests import TraceRequest
from tests.app.conftest import gate
from tests.app.problems import one_error, problem
from tests.app.runs.bodies import TRACES, body, own


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1" + "0" * 400])
@pytest.mark.parametrize("place", ["/inputs/1/0", "/C0/0", "/pins/0/value", "/model/weights/f/b/1"])
def test_what_is_not_finite_is_pointed_at(client: TestClient, literal: str, place: str) -> None:
    request = own() | {"inputs": [[0], [0]], "C0": [0, 0], "pins": [{"gate": "forget", "value": 0}]}
    *path, last = [int(p) if p.isdigit() else p for p in place.split("/")[1:]]
    holder: Any = request
    for step in path:
        holder = holder[step]
    holder[last] = "HERE"
    text = json.dumps(request).replace('"HERE"', literal)
    answer = client.post(TRACES, content=text, headers={"content-type": "application/json"})
    assert one_error(answer) == (place, "expected a finite number, found NaN or infinity")


@pytest.mark.parametrize("extreme", [1e9, -1e9])
def test_the_largest_numbers_give_a_finite_trace_without_a_warning(
    client: TestClient, extreme: float
) -> None:
    layer = {name: gate(2, 1, extreme) for name in "figo"}
    layer |= {name: gate(2, 1, extreme, p=[[extreme] * 2] * 2) for name in "fio"}
    request = {"model": {"weights": layer}, "inputs": [[extreme]] * 3, "h0": [1e9, -1e9], "C0": [extreme] * 2}
    trace = client.post(TRACES, json=request | {"fields": ["f", "C"]}).json()["layers"][0]["trace"]
    assert trace["f"] == [[1.0, 1.0]] * 3
    assert trace["C"] == [[extreme + n] * 2 for n in (1, 2, 3)]


def test_a_flood_of_faults_is_cut_and_says_so(client: TestClient) -> None:
    answer = problem(client.post(TRACES, json=body(**{f"no_{n}": 0 for n in range(1000)})), 422)
    assert len(answer["errors"]) == 11
    assert answer["errors"][0] == {"pointer": "/no_0", "detail": "this field is not known here"}
    assert answer["errors"][-1] == {"pointer": "", "detail": "and 990 more"}


@pytest.mark.parametrize(
    ("part", "pointer"),
    [
        ({"inputs": [0] * 300_000}, "/inputs/0"),
        ({"inputs": [["a"] * 300_000]}, "/inputs/0/0"),
        ({"inputs": None, "batch": [[[0, 0, 0], ["a"] * 300_000]]}, "/batch/0/1/0"),
        ({"fields": [0] * 300_000}, "/fields/0"),
        ({"units": ["a"] * 300_000}, "/units/0"),
        ({"h0": ["a"] * 300_000}, "/h0/0"),
    ],
)
def test_a_list_is_read_up_to_its_first_fault(part: dict[str, Any], pointer: str) -> None:
    text = json.dumps(body(**part))
    with pytest.raises(ValidationError) as caught:
        TraceRequest.model_validate_json(text)
    assert [pointer_of(one["loc"]) for one in caught.value.errors()] == [pointer]
