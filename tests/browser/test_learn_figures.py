"""Living figures on every screen show the trace; questions respond, and tasks notice when they are done.

Every screen fits a small phone, and a key or a finger leads from it to the next.
"""

import re
import time
from itertools import cycle, pairwise
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from playwright.sync_api import CDPSession, Page, expect

from app.config import ROOT
from app.learn.pages.views import ChapterView, FigureView, QuestionView, ScreenPage, TaskView
from app.learn.text.parts import Place
from app.learn.truth.moments import Moment, moment
from app.learn.truth.units import PHASES
from lstm_core import Head
from lstm_core.arrays import Array
from lstm_core.blueprints.phases import phases
from tests.browser.learn import (
    BOOK,
    LIBRARY,
    PATHS,
    RUNS,
    SHORT,
    address,
    wait_for_figures,
    wait_for_scripts,
)
from tests.browser.screens import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.test_gradient import mark_of
from tests.browser.test_learn_answers import expect_tally, notes, plain, reasons, reasons_of

HERE = Place(ROOT, 1)
NEXT = dict([*pairwise(SHORT), *pairwise(PATHS)])
LANGUAGE = "zh"
CHINESE = LIBRARY.book(LANGUAGE)
GATES = {"forget": ("f", 0), "write": ("i", 0), "output": ("o", 4)}
OPENINGS = """
(id) => Object.fromEntries([...document.querySelectorAll(`#${id} [data-valve]`)].map((valve) => [
  valve.dataset.valve,
  [...valve.querySelectorAll(".lane-blade")].map(({ dataset }) => [+dataset.unit, dataset.opening ?? null]),
]))
"""
SHOWS = """
([id, step, phase, pins]) => {
  const figure = document.getElementById(id);
  const inLab = new URLSearchParams(figure.querySelector('.to-lab').hash.slice(1));
  return figure.querySelector('.moment b').textContent.includes(` ${step} `) && inLab.get('step') === step &&
    inLab.get('phase') === phase && (inLab.get('pins') ?? '') === pins;
}
"""
WIDTH = """
() => {
  document.activeElement.blur();  // inside a figure the keys are the figure's
  scrollTo(0, 0);
  const drawn = (done) => requestAnimationFrame(() => requestAnimationFrame(done));
  return new Promise(drawn).then(() => document.documentElement.scrollWidth);
}
"""
IS_SEEN = """
(id) => {
  const { top, bottom } = document.querySelector(`#${id} .verdict-text`).getBoundingClientRect();
  return top >= 0 && bottom <= document.querySelector('.turn').getBoundingClientRect().top;
}
"""
WATER = """
(id) => [
  [...document.querySelectorAll(`#${id} .scene .end`)]
    .map((end) => [end.dataset.end, +end.dataset.unit, Number(end.textContent.replace('−', '-'))]),
  [...document.querySelectorAll(`#${id} .scene .water .lane`)]
    .map((lane) => [lane.dataset.pipe, +lane.dataset.unit, +lane.getAttribute('stroke-width')]),
]
"""


STRIP = """
(id) => {
  const strip = document.querySelector(`#${id} .figure-strip`);
  const course = (path) => path?.getAttribute('d') ?? null;
  const zeros = [...strip.querySelectorAll('.strip-zero')];
  const zero = zeros.map((path) => +course(path).match(/^M0 ([^H]+)H/)[1]);
  const line = (role) => course(strip.querySelector(`path[data-role=${role}][data-index="0"]`));
  return { zero, input: line('input'), answer: line('answer'), step: +strip.querySelector('input').value,
    bands: strip.querySelectorAll('.strip-plot, .strip-letters').length };
}
"""


def at(fragment: str) -> Moment:
    """Return the moment of an address that a page holds."""
    return moment(dict(parse_qsl(fragment)), HERE)


def wait_for_moment(page: Page, figure: str, goal: Moment) -> None:
    """Wait until a figure, and its link to the Lab, are at a moment."""
    arg = [figure, str(goal.step), goal.phase, goal.keys.get("pins", "")]
    page.wait_for_function(SHOWS, arg=arg, timeout=10_000)


