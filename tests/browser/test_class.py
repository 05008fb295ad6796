"""A lesson with a desk, a board and three seats, in the middle of which the server is killed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.screens import SMALL_PHONE
from tests.browser.server import Server

PATIENCE = 40_000
"""How long a page may take to find a server that has come back, in ms."""
TO_THE_MERGE = 14
"""From the first moment to the one before the merge of step 3."""

WIDTHS = "(bars) => bars.map((bar) => bar.getBoundingClientRect().width)"


@pytest.fixture
def server(static_dir: str, tmp_path: Path) -> Iterator[Server]:
    """Yield a server with the presets that come with it, which a test may kill and start again."""
    server = Server(tmp_path / "log.txt", DATA_DIR=str(tmp_path / "data"), STATIC_DIR=static_dir)
    server.start()
    yield server
    server.stop()


def people(answers: Locator) -> dict[str, int]:
    """Return how many chose each answer, as it is drawn."""
    read = "(all) => all.map((one) => [one.dataset.choice, Number(one.dataset.people)])"
    return dict(answers.evaluate_all(read))


def joined(browser: Browser, address: str, *, by_keyboard: bool = False, **screen: object) -> Page:
    """Return a seat that has joined."""
    page = browser.new_context(reduced_motion="reduce", **screen).new_page()  # type: ignore[arg-type]
    page.goto(address)
    button = page.locator(".join-form button")
    if by_keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()
    expect(page.locator("#join")).to_be_hidden(timeout=PATIENCE)
    return page


def test_a_lesson(browser: Browser, server: Server) -> None:
    teacher = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    desk, board = teacher.new_page(), teacher.new_page()
    desk.goto(f"{server.address}/class")
    desk.locator("#lesson").select_option(index=2)
    desk.locator("#open-button").click()
    desk.wait_for_url("**/desk/*")
    code = desk.url[-4:]
    expect(desk.locator("#desk[data-ready=true]")).to_be_visible(timeout=PATIENCE)
    assert violations(desk) == []
    board.goto(f"{server.address}/board/{code}")
    expect(board.locator(".join-code")).to_have_text(code)
    expect(board.locator(".join-picture")).to_be_visible()

    chinese = joined(browser, f"{server.address}/zh/{code}")
    keyboard = joined(browser, f"{server.address}/{code}", by_keyboard=True)
    small = joined(
        browser, f"{server.address}/{code}", **SMALL_PHONE | {"viewport": {"width": 360, "height": 640}}
    )
    seats = (chinese, keyboard, small)
    expect(board.locator(".join-count")).to_have_text("3 people joined")
    assert violations(board) == []
    expect(desk.locator(".seat[data-doing=following]")).to_have_count(3)

    desk.keyboard.press("PageDown")
    for _ in range(TO_THE_MERGE):
        desk.keyboard.press("PageDown")
    for page in (desk, board, *seats):
        expect(page.locator("#scene svg.pipes[data-step='2'][data-phase=write]")).to_be_visible(
            timeout=PATIENCE
        )

    desk.keyboard.press("d")
    expect(desk.get_by_role("button", name="Dye this step")).to_have_attribute("aria-pressed", "true")
    for page, legend in (
        (desk, "dye from step 3"),
        (board, "dye from step 3"),
        (keyboard, "dye from step 3"),
        (chinese, "第 3 步染的色"),
    ):
        expect(page.locator(".legend-dye")).to_have_text(legend, timeout=PATIENCE)
    expect(board.locator(".memory-dyed b:not(:empty)")).to_have_count(board.locator(".memory-row").count())
    desk.keyboard.press("Shift+D")
    for page in (desk, board, *seats):
        expect(page.locator("#dye")).to_be_hidden(timeout=PATIENCE)

    asked = desk.locator(".proposals li", has_text="behind the T-joint?").first
    right = asked.locator(".proposal-truth").inner_text()
    assert right == "only new memory"
    asked.get_by_role("button").click()
    expect(board.locator(".asked-count")).to_have_text("0 of 3")
    expect(board.locator(".board-asked .bar")).to_have_count(0)
    expect(board.locator("#memory")).to_be_hidden()

    chinese.locator("#question input[type=radio]").nth(0).check()
    keyboard.locator("#question input[type=radio]").nth(0).focus()
    keyboard.keyboard.press("ArrowDown")
    keyboard.keyboard.press("ArrowDown")
    expect(board.locator(".asked-count")).to_have_text("2 of 3")

    server.kill()
    small.locator("#question input[type=radio]").nth(1).check()
    server.start()
    expect(board.locator(".asked-count")).to_have_text("3 of 3", timeout=2 * PATIENCE)
    expect(desk.locator("#now .asked-count")).to_have_text("3 of 3", timeout=2 * PATIENCE)
    expect(board.locator(".board-asked .bar")).to_have_count(0)

    desk.keyboard.press("PageDown")
    expect(desk.locator("#now .desk-asked")).to_have_attribute("data-state", "closed")
    desk.keyboard.press("PageDown")
    for asked in (board.locator("#asked"), desk.locator("#now .desk-asked")):
        expect(asked).to_have_attribute("data-state", "shown")
    counts = {"nothing": 1, "only_old": 1, "only_new": 1, "both": 0}
    assert people(board.locator("#asked li")) == counts
    expect(board.locator("#asked [data-mark]")).to_have_count(0)
    desk.keyboard.press("PageDown")
    expect(board.locator("#asked [data-mark=right]")).to_have_attribute("data-choice", "only_new")
    for page in (desk, board, *seats):
        expect(page.locator("#scene svg.pipes[data-step='2'][data-phase=merge]")).to_be_visible(
            timeout=PATIENCE
        )
    expect(board.locator(".asked-why")).to_contain_text("0.716")
    places = [(board, "#asked"), (desk, "#now"), (small, "#question"), (chinese, "#question")]
    for page, place in places:
        expect(page.locator(f"{place} [data-mark=right]")).to_have_count(1, timeout=PATIENCE)
        widths = page.locator(f"{place} li[data-people='1'] .bar").evaluate_all(WIDTHS)
        assert (len(widths), max(widths) - min(widths) < 1, min(widths) > 40) == (3, True, True), place
    desk.keyboard.press("PageUp")
    expect(board.locator("#scene svg.pipes[data-phase=write]")).to_be_visible()
    assert people(board.locator("#asked li")) == counts, "going back destroys nothing"
    desk.keyboard.press("PageDown")
    expect(desk.locator("#now")).to_be_hidden()
    expect(board.locator("#memory")).to_be_visible()

    desk.keyboard.press("b")
    expect(board.locator("#black")).to_be_visible()
    desk.keyboard.press("b")
    expect(board.locator("#black")).to_be_hidden()

    desk.locator("details:has(#ending) summary").click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Answers as JSON").click()
    (question,) = json.loads(download.value.path().read_text(encoding="utf-8"))["questions"]
    assert (question["rounds"][0]["counts"], question["rounds"][0]["right"]) == (counts, 1)
    assert question["text"]["en"] == "What will be in lane 1 behind the T-joint?"
    assert question["about"] == {"model": "lanes", "example": "wave", "step": 2, "phase": 3, "lane": 0}
    desk.get_by_role("button", name="Close the room").click()
    desk.get_by_role("button", name="Close it").click()
    expect(board.locator("#ended")).to_have_text("The room is closed.")
    for seat in seats:
        expect(seat.locator("#ending")).to_be_visible(timeout=PATIENCE)
    teacher.close()
    for seat in seats:
        seat.context.close()
