"""A streamed request takes text, tokens and ids in its first line, as a request in one piece does."""

import json
from typing import Any

import numpy as np
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.runs.sequences import Given
from app.wire.tokens import Tokens
from tests.app.models.asking import TRACES, post
from tests.app.models.embedded import FILE, IDS, TEXT, WORDS
from tests.app.models.files import upload
from tests.app.problems import one_error

LINES = {"content-type": "application/x-ndjson"}


@pytest.fixture(name="model", scope="module")
def _model(client: TestClient) -> dict[str, str]:
    return {"id": upload(client, FILE)["id"]}


def send(client: TestClient, first: dict[str, Any], rest: bytes = b"") -> Response:
    return client.post(TRACES, content=json.dumps(first).encode() + b"\n" + rest, headers=LINES)


@pytest.mark.parametrize("given", [{"text": TEXT}, {"tokens": TEXT.split()}, {"ids": IDS}])
@pytest.mark.parametrize("end", [b"", b"\n\n"])
def test_it_is_answered_as_in_one_piece(
    client: TestClient, model: dict[str, str], given: dict[str, Any], end: bytes
) -> None:
    request = {"model": model, "vocabulary": WORDS, "fields": ["C", "x"], **given}
    told = [json.loads(line) for line in send(client, request, end).text.splitlines()]
    whole = post(client, **request)
    assert [one["label"] for one in told] == whole["labels"] == TEXT.split()
    for name in ("C", "x"):
        found = [one["layers"][0]["trace"][name] for one in told]
        assert found == whole["layers"][0]["trace"][name]


def test_labels_of_the_request_go_first_and_ids_alone_label_themselves(
    client: TestClient, model: dict[str, str]
) -> None:
    for more, wanted in (({}, ["1", "4", "3"]), ({"labels": ["a", "b", "c"]}, ["a", "b", "c"])):
        told = send(client, {"model": model, "ids": IDS, **more}).text.splitlines()
        assert [json.loads(line)["label"] for line in told] == wanted


def test_a_preset_reads_letters(client: TestClient) -> None:
    request: dict[str, Any] = {"model": {"preset": "brackets"}, "text": "((a)", "fields": ["C"]}
    told = [json.loads(line) for line in send(client, request).text.splitlines()]
    assert [one["layers"][0]["trace"]["C"] for one in told] == post(client, **request)["layers"][0]["trace"][
        "C"
    ]


@pytest.mark.parametrize(
    ("first", "rest", "pointer", "says"),
    [
        ({"ids": IDS}, b"[1, 2, 3]\n", "/inputs", "expected no lines of numbers beside text, tokens or ids"),
        ({"ids": IDS, "text": TEXT}, b"", "", "expected at most one of text, tokens and ids"),
        ({"vocabulary": WORDS}, b"[1, 2, 3]\n", "", "expected vocabulary only beside text, tokens and ids"),
        ({"ids": [1, 9]}, b"", "/ids/1", "found id 9, expected 0 to 4, as the embedding has them"),
        (
            {"text": TEXT},
            b"",
            "/vocabulary",
            "found none, expected one, as the steps are text: tokens in the order of their ids",
        ),
        ({"inputs": [[1, 2, 3]]}, b"", "/inputs", "this field is not known"),
        ({}, b"", "/inputs", "expected at least one row of numbers, found none"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    client: TestClient, model: dict[str, str], first: dict[str, Any], rest: bytes, pointer: str, says: str
) -> None:
    place, said = one_error(send(client, {"model": model, **first}, rest))
    assert place == pointer
    assert says in said


def test_lines_of_tokens_are_bounded_as_lines_of_numbers_are() -> None:
    with TestClient(create_app(Settings(max_stream_steps=2, max_vocabulary=4))) as client:
        model = {"id": upload(client, FILE)["id"]}
        place, said = one_error(send(client, {"model": model, "ids": IDS}))
        assert (place, said[:42]) == ("/ids", "3 steps are over the limit max_stream_step")
        place, said = one_error(send(client, {"model": model, "ids": [1], "vocabulary": WORDS}))
        assert (place, said[:46]) == ("/vocabulary", "5 tokens are over the limit max_vocabulary of ")


def test_rows_of_tokens_are_made_piece_by_piece() -> None:
    table = np.arange(12.0).reshape(4, 3)
    given = Given(Tokens([0, 3, 1, 2, 3], ["a"] * 5, table), "/ids", 3)
    pieces = list(given.pieces(2))
    assert [len(piece) for piece in pieces] == [2, 2, 1]
    np.testing.assert_array_equal(np.concatenate(pieces), given.rows())
