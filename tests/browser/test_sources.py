"""The sources, served as they are written: what a checkout shows. All other tests here drive the bundle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.config import ROOT
from tests.browser.lab import Lab
from tests.browser.server import running_server
from tests.browser.watch import Watch


@pytest.fixture
def lab(browser: Browser, tmp_path: Path) -> Iterator[Lab]:
    """Yield the Lab of a checkout, watched."""
    with running_server(tmp_path / "log.txt", STATIC_DIR=str(ROOT / "static")) as address:
        watch = Watch(address)
        with browser.new_context(base_url=address, reduced_motion="reduce") as context:
            watch.attach(context)
            yield Lab(context.new_page())
        assert watch.complaints() == []


def test_pages_and_doors_work_without_a_build(lab: Lab) -> None:
    asked: list[str] = []
    lab.page.on("request", lambda request: asked.append(request.url))
    lab.open("model=latch&step=3&phase=write")
    assert any(url.endswith("/js/view/stage/scene.js") for url in asked)
    assert lab.drawing()["step"] == 2
    lab.page.locator("#share summary").click()
    expect(lab.page.locator("#share-link")).to_be_visible()
    assert lab.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") != "0px"
    lab.page.goto("/learn/forget-valve/how-much")
    expect(lab.page.locator("[data-live]").first).to_be_visible()
    lab.page.goto("/api")
    expect(lab.page.get_by_role("heading", level=1)).to_be_visible()
