"""An unknown address: people get a page in their language, programs a problem."""

import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.site.i18n import load
from tests.app.problems import problem

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
TEXTS = {language: catalogue.texts for language, catalogue in load(ROOT / "app" / "locale").items()}


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/nothing", "en"),
        ("/lab/nothing", "en"),
        ("/zhang", "en"),
        ("/learn/nothing", "en"),
        ("/api/nothing", "en"),
        ("/zh/nothing", "zh"),
        ("/zh/learn/nothing/nothing", "zh"),
    ],
)
def test_a_browser_is_shown_a_page_in_its_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == {"en": "en", "zh": "zh-Hans"}[language]
    assert f"<h1>{TEXTS[language]['notfound.heading']}</h1>" in answer.text
    assert f'href="{"/" if language == "en" else "/zh"}"' in answer.text


def test_a_head_request_has_the_same_status_and_no_body(client: TestClient) -> None:
    answer = client.head("/nothing", headers=BROWSER)
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("method", "path", "accept"),
    [
        ("GET", "/nothing", "*/*"),
        ("GET", "/nothing", "application/json"),
        ("GET", "/nothing", "text/html;q=0.1, application/problem+json"),
        ("POST", "/nothing", BROWSER["accept"]),
        ("GET", "/api/v1/nothing", BROWSER["accept"]),
        ("GET", "/static/0/nothing.css", BROWSER["accept"]),
    ],
)
def test_a_program_is_told_a_problem(client: TestClient, method: str, path: str, accept: str) -> None:
    assert problem(client.request(method, path, headers={"accept": accept}), 404)["status"] == 404


def test_other_refusals_stay_problems(client: TestClient) -> None:
    answer = client.get("/api/v1/traces", headers=BROWSER)
    assert problem(answer, 405)["status"] == 405


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/models/0", "GET, HEAD, DELETE"),
        ("/api/v1/models", "POST"),
        ("/api/v1/presets", "GET, HEAD"),
        ("/lab", "GET, HEAD"),
    ],
)
def test_a_405_names_all_methods_of_the_address(client: TestClient, path: str, allowed: str) -> None:
    answer = client.patch(path)
    assert problem(answer, 405)["status"] == 405
    assert answer.headers["allow"] == allowed
