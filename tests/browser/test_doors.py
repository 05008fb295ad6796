"""Parts fetched when they are wanted: if that fails, the page says so, and a second try succeeds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from app.config import ROOT
from tests.browser.away import Away
from tests.browser.lab import Lab
from tests.browser.watch import Watch

PLACE = "model=random-4&step=3&phase=merge"
TEN_FRAMES = "async () => { for (let n = 0; n < 10; n++) await new Promise(requestAnimationFrame); }"


def summary(name: str) -> Callable[[Page], None]:
    """Return what opens a card."""
    return lambda page: page.locator(f"#{name} > summary").click()


def button(name: str) -> Callable[[Page], None]:
    """Return what presses a button."""
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def reload(page: Page) -> None:
    """Ask for what every Lab has."""
    page.reload()


def scroll_down(page: Page) -> None:
    """Bring what the model is into the window."""
    page.locator("#about").scroll_into_view_if_needed()


WAYS: dict[str, list[tuple[str, Callable[[Page], None], str]]] = {
    "charts": [("charts", summary("charts"), ".charts .main-svg")],
    "dye": [
        ("dye", lambda page: page.keyboard.press("d"), ".dye-lanes li"),
        ("sources", summary("sources"), ".core .layer"),
    ],
    "ends": [("strip", reload, ".strip-cursor")],
    "gradient": [("gradient", button("Gradient, backward"), ".output-choice")],
    "keys": [("keys", lambda page: page.keyboard.press("?"), "dialog.sheet")],
    "models": [
        ("models", summary("models"), ".models-choose"),
        ("input-file", summary("input-file"), "#input-paste"),
    ],
    "predict": [("predict", summary("predict"), "#predict .part-body:not(:empty)")],
    "room": [("about", scroll_down, "#about .about-lane")],
    "share": [("share", summary("share"), "#share-link")],
    "shape": [
        (
            "shape",
            button("Build up, morph: draw the unit part by part, or turn one drawing into another"),
            ".build button",
        )
    ],
    "table": [("table", summary("table"), "#table tbody tr")],
    "tasks": [("tasks", summary("tasks"), ".tasks")],
    "tour": [("tour", button("Take the tour"), "aside.tour")],
    "weights": [("weights", summary("weights"), ".weight-table")],
}
"""Of each door: where its part stands, what asks for it, and what is then to be seen."""


def test_every_door_is_tried() -> None:
    assert set(WAYS) == {door.parent.name for door in (ROOT / "static" / "js" / "features").glob("*/door.js")}


OWN_DOCUMENT = ("ends", "room")
"""Doors that a page asks for by itself, or as soon as it is scrolled."""
FIRST, LAST = ("shape",), ("gradient", "tour", "keys")
"""Doors that others would put out of reach, and doors that would do so to others."""
BETWEEN = sorted({*WAYS} - {*FIRST, *LAST, *OWN_DOCUMENT})
TURNS: dict[str, list[tuple[str, int]]] = {
    "first": [(name, 0) for name in (*FIRST, *BETWEEN, *LAST) if WAYS[name]],
    "second": [(name, 1) for name in WAYS if len(WAYS[name]) > 1],
}
"""The ways that are tried in one document, where each door is fetched once."""
TURNS |= {name: [(name, 0)] for name in OWN_DOCUMENT}


def test_every_way_has_its_turn() -> None:
    tried = [one for turn in TURNS.values() for one in turn]
    assert sorted(tried) == sorted((name, way) for name, ways in WAYS.items() for way in range(len(ways)))


@pytest.mark.parametrize("turn", TURNS)
def test_a_door_that_cannot_be_fetched_says_so_and_opens_at_the_second_try(
    lab: Lab, watch: Watch, turn: str
) -> None:
    watch.allow("ERR_FAILED|Failed to (load resource|fetch)")
    lab.open(PLACE)
    for name, way in TURNS[turn]:
        watch.allow(f"{name}/door")
        fails_and_opens(lab, f"**/features/{name}/door.js", WAYS[name][way])


@pytest.mark.parametrize(
    "address", ["**/features/share/door.css", "**/words/*/en/share"], ids=["style", "words"]
)
def test_a_door_without_its_style_or_its_words_says_so_and_opens_at_the_second_try(
    lab: Lab, watch: Watch, address: str
) -> None:
    watch.allow("ERR_FAILED|Failed to (load resource|fetch)")
    watch.allow("share")
    lab.open(PLACE)
    fails_and_opens(lab, address, WAYS["share"][0])


def fails_and_opens(lab: Lab, address: str, way: tuple[str, Callable[[Page], None], str]) -> None:
    """Refuse an address twice; then let it through, and see that the part opens."""
    place, ask, content = way
    lab.settle()  # what the last one brought has found its place: nothing moves away under the mouse
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    lab.page.route(address, refuse)
    ask(lab.page)
    part = lab.page.locator(f"#{place}")
    again = part.get_by_role("button", name="Try again")
    expect(part).to_contain_text("This could not be loaded.")
    expect(again).to_be_visible()
    expect(lab.page.locator(content)).to_have_count(0)
    again.focus()
    lab.page.keyboard.press("Enter")
    expect(again).to_be_focused()
    expect(again).to_be_visible()
    assert len(refused) >= 2, place  # others may want the same door
    lab.page.unroute(address, refuse)
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(content).first).to_be_visible()
    expect(part).not_to_contain_text("This could not be loaded.")


def test_a_card_that_failed_is_asked_for_again_when_it_is_opened_again_and_a_view_when_somebody_tries_again(
    lab: Lab, watch: Watch
) -> None:
    watch.allow("ERR_FAILED|Failed to (load resource|fetch)")
    lab.open(PLACE)
    lab.page.route("**/features/share/door.js", lambda route: route.abort())
    summary("share")(lab.page)
    part = lab.page.locator("#share")
    expect(part).to_contain_text("This could not be loaded.")
    lab.page.unroute_all()
    summary("share")(lab.page)
    summary("share")(lab.page)
    expect(lab.page.locator("#share-link")).to_be_visible()

    lab.page.route("**/api/v1/blueprints/lstm", lambda route: route.abort())
    button("Cell")(lab.page)
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("The server cannot be reached.")
    lab.page.unroute_all()
    notice.evaluate("el => el.querySelector('button')?.click()")  # unless the page has tried again by itself
    expect(lab.page.locator(".drawing:not([data-late]) .cell-new").first).to_be_visible()
    expect(notice).to_be_empty()


def test_failing_to_fetch_the_scripts_of_uploaded_models_is_reported_as_an_unreachable_server(
    lab: Lab, watch: Watch
) -> None:
    watch.allow("ERR_FAILED|Failed to (load resource|fetch)")
    watch.allow("404")
    away = Away(lab.page, "**/features/models/door.js")
    lab.page.goto("/lab#model=id:0123456789abcdef")
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("The server cannot be reached.")
    away.hold()
    notice.get_by_role("button", name="Try again").click()
    away.end()
    expect(notice).to_contain_text("Bring its file again")


def test_what_arrives_does_not_move_what_is_pressed(lab: Lab) -> None:
    lab.open(PLACE)
    server = Away(lab.page, "**/features/room/door.js")
    server.hold()
    lab.page.locator("#about").scroll_into_view_if_needed()
    expect(lab.page.locator("#about")).to_contain_text("Loading …")
    lab.page.locator("#table > summary").hover()
    lab.page.mouse.down()
    with lab.page.expect_response("**/features/room/door.js"):
        server.end()
    lab.page.evaluate(TEN_FRAMES)
    assert lab.page.locator("#about .about-lane").count() == 0
    lab.page.mouse.up()
    expect(lab.page.locator("#about .about-lane").first).to_be_visible()
    expect(lab.page.locator("#table tbody tr").first).to_be_visible()
