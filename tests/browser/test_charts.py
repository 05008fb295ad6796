"""The charts: drawn from the trace, a click goes to a step, they follow theme and language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.lab import Lab
from tests.browser.screens import SMALL_PHONE

PLACE = "model=random-4&step=4&phase=merge"
PIN = {"gate": "forget", "value": 0.25, "units": [0], "from": 1}
LINES = """() => document.querySelector('.charts').data.map(({meta, x, y}) => ({...meta, x, y}))"""
MARK = """() => {
  const chart = document.querySelector('.charts');
  const mark = document.querySelector('.chart-mark').getBoundingClientRect();
  const {xaxis} = chart._fullLayout;
  return xaxis.p2d(mark.x + mark.width / 2 - chart.getBoundingClientRect().x - xaxis._offset);
}"""
RANGE = "() => document.querySelector('.charts')._fullLayout.xaxis.range"
WHERE = """(step) => {
  const chart = document.querySelector('.charts');
  chart.scrollIntoView({block: 'center'});
  const {x, y} = chart.getBoundingClientRect();
  const {xaxis, yaxis5} = chart._fullLayout;
  return [x + xaxis._offset + xaxis.d2p(step), y + yaxis5._offset + yaxis5._length / 2];
}"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    """Return the Lab in one document, in which the charts stay open: to load their library takes longest."""
    return standing


def open_charts(lab: Lab, place: str, language: str = "en") -> None:
    """Open the Lab, then its charts."""
    lab.open(place, language)
    if not lab.page.locator("#charts").evaluate("(card) => card.open"):
        lab.page.locator("#charts summary").focus()
        lab.page.keyboard.press("Enter")
    expect(lab.page.locator(".charts .main-svg").first).to_be_visible()
    lab.settle()


def test_the_library_comes_only_when_the_charts_are_opened(page: Page) -> None:
    lab = Lab(page)
    wanted = {"plotly.min.js", "charts/door.css", "charts/door.js"}
    asked: list[str] = []
    lab.page.on(
        "request",
        lambda request: asked.extend(one for one in wanted if request.url.endswith(f"/{one}")),
    )
    lab.open(PLACE)
    assert asked == []
    lab.page.locator("#charts summary").click()
    expect(lab.page.locator(".charts .main-svg").first).to_be_visible()
    assert set(asked) == wanted


def test_the_lines_are_the_traces_and_the_pale_ones_the_untouched_runs(lab: Lab) -> None:
    open_charts(lab, PLACE + "&pins=forget:0.25:1:2-")
    lines = lab.page.evaluate(LINES)
    traces = {False: lab.trace("random-4", [PIN]), True: lab.trace("random-4")}
    assert {(line["field"], line["lane"], line["ghost"]) for line in lines} == {
        (field, lane, ghost) for field in "fiogCh" for lane in range(4) for ghost in (True, False)
    }
    for line in lines:
        assert line["x"] == list(range(1, 13))
        assert line["y"] == [row[line["lane"]] for row in traces[line["ghost"]][line["field"]]]


def test_a_click_goes_to_that_step_and_the_mark_follows(lab: Lab) -> None:
    open_charts(lab, PLACE)
    assert lab.page.evaluate(MARK) == pytest.approx(4, abs=0.01)
    lab.page.mouse.move(*lab.page.evaluate(WHERE, 9))
    expect(lab.page.locator(".charts .hoverlayer")).to_contain_text("step 9")
    memory = lab.trace("random-4")["C"][8][0]
    expect(lab.page.locator(".charts .hoverlayer")).to_contain_text(f"{memory:.3f}".replace("-", "−"))
    lab.page.mouse.down()
    lab.page.mouse.up()
    lab.settle()
    expect(lab.page).to_have_url(re.compile("step=9&phase=merge"))
    assert lab.drawing()["step"] == 8
    assert lab.page.evaluate(MARK) == pytest.approx(9, abs=0.01)
    lab.page.keyboard.press("Shift+ArrowRight")
    expect(lab.page.locator(".charts")).to_have_attribute("data-step", "10")
    assert lab.page.evaluate(MARK) == pytest.approx(10, abs=0.01)


def test_keys_and_buttons_zoom_around_the_present_step(lab: Lab) -> None:
    open_charts(lab, PLACE)
    assert lab.page.evaluate(RANGE) == [0.5, 12.5]
    lab.page.get_by_role("button", name="Zoom in").click()
    assert lab.page.evaluate(RANGE) == [1, 7]
    lab.page.locator(".charts").focus()
    lab.page.keyboard.press("-")
    assert lab.page.evaluate(RANGE) == [0.5, 12.5]
    lab.page.keyboard.press("+")
    lab.page.keyboard.press("End")
    expect(lab.page.locator(".charts")).to_have_attribute("data-step", "12")
    assert lab.page.evaluate(RANGE) == [6.5, 12.5]
    lab.page.keyboard.press("0")
    assert lab.page.evaluate(RANGE) == [0.5, 12.5]


def test_the_charts_follow_the_theme(lab: Lab) -> None:
    open_charts(lab, PLACE)
    for theme in ("light", "dark"):
        expect(lab.page.locator("html")).to_have_attribute("data-theme", theme)
        colours = lab.page.evaluate("""() => {
          const style = getComputedStyle(document.documentElement);
          const {paper_bgcolor, font} = document.querySelector('.charts').layout;
          const colours = ['--card', '--ink'].map((name) => style.getPropertyValue(name));
          return [[paper_bgcolor, font.color], colours];
        }""")
        assert colours[0] == colours[1]
        lab.page.locator("#theme-toggle").click()
        lab.settle()


@pytest.mark.browser_context_args(**SMALL_PHONE, color_scheme="dark")
def test_the_charts_speak_chinese_on_a_small_phone(lab: Lab) -> None:
    open_charts(lab, PLACE + "&pins=forget:0.25:1:2-", "zh")
    expect(lab.page.locator(".charts").get_by_text("步", exact=True)).to_be_visible()
    expect(lab.page.locator(".charts")).to_contain_text("水道 1")
    assert re.search("[a-z]{3,}", lab.page.locator("#charts").inner_text()) is None
    assert lab.page.evaluate("() => document.documentElement.scrollWidth") == 360
    assert violations(lab.page, colours="#charts") == []
