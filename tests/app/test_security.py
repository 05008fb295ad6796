"""Security headers stand on every answer."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.security import HEADERS, policy

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def test_the_policy_is_the_one_we_mean() -> None:
    assert policy() == HEADERS["Content-Security-Policy"] == CSP
    assert policy(style_src="'self' 'unsafe-inline'") == CSP.replace(
        "style-src 'self'", "style-src 'self' 'unsafe-inline'"
    )


@pytest.mark.parametrize("path", ["/", "/zh", "/lab", "/zh/lab", "/api/v1/presets", "/nothing", "/healthz"])
def test_every_answer_carries_them(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_refusals_and_statics_carry_them(app: FastAPI, client: TestClient) -> None:
    for answer in (
        client.post("/api/v1/traces", content=b"{"),
        client.put("/api/v1/traces"),
        client.get(app.state.assets.url("js/main.js")),
    ):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/api", "/zh/api"])
def test_only_the_api_page_may_set_styles_inline_and_none_scripts(client: TestClient, path: str) -> None:
    found = client.get(path).headers["content-security-policy"]
    assert found == CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def test_nothing_breaks_plain_http(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "upgrade-insecure-requests" not in headers["content-security-policy"]
    assert "strict-transport-security" not in headers
    assert "cross-origin-opener-policy" not in headers
