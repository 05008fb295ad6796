"""Seats of a class: three phones answer one question; what is asked is hidden; who roams is called back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import NOTHING, violations, violations_in_each_theme
from tests.browser.contexts import Contexts
from tests.browser.rooms import Desk, trace, until
from tests.browser.watch import Watch

MODEL, STEP, LANE = "random-4", 3, 1
PLACE = f"model={MODEL}&example=random&step={STEP + 1}&unit={LANE + 1}"
QUESTION: dict[str, Any] = {
    "kind": "choice",
    "text": {"en": "How far will it open?", "zh": "会开多大？"},
    "choices": [
        {"id": "little", "text": {"en": "A little", "zh": "一点"}},
        {"id": "much", "text": {"en": "Much", "zh": "很大"}},
    ],
    "about": {"step": STEP, "phase": 0, "lane": LANE, "gate": "forget"},
    "truth": "much",
    "sentence": {"en": "It stands at its number.", "zh": "它停在这个数上。"},
}
PHONE = pytest.mark.browser_context_args(viewport={"width": 360, "height": 640})
BEFORE = f"#scene svg[data-step='{STEP - 1}'][data-phase=output]"
"""The forget valve is set at the very beginning of its step."""
RUNS = """() => performance.getEntriesByType("resource").map(({ name }) => name)
  .filter((name) => /presets|traces/.test(name))"""
OPENING = "[data-valve=forget] .lane-blade"


@PHONE
def test_three_seats_answer_a_question(
    page: Page, watch: Watch, contexts: Contexts, browser_context_args: dict[str, Any], base_url: str
) -> None:
    desk = Desk(base_url)
    page.goto("/join")
    page.locator("#code").fill(" ".join(desk.code.lower()))
    page.get_by_text("We are two at this phone").click()
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#join")).to_be_hidden()  # seats are told in the order in which they were taken
    with contexts.lend(browser_context_args | {"viewport": {"width": 390, "height": 844}}) as other:
        chinese, keys = other.context.new_page(), other.context.new_page()
        chinese.goto(f"/zh/{desk.code}")
        chinese.get_by_role("button", name="加入").click()
        expect(chinese.locator("#join")).to_be_hidden()
        keys.goto(f"/{desk.code}")
        keys.locator("#code").press("Enter")
        _ask(desk, page, chinese, keys)
        _count(desk, page, chinese)
        _tell(desk, page, chinese)
        desk.call("DELETE", "")
        expect(chinese.get_by_role("heading", name="下课了")).to_be_visible()
    expect(page.locator(".seat-summary li")).to_contain_text(
        "How far will it open?Your answer: A little.Right: Much.It stands at its number."
    )
    watch.allow("410")
    page.reload()
    expect(page.locator(".seat-summary li")).to_contain_text("Your answer: A little.")
    assert violations_in_each_theme(page) == NOTHING


def _ask(desk: Desk, page: Page, chinese: Page, keys: Page) -> None:
    expect(page.get_by_text("You are in. Wait for the class to begin.")).to_be_visible()
    assert page.evaluate(RUNS) == [], "of what nobody sees yet"
    desk.show(f"{PLACE}&phase=forget")
    for seat in (page, chinese, keys):
        expect(seat.locator(f"#scene svg[data-step='{STEP}'][data-phase=forget]")).to_be_visible()
        assert [one.get_attribute("data-unit") for one in seat.locator(OPENING).all()] == [str(LANE)]
    _fits(page)
    truth = trace(page, MODEL, "random", ["f"])["f"][STEP][LANE]
    assert float(page.locator(OPENING).get_attribute("data-opening") or "") == truth
    assert [(one["people"], one["language"]) for one in desk.seats] == [(2, "en"), (1, "zh"), (1, "en")]

    question = desk.ask(**QUESTION)
    for seat in (page, chinese, keys):
        expect(seat.locator(BEFORE)).to_be_visible()
        assert float(seat.locator(OPENING).get_attribute("data-opening") or "nan") != truth
        answers = seat.locator(".seat-choice").all()
        size = seat.viewport_size or {"width": 0, "height": 0}
        assert all((one.bounding_box() or {"y": 9e9})["y"] + 44 < size["height"] for one in answers)
        assert seat.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert violations(page) == []

    page.get_by_label("Much").check()
    expect(page.get_by_text("Sent: Much. You can still change it.")).to_be_visible()
    page.get_by_label("A little").check()
    expect(page.get_by_text("Sent: A little.")).to_be_visible()
    chinese.get_by_label("很大").check()
    expect(chinese.get_by_text("已提交：很大")).to_be_visible()
    keys.locator("#strip button:visible").last.focus()
    for _ in range(8):  # past the picture, which scrolls, and its networks
        keys.keyboard.press("Tab")
        if keys.evaluate("document.activeElement.type") == "radio":
            break
    keys.keyboard.press("ArrowDown")
    expect(keys.get_by_role("status").filter(has_text="Sent: Much.")).to_be_visible()
    assert desk.room["question"]["answered"] == 4
    page.reload()
    expect(page.get_by_label("A little")).to_be_checked()
    desk.go_on(question, "closed")


def _fits(seat: Page) -> None:
    """On a laptop the picture lies, also at twice its size; a phone's page needs no scrolling."""
    for width, height, layout in ((1366, 768, "wide"), (683, 384, "wide"), (360, 640, "tall")):
        seat.set_viewport_size({"width": width, "height": height})
        expect(seat.locator(f"#scene .drawing[data-layout={layout}]")).to_be_visible()
        size = seat.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size == [width, height]
        drawn = seat.locator("#scene svg.pipes").bounding_box()
        assert drawn
        assert drawn["width"] > 0.9 * min(width, 1100)


