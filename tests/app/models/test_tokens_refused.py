"""Texts, tokens and ids that do not fit a model are refused, each with its place."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import Settings
from lstm_core.interop.confined.reading import read_model
from lstm_core.interop.containers import safetensors
from lstm_core.interop.containers.limits import Limits
from tests.app.models.asking import TRACES
from tests.app.models.embedded import FILE, LSTM, TABLE
from tests.app.models.files import upload
from tests.app.problems import one_error

TOKENS = "/api/v1/tokens"
RANGE = "expected 0 to 4, as the embedding has them"
FEWER = "send less, or raise the setting MEMORY_PIPE_MAX_STEPS"
BESIDE = "expected vocabulary only beside text, tokens, ids and batch"


@pytest.fixture
def model(client: TestClient) -> dict[str, str]:
    return {"id": upload(client, FILE)["id"]}


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        ({"ids": [1, 5]}, "/ids/1", f"token 1: found id 5, {RANGE}"),
        ({"ids": [1.5]}, "/ids/0", "expected a whole number, found the number 1.5"),
        ({"ids": []}, "/ids", "text: found no tokens, expected at least one"),
        ({"batch": [[1], [1, 9]]}, "/batch/1/1", f"token 1: found id 9, {RANGE}"),
        (
            {"text": "the"},
            "/vocabulary",
            "vocabulary: found none, expected one, as the steps are text: tokens in the order of their ids",
        ),
        (
            {"tokens": ["the", "dog"], "vocabulary": ["the"]},
            "/tokens/1",
            "token 1: found 'dog', expected one of the vocabulary: 'the'",
        ),
        (
            {"text": "the", "vocabulary": ["the", "the"]},
            "/vocabulary",
            "vocabulary: found 'the' twice, expected each token once",
        ),
        ({"text": "the", "vocabulary": {"the": 5}}, "/text", f"token 0: found id 5, {RANGE}"),
        ({"inputs": [[1, 2, 3]], "vocabulary": ["a"]}, "", BESIDE),
        ({"ids": [1], "text": "the"}, "", "expected exactly one of inputs, text, tokens, ids and batch"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(
    client: TestClient, model: dict[str, str], given: dict[str, Any], place: str, said: str
) -> None:
    assert one_error(client.post(TRACES, json={"model": model, **given})) == (place, said)


def test_a_model_without_an_embedding_says_so(client: TestClient) -> None:
    model = {"id": upload(client, safetensors.serialise(LSTM, {}))["id"]}
    refused = client.post(TRACES, json={"model": model, "ids": [1]})
    assert one_error(refused) == ("/ids", "this model reads numbers, not tokens; send inputs instead")
    refused = client.post(TRACES, json={"model": model, "text": "a"})
    assert one_error(refused) == ("/text", "this model reads numbers, not text; send inputs instead")


def test_more_tokens_than_steps_are_refused_before_their_rows_are_made(
    client: TestClient, model: dict[str, str]
) -> None:
    most = Settings().max_steps
    many = most + 1
    refused = client.post(TRACES, json={"model": model, "ids": [0] * many})
    way = "ask for application/x-ndjson, or raise the setting MEMORY_PIPE_MAX_STEPS"
    assert one_error(refused) == ("/ids", f"{many} steps are over the limit max_steps of {most}; {way}")


def test_an_embedding_that_is_too_large_is_left_out_and_named() -> None:
    limits = Limits(weights=200)
    assert read_model(FILE, limits).embeddings["embedding"].tolist() == TABLE.tolist()
    large = safetensors.serialise({"embedding.weight": np.zeros((100, 3), "f4"), **LSTM}, {})
    found = read_model(large, replace(limits, weights=299))
    assert found.embeddings == {}
    assert found.remarks == (
        "embedding: the embedding has 300 numbers, too many to be kept here (at most 299); "
        "send the rows of its tokens as inputs",
    )
    assert "embedding" in read_model(large, replace(limits, weights=300)).embeddings


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        ({}, "", "expected exactly one of text and ids"),
        ({"text": "the", "vocabulary": "{1}"}, "/vocabulary", "expected a JSON object of ids"),
        ({"text": "", "vocabulary": "the"}, "/text", "text: found no tokens, expected at least one"),
        ({"ids": [5]}, "/ids/0", f"token 0: found id 5, {RANGE}"),
        ({"ids": [0] * 10_001}, "/ids", f"10001 steps are over the limit max_steps of 10000; {FEWER}"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(
    client: TestClient, model: dict[str, str], given: dict[str, Any], place: str, said: str
) -> None:
    found, detail = one_error(client.post(TOKENS, json={"model": model, **given}))
    assert found == place
    assert detail.endswith(said)