def drawn_as_computed(page: Page, ident: str, shown: Moment) -> None:
    trace, phase = RUNS.trace(shown), PHASES.index(shown.phase)
    drawn = page.evaluate(OPENINGS, ident)
    assert set(drawn) == set(GATES)
    for name, blades in drawn.items():
        gate, first = GATES[name]
        assert blades
        for unit, opening in blades:
            expected = getattr(trace, gate)[shown.step - 1, unit]
            if phase < first:
                assert opening is None
            else:
                assert float(opening) == pytest.approx(expected, abs=1e-9)


def strip_as_computed(page: Page, ident: str, shown: Moment, bands: int) -> None:
    """Check that the strip shows the whole input, and of the answers those that the figure has reached."""
    strip = page.evaluate(STRIP, ident)
    assert (strip["step"], strip["bands"]) == (shown.step, bands)
    trace, preset = RUNS.trace(shown), RUNS.preset(shown)
    if strip["input"]:
        first = (preset["input"]["drawn"] or ["line"]).index("line")
        assert_course(strip["input"], strip["zero"][0], trace.x[:, first])
    if strip["answer"]:
        names = [phase.id for phase in phases(trace.blueprint)]
        reached = shown.step if shown.phase == names[-1] else shown.step - 1
        head = Head(np.array(preset["head"]["W"]), np.array(preset["head"]["b"]))
        assert_course(strip["answer"], strip["zero"][-1], head.read(trace.h)[:reached, 0])


def assert_course(path: str, zero: float, values: Array) -> None:
    """Check that a line has one point per step, as far above zero as the values are large."""
    points = [[float(part) for part in point.split()] for point in re.split("[ML]", path)[1:]]
    assert [x for x, _ in points] == [step + 0.5 for step in range(len(values))]
    heights = zero - np.array([y for _, y in points])
    top = int(np.abs(values).argmax()) if len(values) else 0
    if len(values) and values[top]:
        np.testing.assert_allclose(heights * (values[top] / heights[top]), values, rtol=0, atol=1e-6)


def test_the_chapters_are_the_whole_way() -> None:
    assert [screen.path for chapter in BOOK.chapters for screen in chapter.screens] == [*SHORT, *PATHS]
    assert len(NEXT) == len(SHORT) + len(PATHS) - 2


@pytest.mark.browser_context_args(**DESKTOP, has_touch=True)
@pytest.mark.parametrize("chapter", BOOK.chapters, ids=lambda chapter: chapter.slug)
def test_every_figure_question_and_task_of_a_chapter(page: Page, chapter: ChapterView, base_url: str) -> None:
    """In Chinese, whose words break their lines elsewhere; English is answered in `test_learn_answers`."""
    page.goto(address(chapter.screens[0].path, LANGUAGE))
    finger = page.context.new_cdp_session(page)
    wide = []
    for screen, by_key in zip(chapter.screens, cycle((True, False)), strict=False):
        page.set_viewport_size(DESKTOP["viewport"])
        wait_for_scripts(page)
        wait_for_figures(page)
        _try_parts(page, CHINESE.page(screen.path))
        page.set_viewport_size(SMALL_PHONE["viewport"])
        if page.evaluate(WIDTH) > SMALL_PHONE["viewport"]["width"]:
            wide.append(page.url)
        if screen.path in NEXT:
            if by_key:
                page.keyboard.press("ArrowRight")
            else:
                swipe(finger, 300, 40)
            onward = base_url + address(NEXT[screen.path], LANGUAGE)
            page.wait_for_url(onward, wait_until="domcontentloaded")
    assert wide == []


def _try_parts(page: Page, screen: ScreenPage) -> None:
    """Hold the figures of a screen against the core, answer its questions, give up its tasks."""
    starts = {}
    for part in screen.parts:
        if isinstance(part, FigureView) and part.address:
            starts[part.id] = at(part.address)
            if part.view in ("pipe", "cell"):
                drawn_as_computed(page, part.id, starts[part.id])
            if part.bands:
                strip_as_computed(page, part.id, starts[part.id], part.bands)
    for part in screen.parts:
        if isinstance(part, QuestionView):
            _answer(page, part, starts)
        if isinstance(part, TaskView):
            _give_up(page, part)


