"""A course is drawn by keys or by finger before it is shown, and judged by its mean distance from the run."""

import pytest
from playwright.sync_api import Page, expect

from app.learn.pages.views import CourseView
from tests.browser.learn import BOOK, wait_for_scripts
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.test_learn_answers import notes
from tests.browser.watch import Watch

POINTS = """(name) => document.querySelector(`.course.${name}`).getAttribute('points')
  .split(' ').filter(Boolean).map((point) => point.split(',').map(Number))"""


def course_of(path: str) -> CourseView:
    (course,) = (part for part in BOOK.page(path).parts if isinstance(part, CourseView))
    return course


def heights(page: Page, name: str, course: CourseView) -> list[float]:
    """Return the values of a drawn line: the paper is 170 high, has edges of 14, and reaches to 1."""
    assert max(map(abs, course.values)) < 1
    return [(85 - y) / 71 for _, y in page.evaluate(POINTS, name)]


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_course_is_drawn_by_keys_and_judged_once_its_script_is_there(page: Page, watch: Watch) -> None:
    course = course_of("/learn/forget-valve/nearly-open")
    watch.allow("ERR_FAILED")
    page.route("**/chunks/draw-*.js", lambda route: route.abort())
    page.goto("/learn/forget-valve/nearly-open")
    wait_for_scripts(page)
    paper, section = page.locator(".paper[role=slider]"), page.locator(f"#{course.id}")
    expect(section.get_by_role("status")).to_have_text("This could not be loaded. Try again")
    page.unroute_all()
    section.get_by_role("button", name="Try again").click()
    expect(section.get_by_text("This could not be loaded.")).to_have_count(0)
    expect(paper).to_be_visible()
    assert heights(page, "given", course) == pytest.approx(course.values[: course.first])
    assert page.evaluate(POINTS, "truth") == []
    paper.focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    start = course.values[course.first - 1]
    assert paper.get_attribute("aria-valuetext") == f"step 7: {start:.2f}".replace("-", "−")
    section.locator("[data-compare]").click()
    drawn = [start + 0.05, start + 0.05, *[start] * 17]
    truth = course.values[course.first :]
    assert heights(page, "own", course)[1:] == pytest.approx(drawn)
    assert heights(page, "truth", course)[1:] == pytest.approx(truth)
    off = sum(abs(own - real) for own, real in zip(drawn, truth, strict=True)) / len(truth)
    said = section.locator(".verdict-text").inner_text()
    assert said.startswith(f"On average you were {off:.2f} away. Losses multiply: from −0.664")
    assert notes(page)["tasks"] == {course.id: "done"}
    section.locator(".verdict .again").click()
    expect(paper).to_be_focused()
    assert page.evaluate(POINTS, "truth") == []
    assert section.locator(".verdict-text").is_hidden()


@pytest.mark.browser_context_args(**PHONE)
def test_a_course_is_drawn_by_a_finger(page: Page) -> None:
    course = course_of("/learn/memory-pipe/water")
    page.goto("/zh/learn/memory-pipe/water")
    wait_for_scripts(page)
    paper = page.locator(".paper[role=slider]")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.up()
    page.locator("[data-compare]").tap()
    drawn = heights(page, "own", course)
    assert drawn[2:] == pytest.approx([0] * len(drawn[2:]), abs=0.02)
    off = sum(map(abs, course.values[course.first + 1 :])) / len(course.values[course.first :])
    said = page.locator(f"#{course.id} .verdict-text b").inner_text()
    assert float(said.removeprefix("平均相差 ").removesuffix("。")) == pytest.approx(off, abs=0.06)
