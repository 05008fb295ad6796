"""A screen brings the styles, words, presets and layouts that its parts need, and no others."""

import json
import re

import pytest
from starlette.testclient import TestClient

from app.learn.pages.needs import SHEETS
from tests.app.site.test_pages import Reader, in_one_language

NEEDS = {
    "/": {"findings"},
    "/learn/in-15-minutes/who-turns": {"strip", "panels"},
    "/learn/in-15-minutes/forget": {"strip", "draw", "formula"},
    "/learn/through-time/holds": {"timeline"},
    "/learn/cell-diagram/what-is-hidden": {"morph", "strip"},
    "/learn/cell-diagram/two-errors": {"findings", "find"},
    "/learn/your-own-gates/pytorch": {"code"},
    "/learn/your-own-gates/keep": {"workbench"},
    "/learn/dye/price": {"strip", "dyed"},
    "/learn/memory-pipe/no-crossing": {"strip", "terms"},
}


def _sheets(page: Reader) -> set[str]:
    found = (re.search(r"/learn_(\w+)\.css$", link) for link in page.links["link"])
    return {match[1] for match in found if match}


@pytest.mark.parametrize("path", NEEDS)
def test_a_screen_brings_the_styles_of_what_is_on_it(client: TestClient, path: str) -> None:
    assert _sheets(Reader(client.get(path).text)) == NEEDS[path]


def test_other_pages_of_the_tutorial_bring_theirs(client: TestClient) -> None:
    assert _sheets(Reader(client.get("/learn").text)) == {"contents"}
    assert _sheets(Reader(client.get("/learn/sheet").text)) == {"sheet"}
    printed = _sheets(Reader(client.get("/learn/handout").text))
    assert {f"js/pages/learn_{name}.css" for name in printed - {"handout"}} == set(SHEETS)


@pytest.mark.parametrize(
    ("path", "begin", "is_said"),
    [
        ("/learn/through-time/holds", "lab.timeline.", True),
        ("/learn/through-time/holds", "lab.input.", False),
        ("/learn/in-15-minutes/who-turns", "lab.why.", True),
        ("/learn/in-15-minutes/who-turns", "lab.timeline.", False),
        ("/learn/cell-diagram/what-is-hidden", "lab.morph.", True),
        ("/learn/cell-diagram/old-memory", "lab.spotlight.", True),
        ("/learn/dye/price", "learn.dye.", True),
    ],
)
def test_a_screen_brings_the_words_that_are_said_on_it(
    client: TestClient, path: str, begin: str, is_said: bool
) -> None:
    words = json.loads(Reader(client.get(path).text).scripts["messages"])
    assert "lab.transport.play" in words
    assert any(key.startswith(begin) for key in words) is is_said


@pytest.mark.parametrize(
    ("path", "views"),
    [
        ("/learn/through-time/holds", {"row"}),
        ("/learn/break-it/idle", {"pipe", "row"}),
        ("/learn/cell-diagram/old-memory", {"pipe", "cell", "row"}),
        ("/learn/cell-diagram/same-parts", {"pipe", "box", "cell", "row"}),
        ("/learn/unit/lid-off", {"pipe", "box", "row"}),
        ("/learn/unit/behaviour", {"pipe", "box", "row"}),
        ("/learn/your-own-gates/keep", {"pipe", "row"}),
    ],
)
def test_the_layouts_of_the_views_come_that_somebody_may_open(
    client: TestClient, path: str, views: set[str]
) -> None:
    [unit] = json.loads(Reader(client.get(path).text).scripts["blueprints"])
    brought = {view: layout for view, layout in unit["layouts"].items() if layout}
    assert brought.keys() == views
    described = client.get("/api/v1/blueprints/lstm").json()["layouts"]
    for view, layout in brought.items():
        assert {width: one["nodes"] for width, one in layout.items()} == {
            width: one["nodes"] for width, one in described[view].items()
        }


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/learn/through-time/holds", ["stock-position"]),
        ("/zh/learn/through-time/christmas", ["christmas-trees"]),
        ("/learn/your-own-gates/keep", []),
        ("/learn/cell-diagram/two-errors", []),
    ],
)
def test_a_screen_brings_the_presets_of_its_figures_as_the_api_has_them(
    client: TestClient, path: str, names: list[str]
) -> None:
    brought = json.loads(Reader(client.get(path).text).scripts.get("presets", "[]"))
    assert [preset["name"] for preset in brought] == names
    for preset in brought:
        whole = client.get(f"/api/v1/presets/{preset['name']}").json()
        assert whole.keys() - preset.keys() == {"weights", "summary", "captions", "training"}
        language = "zh" if path.startswith("/zh") else "en"
        assert preset == in_one_language({key: whole[key] for key in preset}, language)
