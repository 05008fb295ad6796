"""Every way in which a trace request can be invalid: its problem, with place and words."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.app.conftest import PRESETS, gate, weights
from tests.app.problems import one_error, problem
from tests.app.runs.bodies import TRACES, body, own, pinned

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a string is no number": (
        body(inputs=[["1", 0, 0]]),
        "/inputs/0/0",
        'expected a number, found the string "1"',
    ),
    "false is no number": (
        body(inputs=[[0, 0, 0], [0, False, 0]]),
        "/inputs/1/1",
        "expected a number, found false",
    ),
    "null is no number": (body(inputs=[[0, None, 0]]), "/inputs/0/1", "expected a number, found null"),
    "a row is a list": (body(inputs=[[0, 0, 0], 3]), "/inputs/1", "expected a list, found the number 3"),
    "inputs are a list": (body(inputs={"0": 1}), "/inputs", "expected a list, found an object"),
    "inputs have no third level": (
        body(inputs=[[[1], 0, 0]]),
        "/inputs/0/0",
        "expected a number, found a list",
    ),
    "no steps": (body(inputs=[]), "/inputs", "expected at least one row of numbers, found none"),
    "ragged rows": (
        body(inputs=[[0, 0, 0], [0, 0]]),
        "/inputs/1",
        "expected 3 numbers, as many as the model has inputs, found 2",
    ),
    "wrong width": (
        body(inputs=[[0, 0, 0, 0]]),
        "/inputs/0",
        "expected 3 numbers, as many as the model has inputs, found 4",
    ),
    "empty row": (
        body(inputs=[[]]),
        "/inputs/0",
        "expected 3 numbers, as many as the model has inputs, found 0",
    ),
    "a number too large": (
        body(inputs=[[0, 0, 0], [0, 0, 1e308]]),
        "/inputs/1/2",
        "expected a number of at most 1e+09, found 1e+308",
    ),
    "a number too small": (
        body(inputs=[[-1000000001, 0, 0]]),
        "/inputs/0/0",
        "expected a number of at least -1e+09, found -1000000001",
    ),
    "a whole number too large": (
        body(inputs=[[10**25, 0, 0]]),
        "/inputs/0/0",
        "expected a number of at most 1e+09, found 1e+25",
    ),
    "no inputs": (body(inputs=None), "", "expected exactly one of inputs, text, tokens, ids and batch"),
    "inputs and text": (body(text="("), "", "expected exactly one of inputs, text, tokens, ids and batch"),
    "no model": (body(model=None), "/model", "this field is required"),
    "an empty model": (body(model={}), "/model", "expected exactly one of preset, id and weights"),
    "two models": (
        body(model={"preset": "latch", "weights": weights()}),
        "/model",
        "expected exactly one of preset, id and weights",
    ),
    "the model is an object": (
        body(model="latch"),
        "/model",
        'expected an object, found the string "latch"',
    ),
    "an unknown preset": (
        body(model={"preset": "lach"}),
        "/model/preset",
        f'there is no preset "lach"; there are: {PRESETS}',
    ),
    "an unknown preset of a long name": (
        body(model={"preset": "x" * 1000}),
        "/model/preset",
        f'there is no preset "{"x" * 40}..."; there are: {PRESETS}',
    ),
    "a preset is a string": (
        body(model={"preset": 3}),
        "/model/preset",
        "expected a string, found the number 3",
    ),
    "an unknown field": (body(seed=1), "/seed", "this field is not known here"),
    "an unknown field of the model": (
        body(model={"preset": "latch", "seed": 1}),
        "/model/seed",
        "this field is not known here",
    ),
    "a field's name is escaped": (body(**{"a/b~c": 1}), "/a~1b~0c", "this field is not known here"),
    "an unknown array": (
        body(fields=["f", "q"]),
        "/fields/1",
        "expected one of 'x', 'z_f', 'z_i', 'z_g', 'z_o', 'f', 'i', 'g', 'o', 'kept', 'added', 'C', "
        "'tanh_C', 'h', 'h_prev', 'C_prev', 'h0', 'C0' or 'terms', found the string \"q\"",
    ),
    "no array": (body(fields=[]), "/fields", "expected at least 1 item, found 0"),
    "an array twice": (body(fields=["f", "C", "f"]), "/fields", "the array f is asked for twice"),
    "no digits": (body(digits=0), "/digits", "expected a number of at least 1, found 0"),
    "too many digits": (body(digits=18), "/digits", "expected a number of at most 17, found 18"),
    "digits are whole": (body(digits=2.5), "/digits", "expected a whole number, found the number 2.5"),
    "digits are no truth": (body(digits=True), "/digits", "expected a whole number, found true"),
    "h0 of wrong size": (
        body(h0=[0, 0]),
        "/h0",
        "expected 1 number, as many as the model has units, found 2",
    ),
    "C0 of wrong size": (body(C0=[]), "/C0", "expected 1 number, as many as the model has units, found 0"),
    "C0 holds numbers": (body(C0=["a"]), "/C0/0", 'expected a number, found the string "a"'),
    "an unknown gate": (
        pinned(gate="g"),
        "/pins/1/gate",
        "expected one of 'forget', 'input' or 'output', found the string \"g\"",
    ),
    "a pin over 1": (pinned(value=1.5), "/pins/1/value", "expected a number of at most 1, found 1.5"),
    "a pin under 0": (pinned(value=-0.1), "/pins/1/value", "expected a number of at least 0, found -0.1"),
    "a pin of no unit": (pinned(units=[]), "/pins/1/units", "expected at least 1 item, found 0"),
    "too many pins": (
        body(pins=[{"gate": "input", "value": 1}] * 257),
        "/pins",
        "expected at most 256 items, found 257",
    ),
    "too many units in a pin": (
        pinned(units=[0] * 257),
        "/pins/1/units",
        "expected at most 256 items, found 257",
    ),
    "a pin of a unit that is not there": (
        pinned(units=[0, 1]),
        "/pins/1/units/1",
        "expected a unit from 0 to 0, found 1",
    ),
    "a pin of a negative unit": (
        pinned(units=[-1]),
        "/pins/1/units/0",
        "expected a number of at least 0, found -1",
    ),
    "a pin from a step past the end": (
        pinned(**{"from": 2}),
        "/pins/1/from",
        "expected a step from 0 to 1, found 2",
    ),
    "a pin to a step past the end": (
        pinned(to=2),
        "/pins/1/to",
        "expected a step from 0 to 1, found 2",
    ),
    "a pin from a negative step": (
        pinned(**{"from": -1}),
        "/pins/1/from",
        "expected a number of at least 0, found -1",
    ),
    "a pin that ends before it starts": (
        pinned(**{"from": 1, "to": 0}),
        "/pins/1/to",
        "expected a step from 1 (from) on, found 0",
    ),
    "a pin's Python names": (pinned(first=0), "/pins/1/first", "this field is not known here"),
    "text for a model of numbers": (
        body(inputs=None, text="(a)"),
        "/text",
        "this model reads numbers, not text; send inputs instead",
    ),
    "an unknown letter": (
        body(model={"preset": "brackets"}, inputs=None, text="(a]"),
        "/text",
        'the letter "]" at place 3 is not in the alphabet: ( ) a b c d e f g h i j k l m n o p q r s t u v '
        "w x y z 0 1 2 3 4 5 6 7 8 9   + - * / = , .",
    ),
    "an empty text": (
        body(model={"preset": "brackets"}, inputs=None, text=""),
        "/text",
        "expected at least one letter, found an empty text",
    ),
    "weights without a gate": (
        body(model={"weights": {k: gate(1, 3) for k in "fig"}}),
        "/model/weights/o",
        "this field is required",
    ),
    "weights without rows": (
        own(f={"W": [], "U": [], "b": []}),
        "/model/weights/f/W",
        "expected at least one row with at least one number",
    ),
    "ragged weights": (
        own(i=gate(2, 1) | {"W": [[1], [1, 2]]}),
        "/model/weights/i/W/1",
        "expected 1 number, as many as inputs, found 2",
    ),
    "too few rows of weights": (
        own(o=gate(2, 1) | {"U": [[0, 0]]}),
        "/model/weights/o/U",
        "expected 2 rows, one for each unit, found 1",
    ),
    "a bias of wrong size": (
        own(g=gate(2, 1) | {"b": [0]}),
        "/model/weights/g/b",
        "expected 2 numbers, as many as units, found 1",
    ),
    "a peephole of wrong size": (
        own(f=gate(2, 1, p=[1, 2, 3])),
        "/model/weights/f/p",
        "expected 2 numbers, as many as units, found 3",
    ),
    "a full peephole of wrong width": (
        own(f=gate(2, 1, p=[[1, 2], [3]])),
        "/model/weights/f/p/1",
        "expected 2 numbers, as many as units, found 1",
    ),
    "a full peephole that holds text": (
        own(f=gate(2, 1, p=[[1, 2], [3, "4"]])),
        "/model/weights/f/p/1/1",
        'expected a number, found the string "4"',
    ),
    "a peephole of the new memory": (
        own(g=gate(2, 1, p=[1, 2])),
        "/model/weights/g/p",
        "expected null, found a list",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_fault_is_named_with_its_place(client: TestClient, case: str) -> None:
    request, pointer, detail = CASES[case]
    assert one_error(client.post(TRACES, json=request)) == (pointer, detail)


def test_all_faults_are_told_at_once(client: TestClient) -> None:
    request = body(inputs=[["a", 0, 0]], digits=0, seed=1)
    answer = problem(client.post(TRACES, json=request), 422)
    assert [e["pointer"] for e in answer["errors"]] == ["/inputs/0/0", "/digits", "/seed"]


def test_a_type_that_is_not_offered_is_a_406(client: TestClient) -> None:
    answer = problem(client.post(TRACES, json=body(), headers={"accept": "text/html, image/*"}), 406)
    assert answer["detail"] == (
        "This trace can be answered as application/json, text/csv, application/x-npz or "
        "application/x-ndjson; Accept allows none of them."
    )
