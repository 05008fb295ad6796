"""A screen brings the styles, words and layouts that its parts need, and no others."""

import json
import re

import pytest
from starlette.testclient import TestClient

from app.learn.pages.needs import SHEETS
from tests.app.site.test_pages import Reader

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
    ("path", "has_cell"),
    [
        ("/learn/through-time/holds", False),
        ("/learn/cell-diagram/old-memory", True),
        ("/learn/cell-diagram/same-parts", True),
        ("/learn/unit/lid-off", False),
    ],
)
def test_the_layout_of_the_cell_comes_where_somebody_may_open_it(
    client: TestClient, path: str, has_cell: bool
) -> None:
    page = Reader(client.get(path).text)
    [unit] = json.loads(page.scripts["blueprints"])
    assert (unit["layouts"]["cell"] is not None) is has_cell
    assert unit["layouts"]["pipe"]["wide"]["size"] == unit["layouts"]["box"]["wide"]["size"]
