"""A vocabulary that is uploaded beside a model is kept with it: requests need not bring it again."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from httpx2 import Response
from sqlalchemy import create_engine, select
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.models.tables import sqlite_url, vocabularies
from app.wire.parts import Bounds
from lstm_core.interop import Limits
from lstm_core.interop.containers import safetensors
from tests.app.models.asking import TRACES, post
from tests.app.models.embedded import FILE, IDS, TEXT, WORDS
from tests.app.models.files import MODELS, fixture, upload
from tests.app.problems import one_error, problem

TOKENS = "/api/v1/tokens"
LINES = "\n".join(WORDS).encode()
NO_WORDS = "found none, expected one, as the steps are text: tokens in the order of their ids"
ROWS = "expected 0 to 4, as the embedding has them"


def send(client: TestClient, vocabulary: bytes, data: bytes = FILE) -> Response:
    files = {"file": ("m.safetensors", data), "vocabulary": ("words.txt", vocabulary)}
    return client.post(MODELS, files=files)


@pytest.fixture(name="about", scope="module")
def _about(client: TestClient) -> dict[str, Any]:
    answer = send(client, LINES)
    assert answer.status_code in (200, 201), answer.text
    about: dict[str, Any] = answer.json()
    return about


def test_the_description_says_what_is_kept(client: TestClient, about: dict[str, Any]) -> None:
    assert about["vocabulary"] == {
        "tokens": 5,
        "sha256": hashlib.sha256(LINES).hexdigest(),
        "first": WORDS,
        "has_numbers": False,
    }
    assert client.get(f"{MODELS}/{about['id']}").json()["vocabulary"] == about["vocabulary"]
    plain = upload(client, FILE)
    assert plain["vocabulary"] is None
    assert client.get(f"{MODELS}/{plain['id']}").json()["vocabulary"] is None


def test_a_file_with_each_of_its_vocabularies_is_a_model_of_its_own(
    client: TestClient, about: dict[str, Any]
) -> None:
    again, other = send(client, LINES), send(client, json.dumps(WORDS[::-1]).encode())
    assert (again.status_code, again.json()["id"]) == (200, about["id"])
    assert len({upload(client, FILE)["id"], about["id"], other.json()["id"]}) == 3
    assert other.json()["vocabulary"]["first"] == WORDS[::-1]
    found = post(client, TOKENS, model={"id": other.json()["id"]}, text=TEXT)
    assert found["ids"] == [3, 0, 1]


@pytest.mark.parametrize(
    "path", [TRACES, TOKENS, "/api/v1/dye", "/api/v1/units", "/api/v1/gradients", "/api/v1/attributions"]
)
def test_text_and_ids_are_read_as_with_the_vocabulary_in_the_request(
    client: TestClient, about: dict[str, Any], path: str
) -> None:
    model = {"id": about["id"]}
    words: Any = LINES.decode() if path == TOKENS else WORDS
    for given in ({"text": TEXT}, {"ids": IDS}):
        brought = post(client, path, model=model, vocabulary=words, **given)
        assert post(client, path, model=model, **given) == brought
        if "labels" in brought:
            assert brought["labels"] == TEXT.split()


def test_tokens_batches_and_lines_are_read_too(client: TestClient, about: dict[str, Any]) -> None:
    model = {"id": about["id"]}
    wanted = post(client, model=model, text=TEXT, fields=["C"])
    assert post(client, model=model, tokens=TEXT.split(), fields=["C"]) == wanted
    assert post(client, model=model, batch=[IDS], fields=["C"])["batch"][0]["layers"] == wanted["layers"]
    first = json.dumps({"model": model, "text": TEXT, "fields": ["C"]})
    answer = client.post(TRACES, content=first, headers={"content-type": "application/x-ndjson"})
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["label"] for one in told] == TEXT.split()
    assert [one["layers"][0]["trace"]["C"] for one in told] == wanted["layers"][0]["trace"]["C"]


def test_a_vocabulary_in_the_request_goes_first(client: TestClient, about: dict[str, Any]) -> None:
    found = post(client, model={"id": about["id"]}, text=TEXT, vocabulary=["the", "猫", "sat"], fields=["x"])
    ids = post(client, model={"id": about["id"]}, ids=[0, 1, 2], fields=["x"])
    assert found["layers"] == ids["layers"]


def test_a_model_without_one_refuses_words_as_before(client: TestClient) -> None:
    plain = {"id": upload(client, FILE)["id"]}
    for path in (TRACES, TOKENS):
        assert one_error(client.post(path, json={"model": plain, "text": TEXT})) == (
            "/vocabulary",
            f"vocabulary: {NO_WORDS}",
        )
    assert post(client, model=plain, ids=IDS)["labels"] == ["1", "4", "3"]


def test_numbers_among_the_tokens_are_told(client: TestClient) -> None:
    assert send(client, b"<unk>\n7\ncat").json()["vocabulary"]["has_numbers"] is True


@pytest.mark.parametrize(
    ("vocabulary", "says"),
    [
        (b"", "expected at least one token, found none"),
        (b"a\nb\na", "vocabulary: found 'a' twice, expected each token once"),
        (b"\xff\xfe", "vocabulary: found bytes that are not text (invalid start byte), expected UTF-8"),
        (b'{"a": "b"}', "vocabulary: found 'a': 'b', expected texts, each with a whole number"),
        (b"a\nb\nc\nd\ne\nf", f"found id 5 of 'f', {ROWS}"),
        (b'{"a": -1}', f"found id -1 of 'a', {ROWS}"),
    ],
)
def test_what_is_no_vocabulary_of_the_model_is_refused_with_the_file(
    client: TestClient, vocabulary: bytes, says: str
) -> None:
    assert one_error(send(client, vocabulary)) == ("/vocabulary", says)


def test_a_model_that_reads_no_tokens_takes_no_vocabulary(client: TestClient) -> None:
    assert one_error(send(client, LINES, fixture("pytorch-one.safetensors"))) == (
        "/vocabulary",
        "expected none, as the model has no embedding that reads tokens",
    )


def test_its_limits_are_those_of_a_vocabulary_in_a_request() -> None:
    with TestClient(create_app(Settings(max_vocabulary=4, max_body_bytes=40, max_steps=1))) as client:
        assert one_error(send(client, LINES)) == (
            "/vocabulary",
            "5 tokens are over the limit max_vocabulary of 4; raise the setting MEMORY_PIPE_MAX_VOCABULARY",
        )
        assert problem(send(client, b"a" * 41), 413)["detail"] == (
            "The vocabulary is larger than the limit max_body_bytes of 40 bytes; raise the setting "
            "MEMORY_PIPE_MAX_BODY_BYTES."
        )
    with TestClient(create_app(Settings(max_vocabulary=4))) as client:
        most = Bounds.of(Settings()).parts
        refused = problem(send(client, b"[" + b"[]," * most + b"[]]"), 413)
        assert f"no valid one has more than {most}" in refused["detail"]


def test_another_server_of_the_store_reads_it_and_it_is_deleted_with_its_model(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with TestClient(create_app(settings)) as client:
        about, plain = send(client, LINES).json(), upload(client, FILE)
    with TestClient(create_app(settings)) as client:
        assert post(client, TOKENS, model={"id": about["id"]}, text=TEXT)["ids"] == IDS
        url = f"{MODELS}/{about['id']}"
        assert client.delete(url, headers={"Deletion-Token": about["deletion_token"]}).status_code == 204
        assert client.get(url).status_code == 404
        assert client.get(f"{MODELS}/{plain['id']}").status_code == 200
    engine = create_engine(sqlite_url(tmp_path))
    with engine.connect() as connection:
        assert connection.execute(select(vocabularies)).all() == []
    engine.dispose()
    assert "猫".encode() not in (tmp_path / "models.sqlite3").read_bytes()


def test_a_vocabulary_of_a_real_size_is_kept(client: TestClient) -> None:
    rng = np.random.default_rng(0)
    tensors, *_ = safetensors.parse(FILE, Limits())
    table = rng.normal(size=(100_000, 3)).astype("f4")
    data = safetensors.serialise({**tensors, "embedding.weight": table}, {})
    words = {f"w{n}": n for n in range(100_000)}
    about = send(client, json.dumps(words).encode(), data).json()
    assert about["vocabulary"]["tokens"] == 100_000
    found = post(client, TOKENS, model={"id": about["id"]}, text="w99999 w1")
    assert found["ids"] == [99_999, 1]
