"""The living figures of every screen show the trace; questions answer, tasks notice that they are done."""

import json
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect

from app.config import ROOT
from app.learn.moments import PHASES, Moment, moment
from app.learn.parts import Place
from app.learn.views import ChapterView, FigureView, QuestionView, TaskView
from tests.browser.learn import BOOK, PATHS, RUNS, wait_for_figures, wait_for_scripts
from tests.browser.screens import DESKTOP, PHONE

HERE = Place(ROOT, 1)
GATES = {"forget": ("f", 0), "write": ("i", 0), "output": ("o", 4)}
OPENINGS = """
(id) => Object.fromEntries([...document.querySelectorAll(`#${id} [data-valve]`)].map((valve) => [
  valve.dataset.valve,
  [...valve.querySelectorAll(".lane-blade")].map(({ dataset }) => [+dataset.unit, dataset.opening ?? null]),
]))
"""


def at(fragment: str) -> Moment:
    """Return the moment of an address that a page holds."""
    return moment(dict(parse_qsl(fragment)), HERE)


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


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("chapter", BOOK.chapters, ids=lambda chapter: chapter.slug)
def test_every_figure_question_and_task_of_a_chapter(page: Page, chapter: ChapterView) -> None:
    for screen in chapter.screens:
        page.goto(screen.path)
        wait_for_scripts(page)
        wait_for_figures(page)
        parts = BOOK.page(screen.path).parts
        for part in parts:
            if isinstance(part, FigureView) and part.address and part.view in ("pipe", "cell"):
                drawn_as_computed(page, part.id, at(part.address))
        for part in parts:
            if isinstance(part, QuestionView):
                _answer(page, part)
            if isinstance(part, TaskView):
                _give_up(page, part)


def _answer(page: Page, question: QuestionView) -> None:
    section = page.locator(f"#{question.id}")
    assert is_covered(page, question) == question.covers
    wrong = next(n for n, choice in enumerate(question.choices) if not choice.right)
    section.locator(".choice-button").nth(wrong).click()
    verdict = section.locator(".verdict")
    assert verdict.locator(".wrong").count() == 1
    assert len(verdict.inner_text()) > 20
    if question.reveal and question.figure:
        goal = at(question.reveal)
        page.wait_for_function(
            "([id, step]) => document.querySelector(`#${id} .moment b`).textContent.includes(` ${step} `)",
            arg=[question.figure, goal.step],
        )
    assert not is_covered(page, question)
    section.locator(".again").click()
    assert verdict.inner_text() == ""
    assert is_covered(page, question) == question.covers


def is_covered(page: Page, question: QuestionView) -> bool:
    """Return whether nothing of the question's figure can be read, focused or heard."""
    covered: bool = page.locator(f"#{question.figure}").evaluate(
        """(figure) => [...figure.children].every((part) =>
          part.inert && getComputedStyle(part).filter.startsWith('blur'))"""
    )
    return covered


def _give_up(page: Page, task: TaskView) -> None:
    section = page.locator(f"#{task.id}")
    assert section.get_attribute("data-done") is None
    section.locator("button.skip").click()
    page.wait_for_selector(f"#{task.id}[data-done]")
    assert len(section.locator(".verdict").inner_text()) > 10


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_valve_turned_by_hand_solves_a_task_and_counts(page: Page) -> None:
    page.goto("/learn/new-memory/by-hand")
    wait_for_figures(page)
    for valve, key in (("write", "End"), ("forget", "Home")):
        assert page.locator("#t-new-by-hand[data-done]").count() == 0
        page.locator(f"[data-valve={valve}] .wheel").focus()
        page.keyboard.press(key)
        page.wait_for_selector(f".pipes:has([data-valve={valve}] .pin-mark.on)")
    page.wait_for_selector("#t-new-by-hand[data-done]")
    assert "Done" in page.locator("#t-new-by-hand .verdict").inner_text()
    notes = json.loads(page.evaluate("() => localStorage.getItem('memory-pipe.tutorial')"))
    assert notes["tasks"] == {"t-new-by-hand": "done"}
    page.locator(".figure .again").click()
    page.wait_for_selector(".pipes:not(:has(.pin-mark.on))")


@pytest.mark.browser_context_args(**DESKTOP)
def test_two_figures_share_nothing(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("[data-live]")
    before = page.locator(".moment").inner_text()
    other = page.context.new_page()
    other.goto(PATHS[3])
    other.wait_for_selector("[data-live]")
    other.locator('[data-move="step_forward"]').click()
    assert page.locator(".moment").inner_text() == before


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_figure_without_valves_to_turn_has_none(page: Page) -> None:
    page.goto("/learn/memory/weights")
    page.wait_for_selector("[data-live]")
    assert page.locator("[role=slider]").count() == 0
    page.goto("/")
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
