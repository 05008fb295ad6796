"""Vocabularies of real sizes are taken, and counted apart; what else a body may hold stays bounded."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import numpy as np
import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from app.config import Settings
from app.faults.kinds import TooLarge
from app.faults.wording import pointer_of
from app.main import create_app
from app.runs.requests import TraceRequest
from app.runs.sources import TextRequest
from app.wire import tokens
from app.wire.parts import Bounds, check_parts
from lstm_core.interop import embeddings
from lstm_core.interop.containers import safetensors
from lstm_core.interop.embeddings import as_vocabulary, read_vocabulary
from tests.app.models.asking import TRACES, post
from tests.app.models.embedded import FILE, IDS, LSTM, RNG, TABLE
from tests.app.models.files import upload
from tests.app.problems import one_error, problem

TOKENS: Final = "/api/v1/tokens"
JSON: Final = {"content-type": "application/json"}
MANY: Final = 250_000
MOST: Final = Bounds.of(Settings()).parts
LIMIT: Final = Settings().max_vocabulary
FEW: Final = 1000
RAISE: Final = "raise the setting MEMORY_PIPE_MAX_VOCABULARY"
TOO_MANY: Final = "lists, objects or named values; no valid one has more than"


@cache
def words() -> dict[str, int]:
    """Return a vocabulary of `MANY` words; only a worker that runs a test of this file makes it."""
    return {f"w{n}": n for n in range(MANY)}


@pytest.fixture(scope="module")
def model(client: TestClient) -> dict[str, str]:
    return {"id": upload(client, FILE)["id"]}


def test_an_object_of_250_000_ids_runs_as_the_ids_do(client: TestClient, model: dict[str, str]) -> None:
    by_text = post(client, model=model, text="w1 w4 w3", vocabulary=words(), fields=["x", "C"])
    by_ids = post(client, model=model, ids=IDS, fields=["x", "C"])
    assert by_text["layers"] == by_ids["layers"]
    assert by_text["labels"] == ["w1", "w4", "w3"]


@pytest.mark.parametrize("write", [json.dumps, "\n".join])
def test_the_file_of_such_a_vocabulary_is_read(client: TestClient, model: dict[str, str], write: Any) -> None:
    found = post(client, TOKENS, model=model, text="w1 w4 w3", vocabulary=write(words()))
    assert found["ids"] == IDS
    assert found["inputs"] == TABLE[IDS].astype(float).tolist()


def test_the_last_row_of_a_large_table_is_reached(client: TestClient) -> None:
    table = RNG.normal(size=(50_000, 3)).astype("f4")
    model = {"id": upload(client, safetensors.serialise({"embedding.weight": table, **LSTM}, {}))["id"]}
    words = {f"w{n}": n for n in range(50_000)}
    found = post(client, model=model, tokens=["w49999"], vocabulary=words, fields=["x"])
    np.testing.assert_array_equal(found["layers"][0]["trace"]["x"], table[[49_999]].astype(float))


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application that takes few tokens."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("few"), max_vocabulary=FEW)
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.mark.parametrize("kind", [list, dict])
def test_more_tokens_than_the_limit_are_refused_by_its_name(strict: TestClient, kind: Any) -> None:
    model = {"id": upload(strict, FILE)["id"]}
    words = {str(n): n for n in range(FEW + 1)}
    said = f"{FEW + 1} tokens are over the limit max_vocabulary of {FEW}; {RAISE}"
    given = words if kind is dict else [*words]
    for path, vocabulary in ((TRACES, given), (TOKENS, json.dumps(given))):
        refused = strict.post(path, json={"model": model, "text": "1", "vocabulary": vocabulary})
        assert one_error(refused) == ("/vocabulary", said)


@pytest.mark.parametrize(
    "content",
    [
        b'{"vocabulary":{"a":0},' + b'"a":0,' * 50_000 + b'"b":0}',
        b'{"pins":{' + b'"a":0,' * 50_000 + b'"b":0},"vocabulary":{"a":0}}',
        b'{"vocabulary":"' + b"\\u003A" * 60_000 + b'",' + b'"a":0,' * 60_000 + b'"b":0}',
        b'{"vocabulary":["' + b":" * 60_000 + b'"]}',
        b'{"vocabulary":{' + b'"a":[],' * 50_000 + b'"b":0}}',
        b'{"vocabulary":{' + b'"a":0,' * 400_000 + b'"b":0}}',
        b'[{"vocabulary":{"a":0}},{' + b'"a":0,' * 50_000 + b'"b":0}]',
        b'{"vocabulary":{' + b'"a":0,' * 50_000,
    ],
)
def test_what_is_not_in_a_vocabulary_is_counted_as_before(
    client: TestClient, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in (TraceRequest, TextRequest):
        monkeypatch.setattr(form, "model_validate_json", lambda _: pytest.fail("it was read"))
    for path in (TRACES, TOKENS):
        answer = client.post(path, content=content, headers=JSON)
        assert f"{TOO_MANY} {MOST}, and {LIMIT} in a vocabulary; {RAISE}." in problem(answer, 413)["detail"]


def test_a_vocabulary_is_checked_once_for_all_sequences_of_a_batch(
    client: TestClient, model: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def counted(given: Any) -> dict[str, int]:
        checked.append(len(given))
        return as_vocabulary(given)

    monkeypatch.setattr(embeddings, "as_vocabulary", counted)
    words = [f"w{n}" for n in range(10)]
    found = post(client, model=model, batch=[[0, 1], [2], [1]] * 80, vocabulary=words, fields=["x"])
    assert checked == [10]
    assert [one["labels"] for one in found["batch"][:3]] == [["w0", "w1"], ["w2"], ["w1"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_of_more_lines_than_tokens_is_refused_before_they_are_split(
    client: TestClient, model: dict[str, str], end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "read_vocabulary", lambda _: pytest.fail("it was split"))
    text = end.join(["a"] * (LIMIT + 4))
    refused = client.post(TOKENS, json={"model": model, "text": "a", "vocabulary": text})
    assert one_error(refused) == (
        "/vocabulary",
        f"{LIMIT + 1} tokens are over the limit max_vocabulary of {LIMIT}; {RAISE}",
    )


def test_a_line_of_a_vocabulary_ends_only_where_every_editor_ends_it() -> None:
    assert read_vocabulary("a\u2028b\r\nc\rd\n".encode()) == {"a\u2028b": 0, "c": 1, "d": 2}


def test_a_form_without_a_vocabulary_has_none_counted_apart() -> None:
    text = json.dumps({"vocabulary": words()}).encode()
    check_parts(text, Bounds(100, MANY, MANY))
    with pytest.raises(TooLarge, match=f"holds {MANY + 1} {TOO_MANY} {MOST}\\."):
        check_parts(text, Bounds(MOST, MANY))


@pytest.mark.parametrize("wrong", [-1, 1.5, "1", None, True, 2**31 + 1, [1], {"a": 1}])
def test_a_vocabulary_is_checked_up_to_its_first_wrong_id(wrong: Any) -> None:
    words = {f"w{n}": n if n < 5 else wrong for n in range(1000)}
    with pytest.raises(ValidationError) as caught:
        TraceRequest.model_validate_json(json.dumps({"model": {"id": "x"}, "text": "a", "vocabulary": words}))
    assert [pointer_of(one["loc"]) for one in caught.value.errors()] == ["/vocabulary/w5"]


def test_a_vocabulary_is_checked_up_to_its_first_long_token() -> None:
    words = {letter * 201: 0 for letter in "abc"}
    with pytest.raises(ValidationError) as caught:
        TraceRequest.model_validate_json(json.dumps({"model": {"id": "x"}, "text": "a", "vocabulary": words}))
    assert len(caught.value.errors()) == 1
