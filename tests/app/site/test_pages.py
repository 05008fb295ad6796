"""The pages as they leave the server."""

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from app.site.i18n import load
from lstm_core.blueprints import BLUEPRINTS
from lstm_core.picture.units import drawn
from tests.app.problems import problem
from tests.app.site.markup import Markup

WORDS = {
    "/": {"lab", "learn", "strip"},
    "/learn": {"lab", "learn", "strip"},
    "/learn/handout": set[str](),
    "/lab": {"lab", "gru", "rnn", "predict", "strip"},
    "/train": {"lab", "gru", "rnn", "train", "strip", "dye"},
    "/class": {"class"},
    "/class/guide": set[str](),
    "/class/privacy": set[str](),
    "/board": {"lab", "gru", "rnn", "board", "classroom", "dye", "predict"},
    "/desk": {"lab", "gru", "rnn", "board", "classroom", "dye", "desk", "predict", "tasks"},
    "/join": {"lab", "gru", "rnn", "classroom", "dye", "predict", "seat"},
    "/api": {"api"},
    "/api/guide": set[str](),
}
"""English addresses, and the prefixes of the message ids in each page's script."""
DATA = {path: {"messages"} if words else set[str]() for path, words in WORDS.items()}
DATA["/lab"] |= {"doors", "preset-list", "presets"}
UNITS = {
    "/": ["lstm"],
    "/learn": ["lstm"],
    "/lab": ["lstm", "gru", "gru_reset_before", "rnn"],
    "/train": ["lstm", "gru", "rnn"],
    "/board": ["lstm", "gru", "gru_reset_before", "rnn"],
    "/desk": ["lstm", "gru", "gru_reset_before", "rnn"],
    "/join": ["lstm", "gru", "gru_reset_before", "rnn"],
}
"""The blueprints that each page carries."""
for units_of in UNITS:
    DATA[units_of].add("blueprints")
"""The blocks of data in each page."""
ADDRESSES = [address for path in WORDS for address in (path, f"/zh{path}".rstrip("/"))]
CATALOGUES = load(ROOT / "app" / "locale")


class Reader(Markup):
    """Collects the addresses that a page names, and the text of each script in it."""

    def __init__(self, html: str) -> None:
        self.links: dict[str, list[str]] = {}
        self.html: dict[str, str] = {}
        self.scripts: dict[str, str] = {}
        self._script = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "html":
            self.html = attributes
        self._script = (attributes.get("id") or "?") if tag == "script" else ""
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.setdefault(tag, []).append(attributes[name])

    def handle_endtag(self, _: str) -> None:
        self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts[self._script] = data


def read(client: TestClient, path: str) -> Reader:
    """Return what a page holds; many tests ask for the same pages, and each is read once."""
    known = _PAGES.setdefault(client, {})
    if path not in known:
        known[path] = Reader(client.get(path).text)
    return known[path]


def statuses(client: TestClient, addresses: Iterable[str]) -> dict[str, int]:
    """Return the status of each address; pages share most of them, so each is asked for once."""
    known = _STATUSES.setdefault(client, {})
    for address in addresses:
        if address not in known:
            known[address] = client.get(address).status_code
    return {address: known[address] for address in addresses}


_PAGES: WeakKeyDictionary[TestClient, dict[str, Reader]] = WeakKeyDictionary()
_STATUSES: WeakKeyDictionary[TestClient, dict[str, int]] = WeakKeyDictionary()
OUTWARD = "/posts/2015-08-Understanding-LSTMs/"
"""The end of the one address that a reader may follow to another site; nothing is fetched from there."""


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_names_only_what_the_server_has(app: FastAPI, client: TestClient, path: str) -> None:
    page = read(client, path)
    addresses = {
        link.removeprefix("http://testserver")
        for links in page.links.values()
        for link in links
        if not link.startswith("#")
    }
    addresses -= {link for link in page.links["a"] if link.endswith(OUTWARD)}
    assert any(link.startswith(f"/static/{app.state.services.assets.hash}/") for link in addresses)
    assert all(link.startswith("/") and not link.startswith("//") for link in addresses)
    assert statuses(client, addresses) == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_says_its_language_and_speaks_it(client: TestClient, path: str) -> None:
    answer = client.get(path)
    page = read(client, path)
    language, tag = ("zh", "zh-Hans") if path.startswith("/zh") else ("en", "en")
    assert answer.headers["content-language"] == tag
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert (page.html["lang"], page.html["data-lang"]) == (tag, language)
    assert CATALOGUES[language].texts["common.skip"] in answer.text


