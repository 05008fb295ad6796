"""The desk: two desks and a key, a model of one's own, seats, raised hands, a lesson put in another order."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.contexts import Contexts
from tests.browser.models import payload, state_dict
from tests.numerals import short


def opened(page: Page) -> str:
    """Open a room with the first ready lesson; return its code."""
    page.goto("/class")
    page.locator("#lesson").select_option(index=1)
    page.locator("#open-button").click()
    page.wait_for_url("**/desk/*")
    expect(page.locator("#desk[data-ready=true]")).to_be_visible()
    return page.url[-4:]


def joined(page: Page, code: str) -> None:
    """Take a seat."""
    page.goto(f"/{code}")
    page.locator(".join-form button").click()
    expect(page.locator("#join")).to_be_hidden()


def titles(page: Page) -> list[str]:
    """Return the items of the lesson, in order."""
    return page.locator(".lesson-use").all_inner_texts()


def test_a_lesson_is_put_in_another_order_by_drag_and_by_keys_and_saved(page: Page) -> None:
    opened(page)
    before = titles(page)
    assert len(before) > 3
    handles, rows = page.locator(".lesson-handle"), page.locator(".lesson li")
    handles.nth(0).scroll_into_view_if_needed()
    start, end = handles.nth(0).bounding_box(), rows.nth(2).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()
    dragged = [before[1], before[2], before[0], *before[3:]]
    expect(page.locator(".lesson-use")).to_have_text(dragged)
    page.locator(".lesson-use").nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".lesson-use")).to_have_text([before[1], before[0], *before[2:]])
    page.get_by_role("button", name=f"Rename “{before[1]}”").click()
    page.keyboard.type("Look first")
    page.keyboard.press("Enter")
    wanted = ["Look first", before[0], *before[2:]]
    expect(page.locator(".lesson-use")).to_have_text(wanted)
    last = len(before) - 1
    with page.expect_response(
        lambda one: len((one.request.post_data_json or {}).get("items", before)) == last
    ):
        page.locator("button.small[aria-label^=Remove]").last.click()
    expect(page.locator(".lesson-use")).to_have_text(wanted[:-1])
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [item["title"]["en"] for item in kept["items"]] == wanted[:-1]
    with page.expect_event("load"):  # a reload at once does not cut off what was just sent
        page.locator("button.small[aria-label^=Remove]").last.evaluate(
            "(button) => { button.click(); location.reload(); }"
        )
    expect(page.locator("#desk[data-ready=true]")).to_be_visible()
    expect(page.locator(".lesson-use")).to_have_text(wanted[:-2])
    assert violations(page) == []
    for width, height in ((683, 384), (360, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        scene = page.locator(".desk-stage .scene").bounding_box()
        assert scene
        assert scene["width"] > 0.9 * width, "however low the window is"


def test_two_desks_seats_hands_and_a_model_of_ones_own(
    page: Page,
    contexts: Contexts,
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    code = opened(page)
    answer = page.request.post(
        "/api/v1/models", multipart={"file": payload("own.safetensors", state_dict(3, 2))}
    ).json()
    with contexts.lend(browser_context_args) as other:
        seat, late, second, board = (other.context.new_page() for _ in range(4))
        board.goto(f"/board/{code}")
        joined(seat, code)
        expect(page.locator(".seat[data-doing=following]")).to_have_count(1)
        page.keyboard.press("PageDown")
        expect(seat.locator("#scene svg.pipes")).to_be_visible()
        page.evaluate(
            "(id) => localStorage.setItem('own-models', id)",
            json.dumps({"models": [{"id": answer["id"], "name": "own.safetensors"}]}),
        )
        page.reload()
        expect(page.locator("#desk[data-ready=true]")).to_be_visible()
        with page.expect_response(
            lambda one: one.url.endswith("/traces") and answer["id"] in (one.request.post_data or "")
        ) as answered:
            page.locator("#choose-model").select_option(label="own.safetensors")
            page.locator("#choose-example").select_option(label="Invented: waves")
        (layer,) = answered.value.json()["layers"]
        for each in (page, board, seat):
            expect(each.locator("#scene svg.pipes[data-step='0']")).to_be_visible()
        expect(board.locator(".memory-row")).to_have_count(3)
        joined(late, code)
        expect(late.locator("#scene svg.pipes")).to_be_visible()
        drawn = "[data-valve=forget] .lane-blade"
        wanted = page.locator(drawn).first
        expect(wanted).to_have_attribute("data-opening", re.compile(r"\d"))
        opening = str(wanted.get_attribute("data-opening"))
        assert float(opening) == pytest.approx(layer["trace"]["f"][0][0], abs=1e-6)
        for each in (board, seat, late):
            expect(each.locator(drawn).first).to_have_attribute("data-opening", opening)

        page.locator("#choose-model").select_option(label="Christmas trees")
        expect(board.locator(".memory-row")).to_have_count(4)
        page.locator(".chip").last.click()
        inputs = page.request.get("/api/v1/presets/christmas-trees").json()["examples"][0]["inputs"]
        asked = {"model": {"preset": "christmas-trees"}, "inputs": inputs}
        sales = page.request.post("/api/v1/traces", data=asked).json()["readout"][0][0]
        for each in (page, board, seat, late):
            expect(each.locator(".answer-value[data-index]")).to_have_text(short(sales, signed=True))
        page.locator("#choose-model").select_option(label="Four lanes")
        expect(board.locator(".answer-value[data-index]")).to_have_count(0)
        page.locator("#choose-model").blur()
        for is_paused in (True, False):
            page.keyboard.press("p")
            pause = page.get_by_role("button", name="Look up")
            expect(pause).to_have_attribute("aria-pressed", str(is_paused).lower())
            expect(seat.get_by_text("Look up", exact=True)).to_be_visible(visible=is_paused)
        for is_full in (True, False):
            page.keyboard.press("f")
            page.wait_for_function("(full) => (document.fullscreenElement !== null) === full", arg=is_full)
        for _ in range(3):
            page.keyboard.press("PageDown")
        page.locator(".proposals button").first.click()
        expect(page.locator("#hands")).to_contain_text("Keys 1 to")
        for key in ("1", "2", "2", "Shift+1"):
            page.keyboard.press(key)
        expect(page.locator("#hands [role=status]")).to_have_text(re.compile(r"^Raised hands · .+: 2$"))
        for state in ("closed", "shown", "revealed"):
            page.keyboard.press("PageDown")
            expect(page.locator("#now .desk-asked")).to_have_attribute("data-state", state)
        page.keyboard.press("PageDown")
        expect(page.locator("#now")).to_be_hidden()
        _show(page, board, seat)

        page.locator("details:has(#ending) > summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the key").click()
        kept = tmp_path / "key.json"
        download.value.save_as(kept)
        second.goto(f"/desk/{code}")
        expect(second.get_by_text("This browser does not have the key of this room.")).to_be_visible()
        second.locator("#key-file").set_input_files(kept)
        expect(second.get_by_text("Another desk runs this room; this one only watches.")).to_be_visible()
        expect(second.locator("#controls button").first).to_be_disabled()
        second.get_by_role("button", name="Take over").click()
        expect(second.locator("#controls button").first).to_be_enabled()
        expect(page.get_by_text("Another desk runs this room; this one only watches.")).to_be_visible()

        second.locator(".seat").first.click()
        second.get_by_role("button", name="Remove this seat").click()
        expect(second.locator(".seat")).to_have_count(1)
        expect(seat.locator("#scene")).to_be_hidden()
        assert violations(second) == []


def _show(desk: Page, board: Page, seat: Page) -> None:
    """Show all what a seat looks at, once it agrees."""
    shown = str(desk.locator("#scene svg.pipes").get_attribute("data-step"))
    expect(board.locator(f"#scene svg.pipes[data-step='{shown}']")).to_be_visible()
    desk.locator("#controls select").select_option("free")
    seat.get_by_role("button", name="Try it yourself").click()
    frame = seat.frame_locator("iframe")
    expect(frame.locator("#scene svg.pipes")).to_be_visible()
    frame.get_by_role("button", name="All keys").press("End")
    expect(desk.locator(".seat[data-doing=roaming]")).to_have_count(1)
    desk.locator(".seat[data-doing=roaming]").click()
    link = desk.get_by_role("link", name="See what it shows")
    expect(link).to_have_attribute("href", re.compile("step=16"))
    desk.get_by_role("button", name="Show to all").click()
    expect(desk.get_by_text("The seat is asked whether its picture may be shown.")).to_be_visible()
    expect(board.locator(f"#scene svg.pipes[data-step='{shown}']")).to_be_visible()
    seat.get_by_role("button", name="Yes, show it").click()
    expect(seat.locator("#showing")).to_be_hidden()
    desk.get_by_role("button", name="Show it", exact=True).click()
    expect(board.locator("#scene svg.pipes[data-step='15']")).to_be_visible()
    desk.get_by_role("button", name="Back to mine").click()
    expect(board.locator(f"#scene svg.pipes[data-step='{shown}']")).to_be_visible()
    expect(desk.locator("#showing")).to_be_hidden()
