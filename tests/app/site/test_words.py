"""The words of scripts: found by their ids, and sent with the door to which they belong."""

import json
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT
from app.site.i18n import Catalogue, load
from app.site.words import Words, messages
from tests.app.problems import problem

CATALOGUES = load(ROOT / "app" / "locale")
KNOWN = {"a.b", "a.phase.one", "a.phase.two", "a.phase.two.says", "a.phase.x.y", "c.d"}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('t("a.b")', ["a.b"]),
        ("t('a.b') + t(`c.d`)", ["a.b", "c.d"]),
        ('t(ok?"a.b":"c.d")', ["a.b", "c.d"]),
        ("t(`a.phase.${id}`)", ["a.phase.one", "a.phase.two"]),
        ("t(`a.phase.${PHASES[n].id}.says`)", ["a.phase.two.says"]),
        ("t(`a.${kind}.${id}`)", ["a.phase.one", "a.phase.two"]),
        ('t("a.phase")', []),
        ('"x.b" + a.b', []),
    ],
)
def test_a_message_is_found_as_a_literal_or_by_its_template(script: str, expected: list[str]) -> None:
    assert messages(["a.js"], {"a.js": script.encode()}, KNOWN) == expected


SOURCES = {
    "js/features/charts/door.js": b'export { mount } from "./charts.js";',
    "js/features/charts/charts.js": b'import "../../view/a.js"; t("a.b"); import("./more.js");',
    "js/view/a.js": b't("a.phase.two")',
    "js/features/charts/more.js": b't("c.d")',
    "js/pages/lab.js": b't("a.phase.one"); import "../view/a.js"; import("../features/charts/door.js");',
}


def test_a_doors_words_are_those_of_all_scripts_that_it_brings_at_an_address_of_this_content() -> None:
    words = {
        language: Catalogue(language, {key: f"{key} {language}" for key in KNOWN})
        for language in ("en", "zh")
    }
    here = Words(words, SOURCES)
    assert re.fullmatch("/words/[0-9a-f]{16}/zh/charts", here.url("zh", "charts"))
    document = here.document(here.hash, "zh", "charts")
    assert document is not None
    assert json.loads(document.body) == {"a.b": "a.b zh", "c.d": "c.d zh"}
    assert json.loads(here.all("en").body) == {"a.b": "a.b en", "c.d": "c.d en"}
    assert here.document("0" * 16, "zh", "charts") is None
    assert here.document(here.hash, "zh", "tour") is None
    reworded = words | {"zh": Catalogue("zh", dict(words["zh"].texts) | {"a.b": "other"})}
    assert Words(reworded, SOURCES).hash != here.hash
    unrelated = words | {"zh": Catalogue("zh", dict(words["zh"].texts) | {"a.phase.one": "other"})}
    assert Words(unrelated, SOURCES).hash == here.hash


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_address_without_a_version_gives_the_words_of_all_doors(
    client: TestClient, language: str
) -> None:
    answer = client.get(f"/words/{language}")
    assert answer.json()["models.choose"] == {"en": "Choose a file", "zh": "选择文件"}[language]
    assert answer.json().items() <= CATALOGUES[language].texts.items()
    heads = {key.removeprefix("lab.").split(".")[0] for key in answer.json()}
    assert heads >= {
        "charts",
        "keys",
        "models",
        "predict",
        "share",
        "strip",
        "tasks",
        "tour",
        "weights",
    }
    again = client.get(f"/words/{language}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_words_of_another_version_or_of_no_door_are_a_404_that_no_cache_keeps(
    app: FastAPI, client: TestClient
) -> None:
    version = app.state.services.pages.words.hash
    for path in (f"/words/{'0' * 16}/en/charts", f"/words/{version}/en/nothing"):
        answer = client.get(path)
        assert problem(answer, 404)["detail"] == "There are no such words in this version."
        assert answer.headers["cache-control"] == "no-store"


def test_another_language_is_refused(client: TestClient) -> None:
    for path in ("/words/fr", "/words/0/fr/charts"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/path/language"
