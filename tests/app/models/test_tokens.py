"""A model with an embedding takes texts, tokens and ids; each form of the answer has the tokens as labels."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from app.models.tables import models
from lstm_core.interop import read
from tests.app.models.asking import TRACES, post
from tests.app.models.embedded import FILE, IDS, SEVERAL, TABLE, TEXT, WORDS
from tests.app.models.files import MODELS, upload
from tests.app.problems import one_error

TOKENS = "/api/v1/tokens"
DYE, ATTRIBUTIONS = "/api/v1/dye", "/api/v1/attributions"


@pytest.fixture
def model(client: TestClient) -> dict[str, str]:
    return {"id": upload(client, FILE)["id"]}


def expected(ids: list[int], table: np.ndarray = TABLE) -> np.ndarray:
    """Return C of the core's run over these rows."""
    found: np.ndarray = read(FILE).join().run(table[ids].astype(float))[(0, "forward")].trace.values["C"]
    return found


def test_the_description_names_the_embeddings(client: TestClient) -> None:
    about = upload(client, FILE)
    assert about["embeddings"] == [{"name": "embedding", "tokens": 5, "inputs": 3}]
    assert client.get(f"{MODELS}/{about['id']}").json()["embeddings"] == about["embeddings"]


@pytest.mark.parametrize(
    "given",
    [
        {"text": TEXT, "vocabulary": WORDS},
        {"text": TEXT, "vocabulary": {word: n for n, word in enumerate(WORDS)}},
        {"tokens": TEXT.split(), "vocabulary": WORDS},
        {"ids": IDS, "vocabulary": WORDS},
    ],
)
def test_texts_tokens_and_ids_run_as_their_rows_do_and_are_the_labels(
    client: TestClient, model: dict[str, str], given: dict[str, Any]
) -> None:
    answer = post(client, model=model, fields=["x", "C"], **given)
    np.testing.assert_array_equal(answer["layers"][0]["trace"]["x"], TABLE[IDS].astype(float))
    np.testing.assert_allclose(answer["layers"][0]["trace"]["C"], expected(IDS), rtol=1e-12)
    assert answer["labels"] == ["the", "猫", "sat"]
    assert answer["steps"] == 3


def test_ids_alone_are_labelled_by_themselves_and_labels_of_the_request_go_first(
    client: TestClient, model: dict[str, str]
) -> None:
    assert post(client, model=model, ids=IDS)["labels"] == ["1", "4", "3"]
    assert post(client, model=model, ids=IDS, labels=["a", "b", "c"])["labels"] == ["a", "b", "c"]


def test_what_is_not_in_the_vocabulary_is_the_unknown_token(
    client: TestClient, model: dict[str, str]
) -> None:
    answer = post(client, model=model, text="the dog", vocabulary=WORDS, fields=["C"])
    np.testing.assert_allclose(answer["layers"][0]["trace"]["C"], expected([1, 0]), rtol=1e-12)
    assert answer["labels"] == ["the", "dog"]


def test_a_batch_may_hold_lists_of_ids(client: TestClient, model: dict[str, str]) -> None:
    request: dict[str, Any] = {
        "model": model,
        "batch": [IDS, [2], TABLE[[2]].astype(float).tolist()],
        "vocabulary": WORDS,
    }
    answer = post(client, **request, fields=["C"])
    first, second, third = answer["batch"]
    np.testing.assert_allclose(first["layers"][0]["trace"]["C"], expected(IDS), rtol=1e-12)
    assert second["layers"] == third["layers"]
    assert (first["labels"], second["labels"], "labels" in third) == (["the", "猫", "sat"], ["cat"], False)


def test_tables_and_lines_have_the_tokens(client: TestClient, model: dict[str, str]) -> None:
    request = {"model": model, "text": TEXT, "vocabulary": WORDS, "fields": ["C"]}
    text = client.post(TRACES, json=request, headers={"accept": "text/csv"}).text
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["label"] for row in table if row["unit"] == "0"] == ["the", "猫", "sat"]
    lines = client.post(TRACES, json=request, headers={"accept": "application/x-ndjson"}).text.splitlines()
    assert [json.loads(line)["label"] for line in lines] == ["the", "猫", "sat"]
    streamed = [json.loads(line)["layers"][0]["trace"]["C"] for line in lines]
    np.testing.assert_allclose(streamed, expected(IDS), rtol=1e-12)


def test_the_arrays_of_a_trace_have_the_tokens_and_are_inputs_again(
    client: TestClient, model: dict[str, str]
) -> None:
    request = {"model": model, "text": TEXT, "vocabulary": WORDS}
    content = client.post(TRACES, json=request, headers={"accept": "application/x-npz"}).content
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == ["the", "猫", "sat"]
        np.testing.assert_allclose(arrays["C"], expected(IDS), rtol=1e-12)
    again = client.post("/api/v1/inputs", files={"file": ("trace.npz", content)}).json()
    assert again["labels"] == ["the", "猫", "sat"]
    assert again["inputs"] == TABLE[IDS].astype(float).tolist()


