"""The board: the picture fills the screen, the back row can read it, and its numbers are the trace's."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.screens import PHONE
from tests.numerals import read

SCREENS = ((1024, 768), (1366, 768), (1440, 900), (1920, 1080), (3840, 2160))
LEAST = 1 / 40
"""The smallest letter, as a part of the screen's height."""
PLACES = (
    "model=random-4&step=4&phase=output&pins=forget:0::2-",
    "model=random-4&step=3&phase=write&view=cell",
    "model=random-8-full&step=20&phase=output",
    "model=random-gru&step=3&phase=output",
    "model=random-4&step=2&phase=signals&view=row",
    "model=random-4&step=4&phase=output&dye=2",
)
READ = """() => {
  const said = [...document.querySelectorAll('#board *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
    !element.closest('.visually-hidden') && !(element.closest('.lid') && !element.closest('.lidded')) &&
    element.checkVisibility({visibilityProperty: true, opacityProperty: true}));
  return {
    wide: document.documentElement.scrollWidth, high: document.documentElement.scrollHeight,
    letters: said.map((element) => {
      const {left, top, right, bottom} = element.getBoundingClientRect();
      const matrix = element.getScreenCTM?.();
      const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1;
      const size = parseFloat(getComputedStyle(element).fontSize) * scale;
      return {says: element.textContent, size, box: [left, top, right, bottom]};
    }),
  };
}"""

STACKED = """() => {
  const [above, below] = ['-0.5', '0.5'].map((row) =>
    document.querySelector(`[data-valve=forget] .gauge[data-row='${row}']`)?.getBoundingClientRect());
  return above?.height > 0 && below?.height > 0 && above.bottom <= below.top + 0.5;
}"""
"""Whether the two rows of numbers of the forget valve stand, and do not lie on each other."""


def faults(seen: dict[str, Any], width: int, height: int) -> list[str]:
    """Return what is too small or beyond an edge, to a tenth of a pixel of size and two of place."""
    found = (
        [f"the page is {seen['wide']} x {seen['high']}"]
        if (seen["wide"], seen["high"]) != (width, height)
        else []
    )
    for letter in seen["letters"]:
        left, top, right, bottom = letter["box"]
        if letter["size"] < LEAST * height - 0.1:
            found.append(f"{letter['says']!r} has {letter['size']:.1f} px")
        if left < -2 or top < -2 or right > width + 2 or bottom > height + 2:
            found.append(f"{letter['says']!r} ends at {letter['box']}")
    return found


def test_faults_are_found() -> None:
    good = {"says": "a", "size": 20, "box": [0, 0, 10, 10]}
    bad = [good | {"says": "small", "size": 19}, good | {"says": "cut", "box": [995, 0, 1050, 10]}]
    assert faults({"wide": 1024, "high": 768, "letters": [good]}, 1024, 768) == []
    found = faults({"wide": 1060, "high": 768, "letters": [good, *bad]}, 1024, 768)
    assert [one.split(" ")[0] for one in found] == ["the", "'small'", "'cut'"]


def opened(page: Page, place: str, language: str) -> None:
    page.goto(f"{'/zh' if language == 'zh' else ''}/board#{place}")
    expect(page.locator("#board[data-ready=true]")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_letter_is_large_enough_and_within_every_screen(page: Page, language: str) -> None:
    for place in PLACES if language == "en" else (*PLACES[:2], PLACES[-1]):
        opened(page, place, language)
        expect(page.locator("#scene svg.pipes")).to_be_visible()
        if "dye" in place:
            expect(page.locator(".memory-dyed b:not(:empty)")).to_have_count(4)
            expect(page.locator(".legend-dye")).to_be_visible()
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            seen = page.evaluate(READ)
            assert len(seen["letters"]) > 12
            assert faults(seen, width, height) == [], (place, width, height)


def test_the_memory_below_the_picture_is_the_traces(page: Page) -> None:
    opened(page, "model=random-4&step=3&phase=merge", "en")
    preset = page.request.get("/api/v1/presets/random-4").json()
    question = {
        "model": {"preset": "random-4"},
        "inputs": preset["examples"][0]["inputs"],
        "fields": ["C", "C_prev"],
    }
    trace = page.request.post("/api/v1/traces", data=question).json()["layers"][0]["trace"]
    full = max(1, *(abs(value) for row in trace["C"] for value in row))
    scale = next(mark for mark in (1, 2, 5, 10, 20) if full <= mark)
    rows = page.locator(".memory-row")
    assert rows.count() == 4
    for lane in range(4):
        columns = (
            rows.nth(lane)
            .locator("[data-step]")
            .evaluate_all("(all) => all.map((one) => [Number(one.getAttribute('height')), one.dataset.sign])")
        )
        values = [row[lane] for row in trace["C"]]
        assert [height for height, _ in columns] == pytest.approx([abs(value) / scale for value in values])
        assert [sign for _, sign in columns] == ["negative" if value < 0 else "positive" for value in values]
    says = page.locator(".memory-value").all_text_contents()
    assert [read(text) for text in says] == pytest.approx(trace["C"][2], abs=0.0051)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".memory-value[data-before]")).to_have_count(4)
    says = page.locator(".memory-value").all_text_contents()
    assert [read(text) for text in says] == pytest.approx(trace["C_prev"][2], abs=0.0051)
    page.goto("/board#model=random-4&step=3&phase=merge&dye=2")
    expect(page.locator(".legend-dye")).to_have_text("dye from step 2")
    expect(page.locator(".memory-dyed b:not(:empty)")).to_have_count(4)
    dyed = {key: question[key] for key in ("model", "inputs")} | {"source": 1}
    parts = page.request.post("/api/v1/dye", data=dyed).json()["layers"][0]["parts"]
    for lane in range(4):
        columns = (
            rows.nth(lane)
            .locator(".tint-column")
            .evaluate_all("(all) => all.map((one) => Number(one.getAttribute('height')))")
        )
        assert columns == pytest.approx([abs(row[lane]) / scale for row in parts])
    says = page.locator(".memory-dyed b").all_text_contents()
    assert [read(text) for text in says] == pytest.approx(parts[2], abs=0.0051)
    said = page.locator(".dye-says")
    expect(said).to_contain_text("in lane 1")
    assert said.get_attribute("role") == "status"
    assert violations(page) == []


