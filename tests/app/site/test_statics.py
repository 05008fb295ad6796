"""Static files and presets over HTTP: caching, compression, and what is not served."""

import gzip

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT
from app.main import PLOTLY
from tests.app.problems import problem

IMMUTABLE = "public, max-age=31536000, immutable"


def url(app: FastAPI, path: str) -> str:
    address: str = app.state.services.assets.url(path)
    return address


def test_a_file_is_served_packed_and_for_ever(app: FastAPI, client: TestClient) -> None:
    answer = client.get(url(app, "js/view/view.css"), headers={"accept-encoding": "gzip"})
    assert answer.content == (ROOT / "static" / "js" / "view" / "view.css").read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(answer.content)
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_the_charts_library_comes_from_its_package(app: FastAPI, client: TestClient) -> None:
    answer = client.get(url(app, "plotly.min.js"), headers={"accept-encoding": "gzip"})
    assert answer.content.startswith(b"/**\n* plotly.js v")
    assert answer.content == PLOTLY.read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert int(answer.headers["content-length"]) < len(answer.content) / 3


def test_a_file_is_served_plain_to_clients_without_gzip(app: FastAPI, client: TestClient) -> None:
    answer = client.get(url(app, "js/view/view.css"), headers={"accept-encoding": "identity"})
    assert answer.content == (ROOT / "static" / "js" / "view" / "view.css").read_bytes()
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_static_answer_carries_only_headers_that_mean_something_on_it(
    app: FastAPI, client: TestClient
) -> None:
    words = client.get("/lab").text.partition('"words":"')[2].partition('"')[0]
    for path in (url(app, "js/pages/lab.js"), url(app, "js/pages/lab.css"), words):
        headers = client.get(path, headers={"accept-encoding": "gzip"}).headers
        assert set(headers) == {
            *("cache-control", "content-encoding", "content-length", "content-type", "vary"),
            *("x-content-type-options", "cross-origin-resource-policy"),
        }


@pytest.mark.parametrize("path", ["/api/v1/presets", "/api/v1/presets/latch"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_what_a_client_holds_is_not_sent_again(client: TestClient, path: str, encoding: str) -> None:
    headers = {"accept-encoding": encoding}
    first = client.get(path, headers=headers)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert tag.endswith('"')
    for held in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(path, headers=headers | {"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers["vary"] == "Accept-Encoding"
    other = client.get(path, headers=headers | {"if-none-match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_plain_and_packed_have_tags_of_their_own(client: TestClient) -> None:
    tags = {
        client.get("/api/v1/presets/latch", headers={"accept-encoding": encoding}).headers["etag"]
        for encoding in ("gzip", "identity")
    }
    assert len(tags) == 2


def test_presets_are_packed_beforehand_and_asked_for_each_time(app: FastAPI, client: TestClient) -> None:
    document = app.state.services.presets["latch"].document
    answer = client.get("/api/v1/presets/latch", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(document.packed) == document.body == answer.content
    assert int(answer.headers["content-length"]) == len(document.packed)
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "js/none.js",
        "",
        "js",
        "js/",
        "js/%2e%2e/js/pages/lab.js",
        "%2e%2e/%2e%2e/app/main.py",
        "..%2f..%2fapp%2fmain.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "js/pages/lab.js%00",
        "js\\main.js",
    ],
)
def test_what_is_not_in_the_tree_is_a_404(app: FastAPI, client: TestClient, path: str) -> None:
    answer = problem(client.get(f"/static/{app.state.services.assets.hash}/{path}"), 404)
    assert answer["detail"] == "There is no such static file in this version."


def test_another_version_is_a_404_that_no_cache_keeps(client: TestClient) -> None:
    answer = client.get("/static/0123456789abcdef/js/pages/lab.js")
    assert problem(answer, 404)["detail"] == "There is no such static file in this version."
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/static", "/api/v1/presets", "/api/v1/presets/latch", "/healthz"])
def test_head_gives_the_headers_alone(app: FastAPI, client: TestClient, path: str) -> None:
    address = url(app, "js/pages/lab.js") if path == "/static" else path
    head, get = client.head(address), client.get(address)
    assert head.content == b""
    assert head.headers == get.headers


def test_where_browsers_ask_for_an_icon_there_is_the_icon(client: TestClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.content == (ROOT / "static" / "icon.svg").read_bytes()
