"""The texts in a screen's scripts: all that a figure can need are sent with the page."""

import json
import re
from pathlib import Path

from starlette.testclient import TestClient

from app.config import ROOT
from app.site.i18n import load
from tests.architecture.javascript_imports import specifiers, target

MESSAGE = re.compile(r"""["'`]((?:lab|learn)\.[\w.]*)(\$\{)?""")
TEXTS = load(ROOT / "app" / "locale")["en"].texts


def modules(start: str) -> set[str]:
    """Return a module and all that it imports, without what only the Lab fetches later."""
    found: set[str] = set()
    todo = [start]
    while todo:
        path = todo.pop()
        if path in found or "/features/" in path:
            continue
        found.add(path)
        todo += [target(path, name).as_posix() for name in specifiers((ROOT / path).read_text())]
    return found


WITH_ALL_PARTS = (
    "/learn/valve-networks/press",
    "/learn/output-valve/heard-twice",
    "/learn/cell-diagram/what-is-hidden",
    "/learn/in-15-minutes/who-turns",
    "/learn/through-time/holds",
    "/learn/dye/price",
    "/learn/memory-pipe/lanes",
)
"""Screens whose figures have, between them, every part that a figure may have."""


def test_all_texts_of_a_figure_travel_with_its_page(client: TestClient) -> None:
    pages = [client.get(path).text for path in WITH_ALL_PARTS]
    sent = [json.loads(re.findall(r'id="messages">(.*?)</script>', html, re.DOTALL)[0]) for html in pages]
    scripts = modules("static/js/pages/learn.js")
    assert {
        "static/js/pages/learn/live.js",
        "static/js/view/stage/scene.js",
        "static/js/view/timeline/timeline.js",
    } <= scripts
    assert "static/js/pages/lab.js" not in scripts
    used = [match for path in scripts for match in MESSAGE.finditer(Path(ROOT / path).read_text())]
    needed = {t for match in used for t in TEXTS if t == match[1] or (match[2] and t.startswith(match[1]))}
    assert len(needed) > 100
    assert sorted(needed.difference(*sent)) == []