@pytest.mark.parametrize(("path", "other"), [(p, f"/zh{p}".rstrip("/")) for p in WORDS])
def test_a_page_leads_to_itself_in_the_other_language(client: TestClient, path: str, other: str) -> None:
    for address in (path, other):
        page = read(client, address)
        assert {path, other} <= set(page.links["a"])
        links = [link for link in page.links["link"] if link.startswith("http")]
        assert links == [f"http://testserver{p}" for p in (address, path, other)]


@pytest.mark.parametrize("host", ['"><script>', "a b", "[::", "h/x?y", "user:secret@h"])
def test_a_malformed_host_stays_out_of_the_page(client: TestClient, host: str) -> None:
    answer = client.get("/lab", headers={"host": host})
    assert "The Host header is neither a name nor an address" in problem(answer, 400)["detail"]
    assert host not in answer.text


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_only_script_text_in_a_page_is_data_and_only_words_that_its_script_says(
    client: TestClient, path: str
) -> None:
    page = read(client, path)
    language, place = ("zh" if path.startswith("/zh") else "en"), path.removeprefix("/zh") or "/"
    assert set(page.scripts) == DATA[place]
    texts = CATALOGUES[language].texts
    found = json.loads(page.scripts.get("messages", "{}"))
    assert {k: texts[k] for k in found} == found
    assert {k.split(".")[0] for k in found} == WORDS[place]
    units = json.loads(page.scripts.get("blueprints", "[]"))
    assert units == [carried(name, place) for name in UNITS.get(place, [])]


@pytest.mark.parametrize(("path", "language"), [("/lab", "en"), ("/zh/lab", "zh")])
def test_the_lab_offers_every_preset_by_its_title_in_the_page_s_language(
    client: TestClient, path: str, language: str
) -> None:
    offered = json.loads(read(client, path).scripts["preset-list"])
    presets = client.get("/api/v1/presets").json()["presets"]
    assert offered == [{"name": one["name"], "title": {language: one["title"][language]}} for one in presets]
    assert len({one["title"][language] for one in offered}) == len(offered) > 5


@pytest.mark.parametrize(("path", "language"), [("/lab", "en"), ("/zh/lab", "zh")])
def test_the_lab_brings_the_preset_with_which_it_opens_as_the_api_has_it(
    client: TestClient, path: str, language: str
) -> None:
    [brought] = json.loads(read(client, path).scripts["presets"])
    opens = re.search(r'FIRST_PRESET = "(\w+)"', (ROOT / "static/js/state/choices.js").read_text())
    assert opens
    assert brought["name"] == opens[1]
    whole = client.get(f"/api/v1/presets/{brought['name']}").json()
    assert brought == in_one_language(whole, language)
    assert brought["weights"] == whole["weights"]


def in_one_language(value: Any, language: str) -> Any:
    """Return a JSON value with its texts in one language, as pages have it."""

    def told(one: dict[str, Any]) -> dict[str, Any]:
        return {language: one[language]} if one.keys() == {"en", "zh"} else one

    return json.loads(json.dumps(value), object_hook=told)


