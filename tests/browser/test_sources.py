"""The sources, served as written, as from a checkout. All other tests here use the bundle."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from app.config import ROOT
from tests.browser.lab import Lab
from tests.browser.server import running_server
from tests.browser.watch import Watch


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Yield the Lab of a checkout, watched."""
    log = tmp_path_factory.mktemp("sources") / "log.txt"
    with running_server(log, STATIC_DIR=str(ROOT / "static")) as address:
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
    lab.page.locator("#share > summary").click()
    expect(lab.page.locator("#share-link")).to_be_visible()
    assert lab.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") != "0px"
    lab.page.goto("/learn/forget-valve/how-much")
    expect(lab.page.locator("[data-live]").first).to_be_visible()
    lab.page.goto("/api")
    expect(lab.page.get_by_role("heading", level=1)).to_be_visible()


def test_painting_is_quick(lab: Lab) -> None:
    """64 steps of 8 units are painted in well under a frame."""
    lab.open("model=latch&step=1")
    times = lab.page.evaluate(
        """async () => {
          const main = document.querySelector('script[type=module]').src;
          const load = (name) => import(new URL(`../${name}.js`, main));
          const timeline = ['view/timeline/grid', 'view/timeline/paint'];
          const names = [...timeline, 'view/base/palette', 'unit/blueprint'];
          const [{gridOf}, {paint}, {readPalette}, {blueprintNamed}] = await Promise.all(names.map(load));
          const {heat, memory} = blueprintNamed('lstm');
          const row = (count, value) => Array.from({length: count}, value);
          const rows = (value) => row(64, () => row(8, value));
          const gate = () => Math.random();
          const trace = {x: row(64, () => row(2, gate)), f: rows(gate), i: rows(gate), o: rows(gate),
                         C: rows(() => Math.random() * 2 - 1), C0: row(8, () => 0), h: row(64, () => [])};
          const grid = gridOf({steps: 64, inputs: 2, units: [0, 1, 2, 3, 4, 5, 6, 7], room: 1000, heat});
          const pins = [{gate: 'forget', value: 0, units: [1], from: 3}];
          const content = {trace, memories: trace, memory, pins, peaks: [1, 1], letters: null, full: 1,
                           step: 5, unit: 1, labels: row(64, (_, n) => `step ${n}`)};
          const canvas = document.createElement('canvas');
          const pen = Object.assign(canvas, {width: 1000, height: grid.height}).getContext('2d');
          const palette = readPalette(document.body);
          return row(40, () => {
            const start = performance.now();
            paint(pen, grid, content, palette, {left: 0, room: 1000, ratio: 1});
            return performance.now() - start;
          });
        }"""
    )
    assert sorted(times)[20] < 8, "the median of 40 paintings, in ms"