def swipe(finger: CDPSession, start: int, end: int) -> None:
    """Draw a finger over the heading, which lies below the bars of every screen, in a fifth of a second.

    The time is said and not taken: on a busy machine a swipe would last too long to be one.
    """
    begin = time.time()
    for k, (kind, x) in enumerate(
        (("touchStart", start), ("touchMove", (start + end) // 2), ("touchMove", end))
    ):
        event = {"type": kind, "touchPoints": [{"x": x, "y": 130}], "timestamp": begin + k / 15}
        finger.send("Input.dispatchTouchEvent", event)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": begin + 0.2})


def _answer(page: Page, question: QuestionView, starts: dict[str, Moment]) -> None:
    section = page.locator(f"#{question.id}")
    assert is_covered(page, question) == question.covers
    assert not tells_all_steps(page, question)
    wrong = next(n for n, choice in enumerate(question.choices) if not choice.right)
    section.locator(".choice-button").nth(wrong).click()
    verdict = section.locator(".verdict")
    assert verdict.locator(".wrong").count() == 1
    assert reasons(page, question.id) == reasons_of(page, question, wrong, LANGUAGE)
    assert page.evaluate(IS_SEEN, question.id), question.id
    if question.reveal and question.figure:
        wait_for_moment(page, question.figure, at(question.reveal))
        if at(question.reveal) != starts[question.figure]:
            expect(page.locator(f"#{question.figure} .caption-moment")).to_be_visible()
    assert page.locator(f"#{question.figure} [inert], #{question.figure}[inert]").count() == 0
    section.locator(".again:not(.look)").click()
    assert verdict.inner_text() == ""
    assert is_covered(page, question) == question.covers
    assert not tells_all_steps(page, question)
    if question.reveal and question.figure:
        wait_for_moment(page, question.figure, starts[question.figure])
        assert not _caption_says_when(page, question.figure)


def _caption_says_when(page: Page, figure: str) -> bool:
    """Return whether a caption tells that it is about another moment than the one shown."""
    when = page.locator(f"#{figure} .caption-moment")
    return when.count() == 1 and when.is_visible()


def is_covered(page: Page, question: QuestionView) -> bool:
    """Return whether nothing of the question's figure can be read, focused or heard."""
    if question.figure is None:
        return False
    covered: bool = page.locator(f"#{question.figure}").evaluate(
        """(figure) => figure.inert && [...figure.children].every((part) =>
          getComputedStyle(part).filter.startsWith('blur'))"""
    )
    return covered


def tells_all_steps(page: Page, question: QuestionView) -> bool:
    """Return whether a timeline of the question's figure can be read, focused or heard."""
    timelines = (
        page.locator(f"#{question.figure} [data-slot=timeline]:not([inert])") if question.figure else None
    )
    return timelines is not None and timelines.count() > 0 and not is_covered(page, question)


def _give_up(page: Page, task: TaskView) -> None:
    section = page.locator(f"#{task.id}")
    assert section.get_attribute("data-done") is None
    section.locator("button.skip").click()
    page.wait_for_selector(f"#{task.id}[data-done]")
    assert reasons(page, task.id) == plain(page, f"一种做法是： {task.done_html}")
    assert notes(page)["tasks"][task.id] == "shown"


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_valve_turned_by_hand_solves_a_task_and_counts(page: Page) -> None:
    screen = BOOK.page("/learn/new-memory/by-hand")
    (address,) = (part.address for part in screen.parts if isinstance(part, FigureView))
    assert address
    page.goto(screen.screen.path)
    wait_for_figures(page)
    wait_for_moment(page, "new-by-hand", at(address))
    for valve, key in (("write", "End"), ("forget", "Home")):
        assert page.locator("#t-new-by-hand[data-done]").count() == 0
        page.locator(f"[data-valve={valve}] .wheel").focus()
        page.keyboard.press(key)
        page.wait_for_selector(f".pipes:has([data-valve={valve}] .pin-mark.on)")
    page.wait_for_selector("#t-new-by-hand[data-done]")
    assert "Done" in page.locator("#t-new-by-hand .verdict").inner_text()
    assert notes(page)["tasks"] == {"t-new-by-hand": "done"}
    turned = at(f"{address}&pins=input:1::5- forget:0::5-")
    wait_for_moment(page, "new-by-hand", turned)
    page.locator(".figure-stage").focus()
    page.keyboard.press("ArrowRight")
    wait_for_moment(page, "new-by-hand", turned.changed("phase=output_valve", HERE))
    page.locator(".figure .again").click()
    page.wait_for_selector(".pipes:not(:has(.pin-mark.on))")
    wait_for_moment(page, "new-by-hand", at(address))
    page.locator("#contents summary").click()
    expect_tally(page, "Questions: 0 right of 0 answered. Tasks: 1 done.")


@pytest.mark.browser_context_args(**DESKTOP)
def test_what_is_said_when_a_task_is_done_tells_the_reader_s_own_numbers(page: Page) -> None:
    screen = BOOK.page("/learn/forget-valve/nearly-open")
    (address,) = (part.address for part in screen.parts if isinstance(part, FigureView))
    page.goto(screen.screen.path)
    wait_for_figures(page)
    page.locator("[data-valve=forget] .wheel").focus()
    page.keyboard.press("End")
    page.wait_for_selector("#t-forget-leak[data-done]")
    own = RUNS.trace(at(f"{address}&pins=forget:1::3-"))
    [said] = page.locator("#t-forget-leak .verdict-text").all_inner_texts()
    assert said.startswith(
        f"Done! A valve at 1.00 lets {own.C[21, 0]:.3f} through to step 22.".replace("-", "−")
    )


@pytest.mark.browser_context_args(**DESKTOP)
def test_where_a_figure_has_the_gradient_its_water_is_the_api_s_gradient(page: Page) -> None:
    page.goto("/learn/why-it-learns/backwards")
    page.wait_for_selector("#backwards .scene svg.pipes[data-backward]", timeout=10_000)
    examples = page.request.get("/api/v1/presets/stock-position").json()["examples"]
    (inputs,) = (example["inputs"] for example in examples if example["id"] == "rising")
    body = {"model": {"preset": "stock-position"}, "inputs": inputs, "digits": None}
    wanted = page.request.post("/api/v1/gradients", data=body).json()["gradients"]
    _water_is(page, wanted, 19)
    page.locator("#q-backwards .skip").click()
    page.wait_for_selector("#backwards .scene svg.pipes[data-step='18']")
    _water_is(page, wanted, 18)


def _water_is(page: Page, wanted: dict[str, Any], step: int) -> None:
    dC, dh = wanted["dC"], wanted["dh"]
    rows = {"old": dC[step - 1], "out": dh[step]} | dict.fromkeys(
        ("kept", "added", "memory", "new"), dC[step]
    )
    mark = mark_of(max(abs(value) for row in (wanted["dC0"], *dC, *dh) for value in row))
    full = 0.84 * 96 / len(dC[step])
    ends, lanes = page.evaluate(WATER, "backwards")
    assert {end for end, _, _ in ends} == {"old", "new", "out"}
    for end, unit, says in ends:
        assert says == pytest.approx(rows[end][unit], abs=0.005 + 1e-9), end
    assert {pipe for pipe, _, _ in lanes} > {"old", "kept", "added", "memory", "out"}
    for pipe, unit, width in lanes:
        value = rows[pipe][unit] if pipe in rows else 0.0
        assert width == pytest.approx(abs(value) / mark * full, abs=1e-6), pipe


@pytest.mark.browser_context_args(**DESKTOP)
def test_two_figures_share_nothing(page: Page) -> None:
    page.goto("/learn/memory/watch")
    page.wait_for_selector("[data-live]")
    before = page.locator(".moment").inner_text()
    other = page.context.new_page()
    other.goto("/learn/memory/two-answers")
    other.wait_for_selector("[data-live]")
    other.locator('[data-move="step_forward"]').click()
    assert page.locator(".moment").inner_text() == before


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_figure_without_valves_to_turn_has_none(page: Page) -> None:
    page.goto("/learn/memory/weights")
    page.wait_for_selector("[data-live]")
    assert page.locator("[role=slider]").count() == 0
    page.goto("/learn/memory/watch")
    page.wait_for_selector("[data-live]")
    assert page.locator(".figure [role=slider]").count() == 15


@pytest.mark.browser_context_args(**PHONE)
def test_on_a_phone_the_reason_stays_in_view_and_leads_to_the_picture(page: Page) -> None:
    page.goto("/learn/memory/two-answers")
    wait_for_figures(page)
    page.locator(".choice-button").first.tap()
    look = page.locator(".verdict .look")
    look.wait_for()
    expect(page.locator(".question .verdict")).to_be_in_viewport()
    look.tap()
    expect(page.locator(".figure-stage")).to_be_in_viewport(ratio=0.9)
    assert "Step 10 of 10" in page.locator(".moment").inner_text()