def drawn(page: Page) -> str:
    """Return the phase that is drawn."""
    return str(page.locator("#scene svg.pipes").get_attribute("data-phase"))


def test_an_old_link_leads_to_the_board_which_asks_counts_hands_and_reveals(page: Page) -> None:
    page.goto("/lab?present&hide=formulas&lock&laser#model=lanes&step=4&phase=write")
    expect(page).to_have_url(re.compile(r"/board\?lock&laser#.*phase=write"))
    opener = page.get_by_role("button", name="Controls")
    expect(opener).to_be_visible()
    expect(page.locator("#board[data-ready=true]")).to_be_visible()
    page.mouse.move(300, 200)
    spot = page.locator("#laser")
    expect(spot).to_be_visible()
    box = spot.bounding_box()
    assert box
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == (300, 200)
    page.keyboard.press("l")
    expect(spot).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/board\?lock#"))

    page.keyboard.press("PageDown")
    asked = page.locator("#asked")
    expect(asked).to_have_attribute("data-state", "open")
    assert drawn(page) == "write"
    expect(page.locator("#memory")).to_be_hidden()
    for key in "1220":
        page.keyboard.press(key)
    expect(page.locator(".asked-count")).to_have_text("2 hands")
    expect(asked.locator(".bar")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(asked).to_have_attribute("data-state", "shown")
    assert asked.locator("li").evaluate_all("(all) => all.map((one) => one.dataset.people)") == [
        "1",
        "1",
        "0",
        "0",
    ]
    page.keyboard.press("PageDown")
    expect(asked.locator("[data-mark=right]")).to_have_count(1)
    expect(page.locator("#scene svg.pipes[data-phase=merge]")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("PageUp")
    expect(asked).to_have_attribute("data-state", "revealed")
    page.keyboard.press("a")
    page.keyboard.press("PageDown")
    expect(asked).to_be_hidden()
    expect(page.locator("#scene svg.pipes[data-phase=merge]")).to_be_visible()


def test_the_drawer_has_the_teachers_hands(page: Page) -> None:
    opened(page, "model=lanes&step=3&phase=merge", "en")
    expect(page.get_by_role("button", name="Controls")).to_be_visible()
    page.keyboard.press("m")
    drawer = page.get_by_role("complementary", name="Controls")
    expect(drawer).to_be_visible()
    assert violations(page) == []
    drawer.get_by_label("Example").select_option(index=1)
    expect(page).to_have_url(re.compile("example=(?!wave)"))
    drawer.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile("example=wave"))
    page.keyboard.press("Home")
    drawer.get_by_label("memory at each step").check()
    expect(page.locator("#memory")).to_be_hidden()
    drawer.get_by_label("numbers", exact=True).check()
    expect(page.locator("#scene .gauge").first).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?hide=numbers,timeline#"))
    page.reload()
    expect(page.get_by_role("button", name="Controls")).to_be_visible()
    expect(page.locator("#memory")).to_be_hidden()
    page.keyboard.press("m")
    for name in ("memory at each step", "numbers"):
        drawer.get_by_label(name, exact=True).uncheck()
    valve = page.locator("[data-valve] [role=slider]").first
    valve.focus()
    page.keyboard.press("End")
    expect(drawer.locator(".pin-words")).to_have_count(1)
    drawer.locator("summary", has_text="Pinned valves").click()
    expect(drawer.locator(".pin-words")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("#scene svg.pipes[data-phase=forget]")).to_be_visible()

    drawer.get_by_role("button", name="QR code").click()
    expect(page.locator("#code .join-picture")).to_be_visible()
    expect(page.locator("#code")).to_contain_text("Phones cannot open this")
    page.keyboard.press("q")
    expect(page.locator("#code")).to_be_hidden()
    page.keyboard.press(".")
    expect(page.locator("#black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("#black")).to_be_hidden()
    lab = drawer.get_by_role("link", name="Go on in the Lab")
    assert re.search(r"/lab#.*pins=.*", str(lab.get_attribute("href")))


@pytest.mark.browser_context_args(**PHONE)
def test_the_drawer_on_a_phone_in_chinese(page: Page) -> None:
    opened(page, "model=random-4&step=3&phase=merge", "zh")
    page.wait_for_function(STACKED)
    expect(page.locator(".board-step")).not_to_be_empty()
    cut = "(all) => all.map(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)"
    assert page.locator(".board-moment, .board-phase, .board-step").evaluate_all(cut) == [0, 0, 0]
    page.wait_for_function(f"() => ({READ})().letters.every(({{size}}) => size > 11.9)")
    page.get_by_role("button", name="控制").click()
    expect(page.get_by_role("complementary", name="控制")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert violations(page) == []
    page.keyboard.press("q")
    expect(page.locator("#code .join-picture")).to_be_visible()
    words, picture = (page.locator(f"#code > {part}").bounding_box() for part in ("div", ".join-picture"))
    assert words
    assert picture
    assert words["y"] + words["height"] <= picture["y"], "the picture does not lie on the code"
