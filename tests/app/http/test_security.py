"""Every answer has security headers."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.http.security import DATA_HEADERS

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


@pytest.mark.parametrize("path", ["/", "/zh", "/api"])
def test_every_page_carries_them(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/lab", "/zh/lab"])
def test_the_labs_charts_may_bring_styles_and_nothing_else(client: TestClient, path: str) -> None:
    allowed = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    assert client.get(path).headers["content-security-policy"] == allowed


def test_a_picture_that_could_be_shown_as_a_page_may_bring_nothing(app: FastAPI, client: TestClient) -> None:
    headers = client.get(app.state.services.assets.url("icon.svg")).headers
    assert {name: headers[name] for name in DATA_HEADERS} == DATA_HEADERS
    assert not {"permissions-policy", "referrer-policy"} & {*headers}


def test_data_and_refusals_may_bring_nothing_into_a_browser_and_be_framed_nowhere(client: TestClient) -> None:
    for answer in (
        client.get("/api/v1/presets"),
        client.get("/healthz"),
        client.post("/api/v1/traces", content=b"{"),
        client.put("/api/v1/traces"),
        client.get("/static/0/js/pages/lab.js"),
    ):
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert {name: answer.headers[name] for name in DATA_HEADERS} == DATA_HEADERS
        assert not {"permissions-policy", "referrer-policy"} & {*answer.headers}


@pytest.mark.parametrize("path", ["js/pages/lab.js", "js/pages/lab.css", "img/lab.png"])
def test_a_file_that_is_no_document_carries_those_that_mean_something_on_it(
    app: FastAPI, client: TestClient, path: str
) -> None:
    headers = client.get(app.state.services.assets.url(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "content-security-policy" not in headers
    assert "permissions-policy" not in headers
    assert "referrer-policy" not in headers


def test_nothing_breaks_plain_http(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "upgrade-insecure-requests" not in headers["content-security-policy"]
    assert "strict-transport-security" not in headers
    assert "cross-origin-opener-policy" not in headers
