"""Answers and turned valves get the right words; the reader's notes and the tally are correct."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.learn.drawings.numbers import short
from app.learn.pages.views import QuestionView
from tests.browser.axe import violations
from tests.browser.learn import BOOK, wait_for_figures, wait_for_scripts
from tests.browser.screens import DESKTOP, PHONE

PLAIN = """(parts) => parts.map(
  (html) => new DOMParser().parseFromString(html, 'text/html').body.textContent)"""
REASONS = """(id) => [...document.querySelectorAll(`#${id} .verdict-text`)].map((text) => text.textContent)"""
VISIBLE = """(knob) => [...document.querySelectorAll(`[data-of="${knob}"]`)]
  .filter((part) => part.getBoundingClientRect().width > 0).map((part) => +part.dataset.at)"""


def notes(page: Page) -> Any:
    """Return what the page has noted down of the reader."""
    return json.loads(page.evaluate("() => localStorage.getItem('memory-pipe.tutorial')"))


def plain(page: Page, *html: str) -> list[str]:
    """Return the text of pieces of HTML."""
    return list(page.evaluate(PLAIN, html))


def reasons(page: Page, ident: str) -> list[str]:
    """Return the paragraphs that a question or a task says in the end."""
    return list(page.evaluate(REASONS, ident))


SAID = {"en": ("Right.", "No.", "The answer:"), "zh": ("对。", "不对。", "答案是：")}


def truth_of(question: QuestionView, language: str) -> str:
    """Return the right answer as a sentence of its own."""
    right = next(choice for choice in question.choices if choice.right)
    stop = "" if right.html.strip()[-1] in ".。!！?？" else {"en": ".", "zh": "。"}[language]
    return f"{right.html}{stop} {right.feedback_html}"


def reasons_of(page: Page, question: QuestionView, chosen: int | None, language: str = "en") -> list[str]:
    """Return the paragraphs that belong to an answer; None: it was skipped."""
    yes, no, truth = SAID[language]
    right = next(choice for choice in question.choices if choice.right)
    told = truth_of(question, language)
    if chosen is None:
        return plain(page, f"{truth} {told if question.within else right.feedback_html}")
    answer = question.choices[chosen]
    if answer.right:
        return plain(page, f"{yes} {told if question.within else answer.feedback_html}")
    return plain(page, f"{no} {answer.feedback_html}", f"{truth} {told}")


def expect_tally(page: Page, says: str) -> None:
    """Wait until the contents tell how many answers were right."""
    tally = page.locator("[data-score]")
    expect(tally).to_be_visible()
    expect(tally).to_have_text(says)


def open_question(page: Page, path: str) -> QuestionView:
    page.goto(path)
    wait_for_scripts(page)
    (question,) = (part for part in BOOK.page(path).parts if isinstance(part, QuestionView))
    return question


def choose(page: Page, question: QuestionView, index: int) -> None:
    page.locator(f"#{question.id} .choice-button").nth(index).click()


def last_choice(question: QuestionView, *, right: bool) -> int:
    """Return where the last choice stands that is right, or wrong."""
    return max(n for n, choice in enumerate(question.choices) if choice.right == right)


@pytest.mark.browser_context_args(**DESKTOP)
def test_an_answer_gets_its_own_reason_and_the_first_one_is_noted(page: Page) -> None:
    first = open_question(page, "/learn/window/once-a-year")
    contents = page.locator("#contents summary")
    contents.click()
    expect(page.locator(".contents-panel")).to_be_visible()
    expect(page.locator("[data-score]")).to_be_hidden()
    contents.click()
    choose(page, first, right := last_choice(first, right=True))
    assert page.locator(f"#{first.id} .verdict-text.right").count() == 1
    assert reasons(page, first.id) == reasons_of(page, first, right)
    contents.click()
    expect_tally(page, "Questions: 1 right of 1 answered. Tasks: 0 done.")
    contents.click()
    page.locator(f"#{first.id} .again").click()
    choose(page, first, wrong := last_choice(first, right=False))
    assert reasons(page, first.id) == reasons_of(page, first, wrong)

    second = open_question(page, "/learn/window/several-at-once")
    choose(page, second, wrong := last_choice(second, right=False))
    assert page.locator(f"#{second.id} .verdict-text.wrong").count() == 1
    assert reasons(page, second.id) == reasons_of(page, second, wrong)

    third = open_question(page, "/learn/window/cost")
    page.locator(f"#{third.id} .skip").click()
    assert page.locator(f"#{third.id} .verdict-text.skipped").count() == 1
    assert reasons(page, third.id) == reasons_of(page, third, None)

    assert notes(page)["answers"] == {first.id: "right", second.id: "wrong", third.id: "skipped"}
    page.goto("/learn")
    expect_tally(page, "Questions: 1 right of 2 answered. Tasks: 0 done.")


@pytest.mark.browser_context_args(**DESKTOP)
def test_what_is_answered_in_two_windows_is_all_noted(page: Page) -> None:
    first = open_question(page, "/learn/window/once-a-year")
    other = page.context.new_page()
    second = open_question(other, "/learn/window/several-at-once")
    choose(other, second, last_choice(second, right=True))
    page.bring_to_front()
    choose(page, first, last_choice(first, right=False))
    noted = notes(page)
    assert noted["answers"] == {first.id: "wrong", second.id: "right"}
    assert noted["visited"] == ["/learn/window/once-a-year", "/learn/window/several-at-once"]
    page.locator("#contents summary").click()
    expect_tally(page, "Questions: 1 right of 2 answered. Tasks: 0 done.")


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_window_s_knob_shows_what_was_measured_at_its_width(page: Page) -> None:
    page.goto("/learn/window/year-back")
    rows = page.request.get("/api/v1/window").json()["widths"]
    said = [[f" {row['width']} ", f" {short(row['mean'])} "] for row in rows]
    start = next(n for n, row in enumerate(rows) if row["width"] == 3)
    turn_through(page, "width", start, [f"{row['width']}" for row in rows], said)


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_gradient_s_knob_shows_what_was_measured_at_its_setting(page: Page) -> None:
    page.goto("/learn/rnn/vanish-explode")
    rows = [r for r in page.request.get("/api/v1/gradient-flow").json()["rnn"] if r["inputs"] == "none"]
    said = [
        [f" {r['radius']:g}:", *(f" {short(r['dh']['middle'][lag])} " for lag in (20, 100))] for r in rows
    ]
    start = next(n for n, row in enumerate(rows) if row["radius"] == 1.2)
    turn_through(page, "rnn", start, [f"{row['radius']:g}" for row in rows], said)


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_dot_on_the_sigmoid_is_dragged_and_the_keys_move_on_from_there(page: Page) -> None:
    page.goto("/learn/valve-networks/curve")
    slider = page.locator("[data-knob=sigmoid] input")
    expect(slider).to_be_visible()
    box = page.locator("[data-dragged] svg").bounding_box()
    assert box
    place = {z: box["x"] + box["width"] * (54 + (z + 8) / 16 * 440) / 520 for z in (0, 3, 20)}
    page.mouse.move(place[0], box["y"] + box["height"] / 2)
    page.mouse.down()
    for z, at, says in ((3, 22, "At a sum of +3 the valve stands at 0.953."), (20, 32, "At a sum of +8")):
        page.mouse.move(place[z], box["y"] + box["height"] / 2)
        assert page.evaluate(VISIBLE, "sigmoid")[0] == at
        assert page.locator(".finding-says").inner_text().startswith(says)
    page.mouse.up()
    page.mouse.move(place[0], box["y"] + box["height"] / 2)
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(VISIBLE, "sigmoid") == [31, 31]
    assert slider.get_attribute("aria-valuetext") == "+7.5"


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_line_of_code_lights_its_part_when_pointed_at_or_focused(page: Page) -> None:
    page.goto("/learn/your-own-gates/pytorch")
    lines = page.locator(".code-lines button")
    page.wait_for_selector("#pytorch-cell[data-live]")
    lit = page.locator("#pytorch-cell .lights [aria-pressed=true]")
    lines.nth(1).hover()
    expect(lit).to_have_text("old memory, forget valve")
    page.wait_for_selector('.pipes[data-phase="forget"]')
    lines.nth(1).focus()
    page.keyboard.press("Tab")
    expect(lines.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(lit).to_have_text("new memory, its valve")
    page.wait_for_selector('.pipes[data-phase="write"]')
    assert [lines.nth(n).get_attribute("aria-pressed") for n in range(5)].count("true") == 1
    lines.nth(0).focus()
    expect(lit).to_have_count(0)
    assert violations(page) == []


def turn_through(
    page: Page, knob: str, start: int, names: Sequence[str], said: Sequence[Sequence[str]]
) -> None:
    """Turn a knob by keyboard through its positions; at each one only what belongs to it may be seen."""
    slider = page.locator(f"[data-knob={knob}] input")
    expect(slider).to_be_visible()
    slider.focus()
    parts = page.locator(f'[data-of="{knob}"]').count() // len(names)
    assert parts > 1
    keys = [("", start), ("ArrowRight", start + 1), ("End", len(names) - 1), ("Home", 0)]
    for key, position in [*keys, *(("ArrowRight", n) for n in range(1, len(names)))]:
        if key:
            page.keyboard.press(key)
        expect(page.locator(f"[data-knob={knob}] output")).to_have_text(names[position])
        assert slider.get_attribute("aria-valuetext") == names[position]
        assert page.evaluate(VISIBLE, knob) == [position] * parts
        says = page.locator(".finding-says").inner_text()
        assert [part for part in said[position] if part not in says] == []


@pytest.mark.browser_context_args(**DESKTOP)
def test_two_errors_are_found_by_click_and_key_and_the_right_drawing_comes_beside(page: Page) -> None:
    page.goto("/learn/cell-diagram/two-errors")
    wait_for_scripts(page)
    flawed, right = (page.locator(f"[data-drawing={name}]") for name in ("flawed", "right"))
    said = page.locator("#f-two-errors .verdict")
    page.wait_for_selector("[data-line][role=button]")
    expect(right).to_be_hidden()
    flawed.locator("[data-line=f-kept] .hit").click(force=True)
    expect(said).to_contain_text("line from the σ of the forget valve to the × of the forget valve")
    assert notes(page)["tasks"] == {}
    flawed.locator("[data-line=kept-tanh_C]").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("The output is made of what the forget valve let through")
    flawed.locator("[data-line=C_prev-o]").focus()
    page.keyboard.press(" ")
    expect(right).to_be_visible()
    expect(said).to_contain_text("That is both.")
    ends = said.bounding_box(), page.locator(".turn").bounding_box()
    assert ends[0]
    assert ends[1]
    assert ends[0]["y"] + ends[0]["height"] <= ends[1]["y"]
    assert notes(page)["tasks"] == {"f-two-errors": "done"}
    assert violations(page) == []


@pytest.mark.browser_context_args(**PHONE)
def test_a_task_that_is_shown_says_so_in_view_and_leads_to_its_figure(page: Page) -> None:
    page.goto("/learn/through-time/again")
    wait_for_scripts(page)
    wait_for_figures(page)
    page.locator("#t-again .skip").tap()
    expect(page.locator("#t-again .verdict-text")).to_be_visible()
    page.wait_for_function(IS_ABOVE_THE_BAR, arg="t-again")
    page.locator("#t-again .look").tap()
    expect(page.locator("#again .figure-stage")).to_be_in_viewport(ratio=1)


IS_ABOVE_THE_BAR = """
(id) => {
  const { top, bottom } = document.querySelector(`#${id} .verdict`).getBoundingClientRect();
  return top >= 0 && bottom <= document.querySelector(".turn").getBoundingClientRect().top;
}
"""


@pytest.mark.browser_context_args(**PHONE)
@pytest.mark.parametrize(
    ("screen", "act"),
    [("pour", "#t-dye-pour .skip"), ("price", "#q-dye-price .choice-button >> nth=1")],
    ids=("task", "question"),
)
def test_the_verdict_stays_in_view_while_the_figure_above_it_grows(page: Page, screen: str, act: str) -> None:
    page.goto(f"/learn/dye/{screen}")
    wait_for_scripts(page)
    wait_for_figures(page)
    height = page.locator(".figure").evaluate("(figure) => figure.offsetHeight")
    page.locator(act).tap()
    page.locator(".dyed-lanes li").last.wait_for()
    assert page.locator(".figure").evaluate("(figure) => figure.offsetHeight") > height
    ident = act.split(maxsplit=1)[0].removeprefix("#")
    page.wait_for_function(IS_ABOVE_THE_BAR, arg=ident)
    page.evaluate("() => scrollTo(0, 0)")
    page.keyboard.press("Escape")
    page.locator(".dyed-lanes").evaluate("(list) => list.replaceChildren()")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("() => scrollY") == 0, "from then on the page is the reader's"
