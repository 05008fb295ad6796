"""Answers are compressed: the API's quickly, pages once and as well as gzip can."""

import gzip

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.wire.documents import Document, Shelf

PACKED = {"accept-encoding": "gzip"}


def test_a_page_is_as_small_as_gzip_makes_it_and_whole(client: TestClient) -> None:
    packed, plain = (
        client.get("/lab", headers=PACKED),
        client.get("/lab", headers={"accept-encoding": "identity"}),
    )
    assert packed.content == plain.content
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) <= len(gzip.compress(plain.content, 9))


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


@pytest.mark.parametrize("path", ["/lab", "/", "/api/v1/openapi.json", "/words/zh", "/sitemap.xml"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    for accepted in ("gzip", "identity"):
        headers = {"accept-encoding": accepted}
        tag = client.get(path, headers=headers).headers["etag"]
        again = client.get(path, headers={**headers, "if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get(path, headers={"accept-encoding": "gzip", "if-none-match": tag})
    varied = "Accept-Encoding, Accept-Language" if path == "/" else "Accept-Encoding"
    assert (other.status_code, other.headers["vary"]) == (200, varied)


def test_a_page_that_is_not_there_is_sent_again(client: TestClient) -> None:
    answer = client.get("/nowhere", headers={"accept": "text/html", "if-none-match": "*"})
    assert answer.status_code == 404
    assert "etag" not in answer.headers
    assert client.get("/").status_code == 200


def test_a_client_that_refuses_gzip_gets_none(client: TestClient) -> None:
    body = {"model": {"preset": "recall"}, "inputs": [[0.5] * 5] * 40}
    answer = client.post("/api/v1/traces", json=body, headers={"accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in answer.headers


def test_documents_give_way_to_those_used_later() -> None:
    documents = {name: Document.holding(name.encode() * 1000, "text/plain") for name in "abc"}
    shelf = Shelf(2 * (1000 + len(documents["a"].packed)))
    shelf.put(documents["a"], "a")
    shelf.put(documents["b"], "b")
    assert shelf.get("a") is documents["a"]
    shelf.put(documents["c"], "c")
    assert [shelf.get(name) for name in "abc"] == [documents["a"], None, documents["c"]]
