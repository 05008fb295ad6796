"""Units whose weights the reader sets: what is drawn is the run of these weights, and hidden runs decide."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from app.learn.pages.views import WorkbenchView
from app.learn.text.parts import Workbench
from app.learn.truth.workbenches import run_of
from tests.app.learn.truth.test_workbenches import BENCHES
from tests.browser.axe import violations
from tests.browser.learn import BOOK, wait_for_scripts
from tests.browser.screens import DESKTOP, SMALL_PHONE
from tests.browser.test_learn_answers import notes
from tests.numerals import read, short

DRAWN = """([role, heights]) => {
  const line = document.querySelector(`.bench-strip path[data-role=${role}]`)?.getAttribute('d') ?? '';
  const found = (line.match(/[\\d.e-]+ [\\d.e-]+/g) ?? []).map((point) => +point.split(' ')[1]);
  return found.length === heights.length && found.every((y, n) => Math.abs(y - heights[n]) < 1e-6);
}"""
"""Whether a line of the strip has these heights, from 0 at the top to 1."""
IS_LEGIBLE = """() => [...document.querySelectorAll('.bench .pipes text')]
  .filter((text) => text.textContent && !text.closest('.away'))
  .filter((text) => text.checkVisibility({visibilityProperty: true}))
  .every((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a > 11.99)"""
"""Whether the letters of the picture have 12 pixels, also in the window of most laptops."""


def open_bench(page: Page, job: str, language: str = "") -> Workbench:
    path = f"/learn/your-own-gates/{job}"
    (view,) = (part for part in BOOK.page(path).parts if isinstance(part, WorkbenchView))
    page.goto(language + path)
    wait_for_scripts(page)
    page.wait_for_selector("[data-workbench][data-ready]")
    page.wait_for_selector(".bench [data-live]")
    return BENCHES[view.id]


def set_weight(page: Page, place: str, value: int) -> None:
    """Set a slider by its keys: its smallest value, then step by step."""
    slider = page.locator(f"[data-place='{place}']")
    slider.focus()
    page.keyboard.press("End" if value > 0 else "Home")
    reach = int(float(slider.get_attribute("max") or 0))
    for _ in range(reach - abs(value)):
        page.keyboard.press("ArrowLeft" if value > 0 else "ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", f"{value:+d}".replace("-", "−"))


def expect_drawn(page: Page, bench: Workbench, trial: int, weights: Mapping[str, float]) -> None:
    """Wait until strip and picture show the core's run with these weights."""
    trace = run_of(bench, bench.trials[trial].inputs, weights)
    answers = trace.values[bench.answer][:, 0]
    near = sum(abs(a - w) <= bench.within for a, w in zip(answers, bench.trials[trial].wanted, strict=True))
    says = f"{near} of {len(answers)} steps of this run are right."
    expect(page.locator(".bench-steps")).to_have_text(says)
    both = [*answers, *bench.trials[trial].wanted]
    low, high = min(0, *both), max(0, *both)
    for role, values in (("answer", answers), ("true", bench.trials[trial].wanted)):
        heights = [float((high - value) / (high - low)) for value in values]
        page.wait_for_function(DRAWN, arg=[role, heights])
    cursor = int(page.locator(".bench-strip .strip-cursor").input_value()) - 1
    for letter in {place[0] for place in bench.sliders}:
        opening = page.locator(f"[data-letter={letter}] [data-opening]").inner_text()
        assert read(opening) == pytest.approx(trace.values[letter][cursor, 0], abs=0.006)


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_unit_is_built_by_keys_and_hidden_runs_decide(page: Page) -> None:
    bench = open_bench(page, "keep")
    for width, height in ((1366, 768), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(IS_LEGIBLE)
    said, attempt = page.locator(".bench .verdict-text"), page.locator("[data-try]")
    expect_drawn(page, bench, 0, {})
    assert page.locator(".done-words").is_hidden()
    for place, value in (("f.b.1", 5), ("i.b.1", 8)):
        set_weight(page, place, value)
    leaky = {"f.b.1": 5, "i.b.1": 8}
    expect_drawn(page, bench, 0, leaky)
    assert page.locator(".bench-steps").inner_text().startswith("10 of 10")
    first = page.locator("[data-first]")
    for tries in (1, 2, 3):
        attempt.focus()
        page.keyboard.press("Enter")
        expect(said).to_contain_text("3 of 4 runs are right. This one fails first, at step ")
        expect_drawn(page, bench, 3, leaky)
        assert page.locator("[data-solve]").is_visible() is (tries == 3)
        first.click()
        expect_drawn(page, bench, 0, leaky)
        expect(attempt).to_be_focused()
        assert first.is_hidden()
        page.evaluate("document.querySelector('.bench .verdict-text').textContent = ''")
    assert violations(page) == []
    set_weight(page, "f.b.1", 7)
    expect_drawn(page, bench, 0, own := leaky | {"f.b.1": 7})
    attempt.click()
    expect(said).to_contain_text("All 4 runs are right. Your forget valve stands at 0.9991.")
    kept = run_of(bench, bench.trials[0].inputs, own).C[:, 0]
    expect(said).to_contain_text(f"Of {kept[0]:.3f} in the lane at step 1, {kept[9]:.3f} is left at step 10.")
    expect(said).to_be_in_viewport(ratio=1)
    assert notes(page)["tasks"] == {"wb-keep": "done"}


@pytest.mark.browser_context_args(**SMALL_PHONE)
def test_a_unit_is_examined_and_repaired_by_touch_in_chinese(page: Page) -> None:
    bench = open_bench(page, "repair", "/zh")
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL_PHONE["viewport"]["width"]
    sliders, probes = page.locator("[data-place]"), page.locator("[data-probe]")
    assert [sliders.nth(n).is_visible() for n in range(6)] == [False] * 6
    assert page.locator("[data-letter=f] [data-opening]").inner_text() == ""
    for n in (0, 1, 1):
        probes.nth(n).tap()
    expect(page.locator("[data-left]")).to_have_text("还能试 1 次")
    trace = run_of(bench, bench.probes[1].inputs)
    last = len(bench.probes[1].inputs)
    expect(page.locator(".bench-strip .strip-cursor")).to_have_value(str(last))
    expect(page.locator("[data-letter=f] [data-opening]")).to_have_text(short(trace.f[last - 1, 0]))
    assert page.locator(".bench-steps").inner_text() == ""
    probes.nth(3).tap()
    assert [probes.nth(n).is_enabled() for n in range(4)] == [True, True, False, True]
    page.locator("[data-first]").tap()
    expect(page.locator(".bench-steps")).to_have_text("这次运行的 14 步里，有 13 步做对了。")
    page.locator(".bench-open").first.tap()
    wrong = page.locator("[data-place='f.W.1.2']")
    expect(wrong).to_be_focused()
    assert wrong.get_attribute("aria-valuetext") == "+12"
    set_weight(page, "f.W.1.2", -12)
    expect(page.locator(".bench-steps")).to_have_text("这次运行的 14 步里，有 14 步做对了。")
    page.locator("[data-try]").tap()
    said = page.locator(".bench .verdict-text")
    expect(said).to_contain_text("4 次运行全部做对。 现在第二次买入时，遗忘阀停在 0.002。")
    assert notes(page)["tasks"] == {"wb-repair": "done"}
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL_PHONE["viewport"]["width"]
