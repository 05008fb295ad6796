"""Dynamic answers are compressed: the API's quickly, pages well."""

import gzip

from fastapi import FastAPI
from starlette.testclient import TestClient

PACKED = {"accept-encoding": "gzip"}


def test_a_page_is_as_small_as_gzip_makes_it_and_whole(client: TestClient) -> None:
    packed, plain = (
        client.get("/lab", headers=PACKED),
        client.get("/lab", headers={"accept-encoding": "identity"}),
    )
    assert packed.content == plain.content
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 6))


def test_an_answer_of_the_api_is_packed_as_quickly_as_gzip_can(client: TestClient) -> None:
    body = {"model": {"preset": "recall"}, "inputs": [[0.5] * 5] * 40}
    answer = client.post("/api/v1/traces", json=body, headers=PACKED)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-encoding"] == "gzip"
    quick, well = len(gzip.compress(answer.content, 1)), len(gzip.compress(answer.content, 6))
    assert well < int(answer.headers["content-length"]) == quick


def test_what_is_small_or_packed_already_is_left_alone(app: FastAPI, client: TestClient) -> None:
    assert "content-encoding" not in client.get("/healthz", headers=PACKED).headers
    assets = app.state.services.assets
    answer = client.get(assets.url("js/pages/lab.js"), headers=PACKED)
    assert int(answer.headers["content-length"]) == len(assets.files["js/pages/lab.js"].packed)
