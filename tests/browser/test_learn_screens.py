"""Living figures on every screen show the trace; questions respond, and tasks notice when they are done.

Every screen fits a small phone, and a key leads from it to the next; a finger in `test_learn_swipe`.
"""

import sys
from itertools import cycle, pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from app.learn.pages import mixed
from app.learn.pages.views import ChapterView, FigureView, QuestionView, ScreenPage, TaskView
from app.learn.truth.moments import Moment
from tests.browser.learn import (
    BOOK,
    LIBRARY,
    PATHS,
    SHORT,
    address,
    at,
    wait_for_figures,
    wait_for_moment,
    wait_for_scripts,
)
from tests.browser.learn_drawn import drawn_as_computed, strip_as_computed, wait_for_run
from tests.browser.screens import DESKTOP, SMALL_PHONE
from tests.browser.test_learn_answers import notes, plain, reasons, reasons_of
from tests.browser.waits import press, until

NEXT = dict([*pairwise(SHORT), *pairwise(PATHS)])
LANGUAGE = "zh"
CHINESE = LIBRARY.book(LANGUAGE)
REST = """
() => {
  document.activeElement.blur();  // inside a figure the keys are the figure's
  scrollTo(0, 0);
  const drawn = (done) => requestAnimationFrame(() => requestAnimationFrame(done));
  const figures = () => document.elementsFromPoint(300, 130).filter((each) => each.matches('.figure'));
  const width = (part) => part.getBoundingClientRect().width;
  const isOver = (word) => width(word) > width(word.closest('.net').querySelector('rect'));
  const over = () => [...document.querySelectorAll('.net text')].filter(isOver).map((word) => word.innerHTML);
  const isDrawn = (part) => part.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const lowest = (drawing) => Math.max(...[...drawing.querySelectorAll('.pipes [data-part]:not(.away)')]
    .filter(isDrawn).map((part) => part.getBoundingClientRect().bottom));
  const isEmpty = (drawing) => {
    const {top, height} = drawing.getBoundingClientRect();
    return lowest(drawing) < top + height * 0.6;
  };
  const wide = '.drawing:not([data-layout=tall]):has(> .pipes)';
  const empty = () => [...document.querySelectorAll(wide)].filter(isEmpty);
  const isNarrow = (blade) => {
    const {width, height} = blade.getBoundingClientRect();
    return Math.min(width, height) < 23.9;
  };
  const blades = '.figure:not(:has(.figure-hands)) .valve:not(.fixed) .lane-blade ~ .lane-blade';
  const narrow = () => [...document.querySelectorAll(blades)].filter(isDrawn).filter(isNarrow);
  return new Promise(drawn).then(() =>
    [document.documentElement.scrollWidth, figures().length, over(), empty().length, narrow().length]);
}
"""
"""Lets go of what has the focus; returns the page's width, the figures where a finger turns the page, the
names that are wider than their box, how many drawings are half empty, and how many lanes are too narrow for
a finger without having a slider below."""
QUESTION = """
([id, figureId]) => {
  const figure = document.getElementById(figureId);
  const part = (name) => [...document.querySelectorAll(`#${id} ${name}`)];
  const isBlurred = (child) => getComputedStyle(child).filter.startsWith('blur');
  const turn = document.querySelector('.turn').getBoundingClientRect();
  const isInView = ({ top, bottom }) => top >= 0 && bottom <= turn.top;
  const parts = (name) => [...figure?.querySelectorAll(name) ?? []];
  const covered = Boolean(figure?.inert && [...figure.children].every(isBlurred));
  return {
    covered,
    tells: !covered && parts('[data-slot=timeline]:not([inert])').length > 0,
    inert: parts('[inert]').length + Number(figure?.inert ?? 0),
    elsewhere: parts('.caption-moment').some((text) => text.checkVisibility()),
    verdict: part('.verdict')[0].innerText,
    wrong: part('.verdict .wrong').length,
    reasons: part('.verdict-text').map((text) => text.textContent),
    seen: part('.verdict-text').slice(0, 1).some((text) => isInView(text.getBoundingClientRect())),
  };
}
"""
"""What can be read, focused or heard of a question and of its figure."""
ANSWERS = """
([id, choices]) => choices.map((choice) => {
  const section = document.getElementById(id);
  const field = section.querySelector('.typed input');
  if (field) {
    field.value = section.querySelectorAll('.choice-row')[choice].dataset.value;
    field.form.requestSubmit();
  } else section.querySelectorAll('.choice-button')[choice].click();
  const { top, bottom } = section.querySelector('.verdict-text').getBoundingClientRect();
  const isSeen = top >= 0 && bottom <= document.querySelector('.turn').getBoundingClientRect().top;
  section.querySelector('.again:not(.look)').click();
  return isSeen;
})
"""
"""Gives answers to a question, each time has it asked again; tells after which the verdict was in view."""
AGAIN = "(id) => document.querySelector(`#${id} .again:not(.look)`).click()"
HEIGHTS = """
async (path) => {
  const height = () => document.documentElement.scrollHeight;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let n = 0; n < 40 && height() > innerHeight; n += 1) await wait(50); // until the drawing is wide
  const here = height();
  const other = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
  const texts = (page) => [...page.querySelectorAll(
    '.screen :is(h1, .prose, .kicker, .ask, .do, .choice-text, figcaption, .finding-says, .keys)'
  )];
  const [mine, theirs] = [texts(document), texts(other)];
  if (mine.length !== theirs.length) throw new Error(`${path}: ${mine.length} texts and ${theirs.length}`);
  const kept = mine.map((text) => [...text.childNodes]);
  const language = document.documentElement.lang;
  document.documentElement.lang = 'en';
  mine.forEach((text, n) => text.replaceChildren(...document.importNode(theirs[n], true).childNodes));
  const there = height();
  mine.forEach((text, n) => text.replaceChildren(...kept[n]));
  document.documentElement.lang = language;
  return [here, there];
}
"""
"""The height of a page, and of its English texts in the same places: to open it costs half a second."""
SMALLEST = """
async () => {
  const size = (text) => {
    const {a, b} = text.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
  };
  const letters = () => [...document.querySelectorAll('svg.pipes text')]
    .filter((text) => text.textContent.trim() && !text.closest('.away') &&
      text.checkVisibility({visibilityProperty: true, opacityProperty: true}));
  const smallest = () => Math.min(99, ...letters().map(size));
  for (let n = 0; n < 40 && smallest() < 11.99; n += 1) await new Promise((done) => setTimeout(done, 50));
  return smallest();
}
"""
"""The size of the smallest letters of a screen's drawings, once these have it."""
IS_ELSEWHERE = "(id) => document.getElementById(id).hasAttribute('data-elsewhere')"
IS_HOME = "(id) => !document.getElementById(id).hasAttribute('data-elsewhere')"
IS_TYPED = "(id) => document.querySelector(`#${id} .typed`)?.checkVisibility()"
IS_DONE = "(id) => 'done' in document.getElementById(id).dataset"
IS_OF = """
([id, model]) =>
  new URLSearchParams(document.querySelector(`#${id} .to-lab`).hash.slice(1)).get('model') === model
"""


