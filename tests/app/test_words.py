"""The texts that scripts fetch when they need them."""

import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.site.i18n import load

CATALOGUES = load(ROOT / "app" / "locale")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_are_those_of_the_catalogue_and_kept_while_they_are_the_same(
    client: TestClient, language: str
) -> None:
    answer = client.get(f"/words/{language}")
    assert answer.json() == CATALOGUES[language].later
    assert answer.json()["lab.own.choose"] == {"en": "Choose a file", "zh": "选择文件"}[language]
    again = client.get(f"/words/{language}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_language_is_refused(client: TestClient) -> None:
    answer = client.get("/words/fr")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/path/language"
