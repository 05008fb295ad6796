"""Living figures: turned by hand, solved, seen on a phone. `test_learn_screens` goes through all of them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from app.learn.pages.views import FigureView
from tests.browser.learn import BOOK, HERE, RUNS, at, wait_for_figures, wait_for_moment, wait_for_scripts
from tests.browser.screens import DESKTOP, MOVING, PHONE
from tests.browser.test_gradient import mark_of
from tests.browser.test_learn_answers import expect_tally, notes

WATER = """
(id) => [
  [...document.querySelectorAll(`#${id} .scene .end`)]
    .map((end) => [end.dataset.end, +end.dataset.unit, Number(end.textContent.replace('−', '-'))]),
  [...document.querySelectorAll(`#${id} .scene .water .lane`)]
    .map((lane) => [lane.dataset.pipe, +lane.dataset.unit, +lane.getAttribute('stroke-width')]),
]
"""


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
def test_a_lane_too_narrow_for_a_finger_is_turned_by_its_slider_and_solves_the_task(page: Page) -> None:
    screen = BOOK.page("/learn/memory-pipe/lanes")
    page.goto(screen.screen.path)
    wait_for_figures(page)
    page.locator(".figure-hands summary").click()
    expect(page.locator(".figure-hands option")).to_have_text(["forget valve"])
    sliders = page.locator(".figure-hands .hand input")
    expect(sliders).to_have_count(4)
    (figure,) = (part for part in screen.parts if isinstance(part, FigureView))
    wait_for_moment(page, figure.id, at(figure.address or ""))
    sizes = [box for slider in sliders.all() if (box := slider.bounding_box())]
    assert min(min(box["width"], box["height"]) for box in sizes) >= 24
    sliders.first.focus()
    page.keyboard.press("Home")
    page.wait_for_selector("#t-pipe-one-lane[data-done]")
    expect(page.locator(".figure-hands .hand-value").first).to_have_text("0.00")
    wait_for_moment(page, figure.id, at(f"{figure.address}&pins=forget:0:1:4-"))


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_lid_comes_off_to_the_pipe_the_only_view_explained_so_far(page: Page) -> None:
    page.goto("/learn/unit/lid-off")
    wait_for_figures(page)
    views = page.locator("#unit-open .views button")
    expect(views).to_have_text(["Black box", "Pipe"])
    expect(views.first).to_have_attribute("aria-pressed", "true")
    views.last.click()
    expect(views.last).to_have_attribute("aria-pressed", "true")
    page.wait_for_selector("#t-unit-open[data-done]")


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
    page.wait_for_selector("#backwards .scene svg.pipes[data-backward]")
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


@pytest.mark.browser_context_args(**PHONE, **MOVING)
def test_on_a_phone_the_reason_stays_in_view_and_leads_to_the_picture(page: Page) -> None:
    """On its way there, the picture passes what the task asks for, which is not done by that."""
    page.goto("/learn/memory/two-answers")
    wait_for_figures(page)
    page.locator(".choice-button").first.tap()
    look = page.locator(".verdict .look")
    look.wait_for()
    expect(page.locator(".question .verdict")).to_be_in_viewport()
    look.tap()
    expect(page.locator(".figure-stage")).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".moment")).to_contain_text("Step 10 of 10")
    assert page.locator("[data-task][data-done]").count() == 0
    for _ in range(5):
        page.locator('[data-move="step_back"]').tap()
    expect(page.locator("[data-task][data-done]")).to_have_count(1)


@pytest.mark.browser_context_args(**PHONE)
def test_whoever_answers_again_before_the_figure_is_there_is_led_to_it_once(page: Page) -> None:
    held: list[Route] = []
    is_released = False
    page.route(
        re.compile(r"/live(-\w+)?\.js$"),
        lambda route: route.continue_() if is_released else held.append(route),
    )
    page.goto("/learn/memory/two-answers")
    wait_for_scripts(page)
    for again in (True, False):
        page.locator(".choice-button").first.tap()
        if again:
            page.locator(".verdict .again").tap()
    is_released = True
    for route in held:
        route.continue_()
    wait_for_figures(page)
    expect(page.locator(".moment")).to_contain_text("Step 10 of 10")
    expect(page.locator(".verdict .look")).to_have_count(1)


OUTLINED = """
() => Object.fromEntries([...document.querySelectorAll('math [class^=role-]')].map((symbol) => [
  symbol.className,
  getComputedStyle(symbol).outlineStyle,
]))
"""
PLATES = """
() => Object.fromEntries([...document.querySelectorAll('.valve')].map((valve) => [
  valve.dataset.valve,
  getComputedStyle(valve.querySelector('.plate')).fillOpacity,
]))
"""


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_symbol_of_a_formula_and_its_valve_point_each_other_out(page: Page) -> None:
    page.goto("/learn/forget-valve/how-much")
    wait_for_figures(page)
    apart = page.evaluate(PLATES)
    plain = dict.fromkeys(("role-forget", "role-memory"), "none")
    assert page.evaluate(OUTLINED) == plain
    page.locator("math[display=block] .role-forget").hover()
    lit = page.evaluate(PLATES)
    assert float(lit["forget"]) > float(apart["forget"])
    assert lit | {"forget": apart["forget"]} == apart
    page.locator(".valve[data-valve=forget] .wheel").hover()
    assert page.evaluate(OUTLINED) == plain | {"role-forget": "solid"}
    assert page.evaluate(PLATES) == apart