def test_the_chapters_are_the_whole_way() -> None:
    assert [screen.path for chapter in BOOK.chapters for screen in chapter.screens] == [*SHORT, *PATHS]
    assert len(NEXT) == len(SHORT) + len(PATHS) - 2


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("chapter", BOOK.chapters, ids=lambda chapter: chapter.slug)
def test_every_figure_question_and_task_of_a_chapter(page: Page, chapter: ChapterView, base_url: str) -> None:
    """In Chinese, whose words break their lines elsewhere; English is answered in `test_learn_answers`.

    Prints each screen's height in a laptop's window, in Chinese and in English, and of its questions the
    place of the right answer, and whether the verdict was in view on a phone; in that window it must be.
    In both, the letters of drawings have 12 pixels.
    """
    page.goto(address(chapter.screens[0].path, LANGUAGE))
    wide, tall, small, unseen = [], [], [], []
    # Every other screen is seen on the phone first, so that the size changes once for each.
    for screen, phone_first in zip(chapter.screens, cycle((True, False)), strict=False):
        wait_for_scripts(page)
        wait_for_figures(page)
        for size in (SMALL_PHONE, DESKTOP) if phone_first else (DESKTOP, SMALL_PHONE):
            if page.viewport_size != size["viewport"]:
                page.set_viewport_size(size["viewport"])
            here = CHINESE.page(screen.path)
            if size is DESKTOP:
                heights = page.evaluate(HEIGHTS, screen.path)
                if max(heights) > DESKTOP["viewport"]["height"] and not screen.side:
                    tall.append(screen.path.removeprefix("/learn/"))
                _try_parts(page, here)
            else:
                seen = _answers_seen(page, here)
                unseen += [name for name, is_seen in seen.items() if not is_seen]
            if (letters := page.evaluate(SMALLEST)) < 11.99:
                small.append((screen.path, size["viewport"], letters))
            width, figures, over, empty, narrow = page.evaluate(REST)
            assert (over, empty, narrow) == ([], 0, 0), page.url
            if width > size["viewport"]["width"]:
                wide.append((page.url, size["viewport"]))
            assert size is DESKTOP or not figures, (page.url, "a figure has the finger")
        told = " ".join(f"{name} {is_seen}" for name, is_seen in seen.items())
        sys.stdout.write(f"{screen.path:40} {screen.side:10} {heights} {told}\n")
        if screen.path in NEXT:
            page.keyboard.press("ArrowRight")
            onward = base_url + address(NEXT[screen.path], LANGUAGE)
            page.wait_for_url(onward, wait_until="domcontentloaded")
    assert wide == []
    assert unseen == []
    assert tall == []
    assert small == []