def test_a_batch_of_ids_and_of_rows_has_one_column_of_labels(
    client: TestClient, model: dict[str, str]
) -> None:
    request: dict[str, Any] = {
        "model": model,
        "batch": [TABLE[[2]].astype(float).tolist(), IDS],
        "vocabulary": WORDS,
    }
    asked: dict[str, dict[str, Any]] = {
        TRACES: {"fields": ["C"]},
        DYE: {"step": 0},
        ATTRIBUTIONS: {"method": "ablation"},
    }
    for path, more in asked.items():
        text = client.post(path, json=request | more, headers={"accept": "text/csv"}).text
        table = list(csv.DictReader(io.StringIO(text, newline="")))
        labels = dict.fromkeys((row["sequence"], row["step"], row["label"]) for row in table)
        own = [one for one in labels if one[1] != "start"]
        assert own == [
            ("0", "0", ""),
            *(("1", str(t), TEXT.split()[t]) for t in range(3)),
        ]
        assert all(None not in row and None not in row.values() for row in table)


def test_other_questions_take_tokens_too(client: TestClient, model: dict[str, str]) -> None:
    rows = TABLE[IDS].astype(float).tolist()
    for path in ("/api/v1/gradients", "/api/v1/units", DYE):
        by_text = post(client, path, model=model, text=TEXT, vocabulary=WORDS)
        labels = {"labels": TEXT.split()} if path == DYE else {}
        assert by_text == post(client, path, model=model, inputs=rows) | labels, path
    asked: dict[str, Any] = {"model": model, "output": {"unit": 0}, "method": "gradient"}
    by_ids = post(client, ATTRIBUTIONS, **asked, ids=IDS, vocabulary=WORDS)
    assert by_ids == post(client, ATTRIBUTIONS, **asked, inputs=rows) | {"labels": TEXT.split()}


@pytest.mark.parametrize(
    ("path", "more", "columns"),
    [
        (DYE, {"step": 2}, ("step", "label")),
        (DYE, {"source": 1}, ("step", "label")),
        (DYE, {"unit": 1}, ("source", "source_label")),
        (ATTRIBUTIONS, {"method": "gradient"}, ("step", "label")),
        (ATTRIBUTIONS, {"method": "ablation", "ablated": [2, 0]}, ("step", "label")),
    ],
)
def test_tables_of_other_questions_have_the_tokens_beside_their_steps(
    client: TestClient, model: dict[str, str], path: str, more: dict[str, Any], columns: tuple[str, str]
) -> None:
    request = {"model": model, "text": TEXT, "vocabulary": WORDS} | more
    told = post(client, path, **request)
    text = client.post(path, json=request, headers={"accept": "text/csv"}).text
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    places = dict.fromkeys(tuple(row[name] for name in columns) for row in table)
    named = {str(t): token for t, token in enumerate(TEXT.split())} | {"start": ""}
    assert all(named[step] == token for step, token in places)
    assert {"0", "2"} <= {step for step, _ in places}
    if "unit" in more:
        assert all(named[row["step"]] == row["label"] for row in table)
    numbers = [float(row["part" if path == DYE else "value"]) for row in table]
    answer = told["layers"][0] if path == DYE else told
    wanted = np.ravel(answer["parts"] if path == DYE else answer["values"])
    assert set(wanted.tolist()) <= set(numbers)
    content = client.post(path, json=request, headers={"accept": "application/x-npz"}).content
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == TEXT.split()


def test_one_of_several_embeddings_is_named(client: TestClient) -> None:
    model = {"id": upload(client, SEVERAL)["id"]}
    answer = post(client, model={**model, "embedding": "deep.embedding"}, ids=IDS, fields=["C"])
    np.testing.assert_allclose(answer["layers"][0]["trace"]["C"], expected(IDS, TABLE[::-1]), rtol=1e-12)
    known = "'deep.embedding', 'emb', 'wte'"
    for embedding, said in (
        (None, f"expected the name of one of the file's embeddings: {known}"),
        ("x", f"expected one of {known}, found 'x'"),
        ("wte", "its rows have 7 numbers, expected 3, as many as the model has inputs"),
    ):
        refused = client.post(TRACES, json={"model": {**model, "embedding": embedding}, "ids": IDS})
        assert one_error(refused) == ("/model/embedding", said)


def test_a_description_of_an_earlier_version_is_renewed_when_the_file_comes_again(client: TestClient) -> None:
    about = upload(client, FILE)
    store = client.app.state.services.models.store  # type: ignore[attr-defined]
    old = {name: about[name] for name in about if name not in ("embeddings", "deletion_token", "name")}
    with store.database.writing() as connection:
        connection.execute(update(models).where(models.c.id == about["id"]).values(about=json.dumps(old)))
    assert client.get(f"{MODELS}/{about['id']}").json()["embeddings"] == []
    assert post(client, model={"id": about["id"]}, ids=[1])["labels"] == ["1"]
    upload(client, FILE)
    assert client.get(f"{MODELS}/{about['id']}").json()["embeddings"] == about["embeddings"]


@pytest.mark.parametrize(
    "vocabulary",
    [json.dumps(WORDS), "\n".join(WORDS) + "\n", json.dumps({word: n for n, word in enumerate(WORDS)})],
)
def test_a_text_becomes_ids_and_rows(client: TestClient, model: dict[str, str], vocabulary: str) -> None:
    found = post(client, TOKENS, model=model, text=TEXT, vocabulary=vocabulary)
    assert found == {"ids": IDS, "labels": TEXT.split(), "inputs": TABLE[IDS].astype(float).tolist()}
    by_ids = post(client, TOKENS, model=model, ids=IDS, vocabulary=vocabulary)
    assert by_ids == found
    assert post(client, TOKENS, model=model, ids=IDS)["labels"] == ["1", "4", "3"]
