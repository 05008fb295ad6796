"""What a screen of the tutorial weighs at first, its figures living: reckoned without a browser."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.site.first_view import Sources, first_view
from app.wire.blueprints import described
from tests.app.site.first_views import BROTLI, PACKED, named_files, sizes, weight
from tests.app.site.test_pages import Reader

ENTRY = "js/pages/learn.js"
BROUGHT = {
    "live": ' data-figure="',
    "unrolled": "view=row",
    "strip": ' data-slot="strip"',
    "timeline": ' data-slot="timeline"',
    "why": ' data-slot="why"',
    "readout": ' data-slot="readout"',
    "input": ' data-slot="input"',
    "morph": ' data-slot="morph"',
    "spotlights": ' data-slot="spotlights"',
    "dyed": ' data-slot="dye"',
    "draw": " data-draw=",
    "code": " data-code",
    "find": " data-find=",
    "workbench": " data-workbench=",
    "typed": " data-within=",
    "tape": ' data-finding="tape"',
    "knob": r' data-finding="(?!tape|flawed)',
}
"""What in a page makes its script import each module, by the module's name."""
_FIGURE = re.compile(r'<figure[^>]* data-figure="[^"]*" data-address="([^"]*)".*?</figure>', re.DOTALL)
_PRESETS = "/api/v1/presets/"
_PLAIN = "preactivation"
"""The kind of fields that only the terms of a valve's setting need."""


class Scales:
    """Weighs screens: each file and each answer of the server once.

    All of them are compressed with gzip; `saved` is what Brotli saves of a file.

    Parameters
    ----------
    app : FastAPI
        The application that serves them.
    client : TestClient
        A client of it.
    """

    def __init__(self, app: FastAPI, client: TestClient) -> None:
        self._client, self._assets = client, app.state.services.assets
        self._sources: Sources = self._assets.sources()
        self._scripts = first_view(ENTRY, self._sources).scripts
        self._file = cache(self._file_of)
        self.saved = cache(self._saved_of)
        self._answers = cache(self._answers_of)

    def weigh(self, path: str) -> dict[str, int]:
        """Return the bytes of each answer, headers included, that who opens this screen receives."""
        page = self._client.get(path, headers=PACKED)
        html = page.text
        reader = Reader(html)
        brought = {preset["name"] for preset in json.loads(reader.scripts.get("presets", "[]"))}
        paths = named_files(reader, self._sources).union(self._modules(html))
        found = {path: sum(sizes(page))} | {one: self._file(one) for one in sorted(paths)}
        for figure in _FIGURE.finditer(html):
            found |= self._answers(figure[1].replace("&amp;", "&"), ' data-slot="why"' in figure[0])
        return {at: size for at, size in found.items() if at.removeprefix(_PRESETS) not in brought}

    def _modules(self, html: str) -> set[str]:
        asked = [name for name, sign in BROUGHT.items() if re.search(sign, html)]
        entries = [ENTRY, *(self._entry(name) for name in asked)]
        return {one for entry in entries for one in first_view(entry, self._sources).modules}

    def _entry(self, name: str) -> str:
        [found] = [path for path in self._scripts if re.fullmatch(rf".*/{name}(-\w{{8}})?\.js", path)]
        return found

    def _file_of(self, path: str) -> int:
        return sum(weight(self._client, self._assets.url(path)))

    def _saved_of(self, path: str) -> int:
        if path not in self._sources:  # a page, or an answer of the API
            return 0
        return self._file(path) - sum(weight(self._client, self._assets.url(path), BROTLI))

    def _answers_of(self, address: str, tells_why: bool) -> dict[str, int]:
        asked = {name: values[0] for name, values in parse_qs(address).items()}
        at = _PRESETS + asked["model"]
        answer = self._client.get(at, headers=PACKED)
        preset = answer.json()
        example = next(
            (e for e in preset["examples"] if e["id"] == asked.get("example")), preset["examples"][0]
        )
        given = {"text": example["text"]} if example["text"] is not None else {"inputs": example["inputs"]}
        question = {
            "model": {"preset": asked["model"]},
            **given,
            "fields": [*_fields(tells_why)],
            "digits": 5,
        }
        trace = self._client.post("/api/v1/traces", json=question, headers=PACKED)
        return {at: sum(sizes(answer)), f"trace of {address}": sum(sizes(trace))}


def _fields(tells_why: bool) -> Iterator[Any]:
    for field in described("lstm")["fields"]:
        if tells_why or field["kind"] != _PLAIN:
            yield field["name"]
    if tells_why:
        yield "terms"