def _answers_seen(page: Page, screen: ScreenPage) -> dict[str, bool]:
    """Return whether the verdict after each answer was in view, by question and place of the right answer."""
    seen = {}
    for part in screen.parts:
        if isinstance(part, QuestionView):
            right = [choice.right for choice in part.choices].index(True) + 1
            if part.within:
                until(page, IS_TYPED, part.id)
            answers = page.evaluate(ANSWERS, [part.id, list(range(len(part.choices)))])
            seen[f"{part.id} {right}"] = all(answers)
            if part.reveal and part.figure:
                (start,) = (p for p in screen.parts if isinstance(p, FigureView) and p.id == part.figure)
                begun = at(start.address or "")
                until(page, IS_OF, [part.figure, begun.keys["model"]])
                wait_for_moment(page, part.figure, begun)
                if at(part.reveal).keys.get("pins") != begun.keys.get("pins"):
                    wait_for_run(page, part.figure, begun)
    return seen


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


def _answer(page: Page, question: QuestionView, starts: dict[str, Moment]) -> None:
    reveal = at(question.reveal) if question.reveal and question.figure else None
    if question.within:
        until(page, IS_TYPED, question.id)
    _is_open(page, question)
    wrong = next(n for n, choice in enumerate(question.choices) if not choice.right)
    others = [n for n in range(len(question.choices)) if n != wrong]
    assert all(page.evaluate(ANSWERS, [question.id, others])), question.id
    if question.within:
        press(page, f"#{question.id} .typed input", text=f"{question.choices[wrong].value:g}")
    else:
        press(page, f"#{question.id} .choice-button", wrong)
    if question.figure and reveal:
        wait_for_moment(page, question.figure, reveal)
        if reveal != starts[question.figure]:  # another model's run may still be on its way
            until(page, IS_ELSEWHERE, question.figure)
    said = page.evaluate(QUESTION, [question.id, question.figure])
    assert (said["wrong"], said["inert"], said["seen"]) == (1, 0, True), question.id
    assert said["reasons"] == reasons_of(page, question, wrong, LANGUAGE)
    if question.figure and reveal:
        assert said["elsewhere"] or reveal == starts[question.figure]
    page.evaluate(AGAIN, question.id)
    if question.figure and reveal:
        wait_for_moment(page, question.figure, starts[question.figure])
        until(page, IS_HOME, question.figure)  # what is dyed or held may differ alone
    assert not _is_open(page, question)["elsewhere"] or not reveal


def _is_open(page: Page, question: QuestionView) -> dict[str, Any]:
    """Check that a question waits for its answer, and nothing gives it away; return what is said."""
    said: dict[str, Any] = page.evaluate(QUESTION, [question.id, question.figure])
    assert (said["verdict"], said["covered"], said["tells"]) == ("", question.covers, False), question.id
    return said


def _give_up(page: Page, task: TaskView) -> None:
    assert not page.evaluate(IS_DONE, task.id)
    press(page, f"#{task.id} button.skip")
    until(page, IS_DONE, task.id)
    assert reasons(page, task.id) == plain(page, f"一种做法是： {task.done_html}")
    assert notes(page)["tasks"][task.id] == "shown"


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("deal", [11, 26])
def test_the_longest_deals_of_the_mixed_test_fit_a_laptop_and_lead_to_others(page: Page, deal: int) -> None:
    for path in mixed.PATHS:
        page.goto(mixed.address(path, deal))
        wait_for_scripts(page)
        assert page.evaluate(REST)[0] == DESKTOP["viewport"]["width"]
        assert page.evaluate("() => document.documentElement.scrollHeight") <= DESKTOP["viewport"]["height"]
    page.get_by_role("link", name="Ten other questions").click()
    page.wait_for_url(f"**{mixed.address(mixed.PATHS[0], deal + 1)}")
    wait_for_scripts(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{mixed.address(mixed.PATHS[1], deal + 1)}")
    wait_for_scripts(page)
    assert mixed.PATHS[1] in notes(page)["visited"]
