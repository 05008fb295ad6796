"""A foreign page cannot make a reader's browser change anything here."""

import pytest
from starlette.testclient import TestClient

from tests.app.problems import problem

TRACE = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0]], "fields": ["C"], "digits": 3}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://evil.example"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "http://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:81"},
        {"origin": "null"},
        {"origin": "http:" + "//["},
    ],
)
def test_what_a_foreign_page_sends_is_refused_unread(client: TestClient, headers: dict[str, str]) -> None:
    file = {"file": ("model.npz", b"anything", "application/octet-stream")}
    for answer in (
        client.post("/api/v1/models", files=file, headers=headers),
        client.post("/api/v1/traces", json=TRACE, headers=headers),
        client.delete(f"/api/v1/models/{'0' * 64}", headers=headers),
    ):
        assert "page of another site" in problem(answer, 403)["detail"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin", "origin": "http://elsewhere.example"},  # behind a proxy
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {"origin": "HTTP://TESTSERVER"},
        {"origin": "http://127.0.0.1:8080", "host": "127.0.0.1:8080"},
    ],
)
def test_our_own_pages_and_programs_are_answered(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/traces", json=TRACE, headers=headers)
    assert answer.json()["layers"][0]["trace"]["C"] == [[0.664]]


def test_reading_is_free(client: TestClient) -> None:
    answer = client.get("/api/v1/presets/latch", headers={"sec-fetch-site": "cross-site"})
    assert answer.json()["name"] == "latch"