def _count(desk: Desk, page: Page, chinese: Page) -> None:
    expect(page.get_by_text("Your answer: A little.")).to_be_visible()
    assert page.locator(".seat-choice, [data-people]").count() == 0
    question = desk.room["question"]["id"]
    desk.go_on(question, "shown")
    expect(page.locator("[data-choice=little]")).to_have_attribute("data-people", "2")
    expect(page.locator("[data-choice=much]")).to_have_attribute("data-people", "2")
    chinese.get_by_text("以表格显示").click()
    rows = [
        row.all_inner_texts() for row in chinese.locator("tbody tr").all() for row in [row.locator("th, td")]
    ]
    assert rows == [["一点", "2"], ["很大", "2"]]
    expect(page.locator(BEFORE)).to_be_visible()


def _tell(desk: Desk, page: Page, chinese: Page) -> None:
    desk.go_on(desk.room["question"]["id"], "revealed")
    expect(page.locator(".seat-outcome")).to_have_text(
        "Your answer is not right. Right: Much. It stands at its number."
    )
    expect(chinese.locator(".seat-outcome")).to_contain_text("你答对了。")
    expect(page.locator(OPENING)).to_have_attribute(
        "data-opening", str(trace(page, MODEL, "random", ["f"])["f"][STEP][LANE])
    )


