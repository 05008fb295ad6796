"""The symbols, and the way between the views by hand: at every place the numbers are those of the trace."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import test_gru as gru
from tests.browser.ends import check_ends
from tests.browser.lab import PHASES, READ_DRAWING, Lab
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.truth import check

SCREENS = [
    pytest.param("wide", marks=pytest.mark.browser_context_args(**DESKTOP)),
    pytest.param("tall", marks=pytest.mark.browser_context_args(**PHONE)),
]
INSIDE = {"wide": (96, 22, 96), "tall": (80, 22, 58)}
SPREAD = {"wide": (96, 96, 96), "tall": (80, 80, 58)}
"""How wide the water is in pipe, symbols and Cell, and how wide the numbers are apart."""
GRU_INSIDE, GRU_SPREAD = {"wide": (96, 22), "tall": (58, 22)}, {"wide": 96, "tall": 58}

PARTS = """() => Object.fromEntries([...document.querySelectorAll('.pipes [data-part]:not(.lane-halo)')]
  .map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return [`${part.dataset.part} ${part.getAttribute('class')}`, [x + width / 2, y + height / 2]];
}))"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def at(widths: tuple[float, ...], place: float) -> Any:
    """Return what lies between two of the widths."""
    stop = min(int(place), len(widths) - 2)
    return widths[stop] + (widths[stop + 1] - widths[stop]) * (place - stop)


@pytest.mark.parametrize("layout", SCREENS)
def test_at_every_place_of_the_slider_an_lstm_s_numbers_equal_the_trace(lab: Lab, layout: str) -> None:
    trace = lab.trace("random-4")
    lab.open("model=random-4&step=5&phase=output&view=symbols")
    check_ends(lab, "random-4", 4, known=True)
    lab.page.get_by_role("button", name=re.compile("Build up")).click()
    slider = lab.page.get_by_role("slider", name="From the pipe to the field")
    expect(slider).to_have_value("1")
    expect(lab.page.locator(".operation")).to_have_count(4)
    slider.focus()
    parts: dict[float, Any] = {}
    for place, view in ((0, "pipe"), (0.34, "pipe"), (1, "symbols"), (1.62, "cell"), (2, "cell")):
        slider.fill(str(place))
        lab.settle()
        expect(lab.page.locator(".drawing")).to_have_attribute("data-layout", layout)
        drawing = lab.drawing()
        inside, spread = at(INSIDE[layout], place), at(SPREAD[layout], place)
        check(drawing, trace, [0, 1, 2, 3], 4, 5, inside, spread=spread)
        parts[place] = lab.page.evaluate(PARTS)
        assert parts[place].keys() == parts[0].keys(), "each part is there all the way"
        expect(
            lab.page.get_by_role("group", name="View of the unit").locator("[aria-pressed=true]")
        ).to_have_text(view.capitalize())
        is_between = place % 1 > 0
        expect(lab.page).to_have_url(re.compile(f"between={place}" if is_between else "^(?!.*between=)"))
    assert all(
        parts[0.34][name] != parts[1.62][name] for name in parts[0] if name.startswith(("write ", "forget "))
    )
    slider.focus()
    lab.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_value("1.98")
    expect(slider).to_have_attribute("aria-valuetext", "98 % of the way from Symbols to Cell")
    lab.open(f"model=random-4&step=5&phase={PHASES[2]}&view=symbols&between=0.7")
    check(lab.drawing(), trace, [0, 1, 2, 3], 4, 2, at(INSIDE[layout], 0.7), spread=at(SPREAD[layout], 0.7))


@pytest.mark.parametrize("layout", SCREENS)
def test_at_every_place_of_the_slider_a_gru_s_numbers_equal_the_trace(lab: Lab, layout: str) -> None:
    trace = gru.trace_of(lab)
    marks = gru.full_lane(trace)
    for place, view in ((1, "symbols"), (0.5, "symbols")):
        between = "" if place == 1 else f"&between={place}"
        lab.open(f"{gru.PLACE}&step=5&phase=merge&view={view}{between}")
        drawing = lab.page.evaluate(READ_DRAWING)
        full = 0.84 * at(GRU_INSIDE[layout], place) / len(gru.UNITS)
        gru.check_lanes(drawing["water"], trace, 4, 5, full, marks)
        gru.check_gaps(drawing["valves"], trace, 4, 5, 0.84 * GRU_SPREAD[layout] / len(gru.UNITS))
    expect(lab.page.locator(".operation")).to_have_count(4)
    expect(lab.page.locator(".inverted")).to_have_text("1−")
    lab.page.get_by_role("button", name=re.compile("Build up")).click()
    way = lab.page.get_by_role("slider", name=re.compile("From the pipe"))
    expect(way).to_have_accessible_name("From the pipe to the field’s symbols")  # it has no Cell


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_sign_is_turned_like_the_handwheel_that_it_was(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output&view=symbols")
    sign = lab.page.locator(".valve[data-valve=forget] .wheel")
    box = sign.locator(".operation").bounding_box()
    assert box
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 400, steps=4)
    lab.page.mouse.up()
    lab.settle()
    expect(lab.page).to_have_url(re.compile("pins=forget:0"))
    pinned = lab.trace("random-4", [{"gate": "forget", "value": 0, "from": 4}])
    check(lab.drawing(), pinned, [0, 1, 2, 3], 4, 5, 22, untouched=lab.trace("random-4"), spread=96)
