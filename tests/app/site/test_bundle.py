"""The bundle is the sources, smaller: pages find everything they name, and need the same words and doors."""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from app.site.assets import AssetTree
from app.site.first_view import FirstView, Sources, door_name, door_views, first_view, style
from app.site.i18n import load
from app.site.words import messages
from tests.app.site.first_views import BROTLI, PACKED, weigh
from tests.app.site.screen_weights import Scales
from tests.app.site.test_pages import ADDRESSES, read, statuses
from tests.client import Client

BUDGETS = {
    "/lab": 79_900,
    "/zh/lab": 81_000,
    "/": 61_500,
    "/train": 70_600,
    "/board": 56_500,
    "/desk": 70_400,
    "/join": 59_100,
    "/zh/join": 59_800,
    "/class": 9_000,
    "/api": 24_000,
}
"""Bytes of a first view in gzip, which browsers take over plain HTTP, including headers.

The API's answers come on top: 3.5 kB in the Lab. A seat asks for none before there is something to see.
"""
OF_A_SCREEN = 84_700
"""Bytes in gzip of a screen, its figures living, in Chinese, which is heavier than English."""
OF_A_SCREEN_IN_BROTLI = 79_000
"""The same over HTTPS, where browsers take Brotli."""
UNPACK = """
const { createHash } = require("node:crypto"), { readFileSync } = require("node:fs");
const { brotliDecompressSync } = require("node:zlib");
const hash = (path) => createHash("sha256").update(brotliDecompressSync(readFileSync(path))).digest("hex");
console.log(JSON.stringify(process.argv.slice(1).map(hash)));
"""
SOURCES = AssetTree({"": ROOT / "static"}).sources()
DOORS = door_views(SOURCES)
ENTRIES_OF_SCRIPTS = sorted(
    path.relative_to(ROOT / "static").as_posix()
    for pattern in ("js/pages/*.js", "js/features/*/door.js", "api/start.js")
    for path in (ROOT / "static").glob(pattern)
)


@pytest.fixture(scope="module")
def bundled(bundle: Path) -> FastAPI:
    """Return an application that serves the bundle."""
    return create_app(Settings(static_dir=bundle))


@pytest.fixture(scope="module")
def client(bundled: FastAPI) -> Iterator[TestClient]:
    """Yield a client of that application."""
    with Client(bundled) as client:
        yield client


@pytest.fixture(scope="module")
def built(bundle: Path) -> Sources:
    """Return the bundle's files by their paths."""
    return AssetTree({"": bundle}).sources()


@pytest.fixture(scope="module")
def built_doors(built: Sources) -> dict[str, FirstView]:
    """Return what each door of the bundle brings."""
    return door_views(built)


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_name_only_what_is_in_the_bundle(bundled: FastAPI, client: TestClient, path: str) -> None:
    page = read(client, path)
    named = {link for links in page.links.values() for link in links if link.startswith("/static/")}
    assert f"/static/{bundled.state.services.assets.hash}/js/theme.js" in named
    assert statuses(client, named) == dict.fromkeys(named, 200)


@pytest.mark.parametrize("entry", ENTRIES_OF_SCRIPTS)
def test_an_entry_asks_for_the_same_doors_styles_and_words(
    built: Sources, built_doors: dict[str, FirstView], entry: str
) -> None:
    known = load(ROOT / "app" / "locale")["en"].texts.keys()
    name = door_name(entry)
    source, bundled = (
        (DOORS[name], built_doors[name]) if name else (first_view(entry, SOURCES), first_view(entry, built))
    )
    assert bundled.doors == source.doors
    assert style(entry, built) == style(entry, SOURCES)
    asked = set(messages(source.scripts, SOURCES, known))
    text = "".join(built[path].decode() for path in bundled.scripts)
    found = set(messages(bundled.scripts, built, known))
    assert found <= asked
    assert [lost for lost in asked - found if lost.rpartition(".")[0] in text] == []
    assert len(bundled.modules) <= len(source.modules)


def test_nothing_is_left_out_and_nothing_left_behind(built: Sources) -> None:
    copied = {path for path in SOURCES if not path.endswith((".js", ".css"))}
    assert copied == {path for path in built if not path.endswith((".js", ".css"))}
    assert {path: built[path] for path in copied} == {path: SOURCES[path] for path in copied}
    entries = {path for path in built if path.endswith(".js") and not path.startswith("chunks/")}
    assert entries == {*ENTRIES_OF_SCRIPTS, "js/theme.js"}
    for path, body in built.items():
        if path.endswith(".css"):
            assert b"@import" not in body, path
        if path.endswith(".js"):
            assert b"@param" not in body, path
            assert b"import.meta" not in body, path


def test_no_script_only_hands_on_what_another_has(built: Sources) -> None:
    stub = re.compile(rb"(import[^;]*;)+(export\{[^}]*\};?)?\s*")
    assert [path for path, body in built.items() if path.endswith(".js") and stub.fullmatch(body)] == []


def test_scripts_and_style_sheets_lie_there_in_brotli_too(bundle: Path, built: Sources) -> None:
    packed = {path.relative_to(bundle).as_posix(): path for path in sorted(bundle.rglob("*.br"))}
    assert packed.keys() == {f"{path}.br" for path in built if path.endswith((".js", ".css"))}
    command = ["node", "-e", UNPACK, *map(str, packed.values())]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    expected = [hashlib.sha256(built[name.removesuffix(".br")]).hexdigest() for name in packed]
    assert found == expected


def test_brotli_is_sent_to_whom_takes_it(bundled: FastAPI, client: TestClient, bundle: Path) -> None:
    address = bundled.state.services.assets.url("js/pages/lab.css")
    answer = client.get(address, headers=BROTLI)
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("br", "Accept-Encoding")
    assert int(answer.headers["content-length"]) == (bundle / "js/pages/lab.css.br").stat().st_size
    assert client.get(address, headers=PACKED).headers["content-encoding"] == "gzip"
    assert client.get(f"{address}.br").status_code == 404
    assert client.get("/lab", headers=BROTLI).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", BUDGETS)
def test_a_first_view_is_light_and_comes_in_few_answers(
    bundled: FastAPI, client: TestClient, path: str
) -> None:
    sizes = weigh(bundled, client, path)
    total = sum(body + headers for body, headers in sizes.values())
    assert 5_000 < total < BUDGETS[path], (len(sizes), total)
    assert len(sizes) <= 8


def test_a_screen_of_the_tutorial_is_light_when_its_figures_live(
    bundled: FastAPI, client: TestClient
) -> None:
    scales = Scales(bundled, client)
    paths = ["/zh" + path.rstrip("/") for path in bundled.state.services.library.book("zh").screens]
    found = {path: scales.weigh(path) for path in paths}
    weights = {path: sum(sizes.values()) for path, sizes in found.items()}
    in_brotli = {path: weights[path] - sum(map(scales.saved, sizes)) for path, sizes in found.items()}
    assert {path: w for path, w in in_brotli.items() if w > OF_A_SCREEN_IN_BROTLI} == {}
    assert {path: w for path, w in weights.items() if w > OF_A_SCREEN} == {}
    assert min(weights.values()) > 25_000
    assert "chunks/timeline" in " ".join(scales.weigh("/zh/learn/through-time/holds"))