@PHONE
def test_who_roams_is_called_back_and_answers_with_valve_and_place(page: Page, base_url: str) -> None:
    desk = Desk(base_url, f"/lab#{PLACE}&phase=output")
    desk.call("PATCH", "", pace={"mode": "free", "first": None, "last": None})
    page.goto(f"/{desk.code}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Try it yourself").click()
    lab = page.frame_locator("iframe")
    expect(lab.locator(".lab[data-ready]")).to_be_visible()
    expect(page.get_by_role("button", name="Back to the class")).to_be_visible()
    lab.get_by_role("button", name="One step forward").click()
    expect(lab.locator(f"#scene svg[data-step='{STEP + 1}']")).to_be_visible()
    lab.locator("#tasks > summary").click()
    lab.locator("[data-task=empty]").get_by_role("button", name="Start").click()
    status = lab.locator("[data-task=empty] .task-progress[data-of]")
    expect(status).to_be_visible()
    reached, of = (int(status.get_attribute(f"data-{name}") or "") for name in ("reached", "of"))
    tasks = until(page, lambda: desk.call("GET", "/desk")["tasks"])
    assert tasks == [{"task": "empty", "of": of, "reached": [{"reached": reached, "people": 1}]}]
    desk.call("POST", "/recall")
    expect(page.get_by_text(re.compile(r"All eyes here in [123] …"))).to_be_visible()
    expect(page.locator(f"#scene svg[data-step='{STEP}']")).to_be_visible()
    expect(page.get_by_role("button", name="Open your draft")).to_be_visible()

    _pour(desk, page)
    text = {"en": "Where?", "zh": "在哪里？"}
    valve = desk.ask(kind="valve", text=text, about=QUESTION["about"], truth=0.5, tolerance=0.1)
    slider = page.get_by_role("slider", name="Where?")
    slider.press("ArrowRight")
    expect(page.get_by_text("Sent: 0.55.")).to_be_visible()
    assert float(page.locator(".valve-picture").get_attribute("data-opening") or "") == 0.55
    desk.go_on(valve, "closed")
    desk.call("PATCH", f"/questions/{valve}", again=True)
    expect(page.get_by_text("The same question again")).to_be_visible()
    page.get_by_role("slider", name="Where?").press("End")
    expect(page.get_by_text("Sent: 1.00.")).to_be_visible()
    desk.go_on(valve, "revealed")
    expect(page.locator(".seat-outcome")).to_contain_text("Your answer is not right. Right: 0.50 ± 0.10.")
    widths = "(bars) => bars.map((bar) => Number(bar.getAttribute('width')))"
    now, before = (page.locator(f".{name}").evaluate_all(widths) for name in ("crowd", "crowd-before"))
    assert [at // 2 for at, width in enumerate(now) if width] == [9, 9]
    assert [at // 2 for at, width in enumerate(before) if width] == [5, 5]
    desk.go_on(valve, "done")

    place = desk.ask(kind="place", text=text, truth=[0.5, 0.5])
    page.get_by_role("combobox").select_option("forget")
    expect(page.get_by_text("Sent: marked in the picture.")).to_be_visible()

    def dots() -> Any:
        return desk.call("GET", "/desk")["questions"][-1]["rounds"][0]["counts"]["dots"]

    by_list = dots()
    page.locator("[data-valve=forget] .plate").click(force=True)
    expect(page.locator(".mark-own")).to_be_visible()
    expect(page.get_by_text("Sent: marked in the picture.")).to_be_visible()
    by_tap = until(page, dots, lambda found: found != by_list)
    assert max(abs(a - b) for a, b in zip(by_tap[0], by_list[0], strict=True)) < 0.04
    desk.go_on(place, "done")
    desk.call("PATCH", "", paused=True)
    expect(page.get_by_text("Look up")).to_be_visible()


def _pour(desk: Desk, page: Page) -> None:
    """Follow the class's dye, pour one's own within steps, and find the class's again."""
    desk.show(f"{PLACE}&phase=output&dye={STEP}")
    expect(page.locator(".legend-dye")).to_have_text(f"dye from step {STEP}")
    _is_dyed(page, STEP - 1, STEP)
    desk.call("PATCH", "", pace={"mode": "within", "first": 1, "last": STEP + 1})
    page.get_by_role("button", name="Look around").click()
    page.get_by_role("button", name="Dye this step").press("Enter")
    expect(page.locator(".legend-dye")).to_have_text(f"dye from step {STEP + 1}")
    expect(page.get_by_role("button", name="Dye this step")).to_have_attribute("aria-pressed", "true")
    _is_dyed(page, STEP, STEP)
    assert violations(page) == []
    page.get_by_role("button", name="Back to the class").click()
    expect(page.locator(".legend-dye")).to_have_text(f"dye from step {STEP}")
    _is_dyed(page, STEP - 1, STEP)
    desk.show(f"{PLACE}&phase=output")
    expect(page.locator("#dye")).to_be_hidden()
    expect(page.locator(".tint:not([stroke-width='0'])")).to_have_count(0)


def _is_dyed(page: Page, source: int, step: int) -> None:
    """Hold the dyed part of the lane's memory, drawn and in words, against the API."""
    inputs = page.request.get(f"/api/v1/presets/{MODEL}").json()["examples"][0]["inputs"]
    question = {"model": {"preset": MODEL}, "inputs": inputs, "source": source, "digits": None}
    parts = page.request.post("/api/v1/dye", data=question).json()["layers"][0]["parts"]
    expect(page.locator(".tint[data-pipe=memory]")).to_have_attribute("data-value", str(parts[step][LANE]))
    told = f"{parts[step][LANE]:+.3f}".replace("-", "−")
    expect(page.locator("#dye li")).to_contain_text(told)


@PHONE
def test_a_room_that_cannot_be_joined_says_why_and_what_to_do(
    page: Page, watch: Watch, base_url: str
) -> None:
    desk = Desk(base_url)
    page.goto("/join")
    says, join = page.locator("#join-says"), page.get_by_role("button", name="Join")
    join.click()
    expect(says).to_have_text("A code has four letters and no vowels. Look at the board.")
    page.locator("#code").fill("ZZZZ")
    watch.allow("404")
    join.click()
    expect(says).to_contain_text("No class has this code.")
    desk.call("PATCH", "", locked=True)
    page.locator("#code").fill(desk.code)
    watch.allow("423")
    join.click()
    expect(says).to_contain_text("The class is locked")
    assert violations_in_each_theme(page) == NOTHING
    desk.call("PATCH", "", locked=False, own_names=True)
    page.locator("#code").fill("")
    held: list[Route] = []
    is_released = False
    page.route(
        f"**/rooms/{desk.code}", lambda route: route.continue_() if is_released else held.append(route)
    )
    page.locator("#code").fill(desk.code)
    until(page, lambda: held)
    with page.expect_response("**/rooms/ZZZZ"):
        page.locator("#code").fill("ZZZZ")
    is_released = True
    with page.expect_response(f"**/rooms/{desk.code}"):
        held[0].continue_()
    expect(page.get_by_label("Your name")).to_be_hidden()  # of the code that is written now
    page.locator("#code").fill(desk.code.lower())
    page.get_by_label("Your name").fill("Ada")
    join.click()
    expect(page.locator("#strip")).to_contain_text(f"{desk.code} · Ada")
    page.get_by_role("button", name="I need help").click()
    expect.soft(page.get_by_role("button", name="I need help")).to_have_attribute("aria-pressed", "true")
    until(page, lambda: [one["doing"] for one in desk.seats], lambda doing: doing == ["help"])
    watch.allow("403")
    desk.call("DELETE", f"/seats/{desk.seats[0]['seat']}")
    expect(page.get_by_role("heading", name="You are no longer in this class")).to_be_visible()
    desk.call("DELETE", "")
    watch.allow("410")
    page.goto(f"/{desk.code}")
    join.click()
    expect(says).to_contain_text("This class is over.")