@cache
def carried(name: str, place: str) -> dict[str, Any]:
    """Return a unit as a page carries it: without what no page draws at first, or what this one does not."""
    unit: dict[str, Any] = json.loads(json.dumps(drawn(BLUEPRINTS[name])))
    views = unit["layouts"].keys()
    at_once = {"pipe", "box"} if name == "lstm" else set()
    late = {"/lab": views - at_once, "/": views - {"row"}}.get(place, views & {"symbols"})
    unit["layouts"] |= dict.fromkeys(late)
    for layout in (one for widths in unit["layouts"].values() if widths for one in widths.values()):
        assert not any(map(any, layout.pop("plates").values()))
        assert layout.pop("inverts") == {}
    return unit


def test_no_id_shows_where_a_text_should(client: TestClient) -> None:
    for path in ADDRESSES:
        text = re.sub(r"<script.*?</script>", "", client.get(path).text, flags=re.DOTALL)
        assert re.findall(r"[>\"]((?:common|learn|lab|api)\.[a-z_.]+)[<\"]", text) == []


def test_the_lab_preloads_what_it_imports_at_once(app: FastAPI, client: TestClient) -> None:
    page = read(client, "/lab")
    url = app.state.services.assets.url
    assert url("js/pages/lab.js") in page.links["script"]
    assert {url("js/pages/lab.js"), url("js/view/stage/scene.js"), url("js/state/flow.js")} <= set(
        page.links["link"]
    )
    late = [link for link in page.links["link"] if "/features/" in link or "/learn/" in link]
    assert [link for link in late if not link.endswith(".state.js")] == []


def test_the_lab_says_where_style_and_words_of_each_door_lie(client: TestClient) -> None:
    doors = json.loads(read(client, "/zh/lab").scripts["doors"])
    features = (ROOT / "static" / "js" / "features").glob("*/door.js")
    assert sorted(doors) == sorted(door.parent.name for door in features)
    brought = [name for name, door in doors.items() if door["words"] is None]
    assert brought == ["ends"], "whose words travel with the page"
    for name, door in doors.items():
        words = client.get(door["words"] or doors["keys"]["words"].replace("/keys", f"/{name}"))
        assert words.json().items() <= CATALOGUES["zh"].texts.items()
        assert words.headers["cache-control"] == "public, max-age=31536000, immutable"
        if not (ROOT / "static" / "js" / "features" / name / "door.css").exists():
            assert door["style"] is None
            continue
        assert client.get(door["style"]).headers["content-type"] == "text/css; charset=utf-8", name


def test_a_slash_too_many_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/zh/", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/zh")


def test_head_is_answered(client: TestClient) -> None:
    answer = client.head("/lab")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_server_that_reloads_shows_the_same() -> None:
    with (
        TestClient(create_app(Settings(reload=True))) as following,
        TestClient(create_app(Settings())) as fixed,
    ):
        assert following.get("/lab").text == fixed.get("/lab").text


@pytest.mark.parametrize("path", ["/", "/nothing"])
def test_a_reader_of_the_other_language_is_offered_it(client: TestClient, path: str) -> None:
    def hint(address: str, languages: str) -> list[tuple[str, str]]:
        answer = client.get(address, headers={"accept": "text/html", "accept-language": languages})
        assert "Accept-Language" in answer.headers["vary"]
        return re.findall(r'<p class="language-hint"><a href="([^"]+)" lang="([^"]+)"', answer.text)

    assert hint(path, "zh-CN,zh;q=0.9,en;q=0.8") == [("/zh", "zh-Hans")]
    assert hint(path, "en-GB,zh;q=0.9") == hint(path, "de") == []
    assert hint(f"/zh{path}".rstrip("/"), "en") == [("/", "en")]
    assert hint(f"/zh{path}".rstrip("/"), "zh") == []


def test_only_the_first_page_offers_the_other_language(client: TestClient) -> None:
    answer = client.get("/lab", headers={"accept-language": "zh"})
    assert "language-hint" not in answer.text
    assert "Accept-Language" not in answer.headers.get("vary", "")
