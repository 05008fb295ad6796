"""Layers and directions: each is shown truly, backward ones in reading order, with pins and gradients."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.models import Own, sent, state_dict, turned
from tests.browser.screens import DESKTOP
from tests.browser.test_row import READ_ROW, check_unit
from tests.browser.truth import check

DEEP = state_dict(4, 3, layers=2, both=True, seed=5)


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


@pytest.fixture
def own(lab: Lab) -> Own:
    return sent(lab, "deep.safetensors", DEEP)


@pytest.mark.browser_context_args(**DESKTOP)
def test_every_layer_and_direction_is_the_apis(lab: Lab, own: Own) -> None:
    own.open()
    chooser = lab.page.locator("#choose-layer")
    assert chooser.locator("option").all_inner_texts() == [
        "layer 1 →",
        "layer 1 ← backward",
        "layer 2 →",
        "layer 2 ← backward",
    ]
    for layer in (1, 0):
        for direction in ("backward", "forward"):
            chooser.select_option(value=f"id:{own.id}/0/{layer}/{direction}")
            lab.settle()
            expect(lab.page).to_have_url(re.compile(re.escape(f"layer={layer + 1}&direction={direction}")))
            trace = own.trace(layer, direction)
            shown = trace if direction == "forward" else turned(trace)
            for step in (0, 9):
                own.open(f"step={step + 1}&phase=output", layer + 1, direction)
                check(lab.drawing(), shown, [0, 1, 2, 3], step, 5, inside=96)


def test_a_backward_layer_begins_with_the_last_input(lab: Lab, own: Own) -> None:
    own.open("step=1&phase=signals", direction="backward")
    expect(lab.page.locator(".chooser-step")).to_have_text("step 1 / 24x[24]")
    expect(lab.page.locator("#models .models-order")).to_contain_text("reads from the end")
    expect(lab.page.locator(".input-table tr[aria-current]")).to_contain_text("24")
    last = own.inputs()[-1]
    said = [float(text.replace("−", "-")) for text in lab.page.locator(".signals dd").all_inner_texts()]
    assert said == pytest.approx(last, abs=5e-4)
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.settle()
    expect(lab.page.locator(".input-table tr[aria-current]")).to_contain_text("23")


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(("layer", "direction", "span"), [(2, "forward", (4, 6)), (1, "backward", (17, 19))])
def test_a_pin_holds_at_the_steps_that_are_seen(
    lab: Lab, own: Own, layer: int, direction: str, span: tuple[int, int]
) -> None:
    """Steps 5 to 7 on show are the inputs 5 to 7, or, read backward, 18 to 20 of 24."""
    own.open("step=6&phase=output&pins=forget:0.25:2:5-7", layer, direction)
    pin = {"gate": "forget", "value": 0.25, "units": [1], "from": span[0], "to": span[1]}
    where: dict[str, Any] = {"layer": layer - 1, "direction": direction}
    held = own.trace(**where, pins=[pin | where])
    bare = own.trace(**where)
    runs = (held, bare) if direction == "forward" else (turned(held), turned(bare))
    assert runs[0]["f"][5][1] == 0.25 != runs[1]["f"][5][1]
    check(lab.drawing(), runs[0], [0, 1, 2, 3], 5, 5, inside=96, untouched=runs[1])


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_gradient_is_that_of_the_last_step_on_show(lab: Lab, own: Own, direction: str) -> None:
    own.open("step=20&phase=output&gradient=back", direction=direction)
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-backward", "")
    last = 23 if direction == "forward" else 0
    question = {"layer": 0, "direction": direction, "output": {"step": last}, "digits": None}
    wanted = own.ask("gradients", **question)["gradients"]
    dC = wanted["dC"] if direction == "forward" else wanted["dC"][::-1]
    shown = {
        int(lane["unit"]): float(lane["value"])
        for lane in lab.page.evaluate(
            """() => [...document.querySelectorAll(".water .lane[data-pipe='memory']")].map(({dataset}) =>
                 ({unit: dataset.unit, value: dataset.value}))"""
        )
    }
    assert shown == pytest.approx(dict(enumerate(dC[19])), abs=1e-12)
    assert max(abs(value) for value in shown.values()) > 1e-6


def test_weights_are_offered_where_they_can_be_changed(lab: Lab, own: Own) -> None:
    card = lab.page.locator("#weights")
    own.open(layer=2)
    card.locator("summary").click()
    expect(card.locator(".weights-says")).to_contain_text("Weights can be changed in a first layer")
    expect(card.locator(".weight-table")).to_be_hidden()
    own.open("step=8&phase=output")
    expect(card.locator(".weight-table")).to_be_visible()
    before = lab.memory()
    card.locator(".weight-table input").first.fill("3")
    lab.settle()
    weights = lab.page.request.get(f"/api/v1/models/{own.id}/weights?layer=0&direction=forward").json()
    weights["f"]["W"][0][0] = 3
    body = {"model": {"weights": weights}, "inputs": own.inputs(), "fields": ["C"], "digits": None}
    reply = lab.page.request.post("/api/v1/traces", data=body)
    changed = reply.json()["layers"][0]["trace"]["C"][7]
    assert lab.memory() == pytest.approx(changed, abs=0.005 + 1e-9)
    assert lab.memory() != before
    card.locator(".weights-head button").click()
    lab.settle()
    assert lab.memory() == before


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_row_shows_the_steps_as_they_are_read(lab: Lab, own: Own) -> None:
    own.open("step=6&phase=output&view=row", direction="backward")
    trace = turned(own.trace(direction="backward"))
    row = lab.page.evaluate(READ_ROW)
    assert 5 in [unit["step"] for unit in row]
    for unit in row:
        if unit["step"] <= 5:
            check_unit(unit, trace, [0, 1, 2, 3], 5)


@pytest.mark.parametrize("view", ["box", "cell"])
def test_the_other_pictures_hold_the_same_numbers(lab: Lab, own: Own, view: str) -> None:
    own.open(f"step=6&phase=output&view={view}", direction="backward")
    trace = turned(own.trace(direction="backward"))
    shown = lab.page.evaluate(
        """() => [...document.querySelectorAll(".pipes .end[data-end='new'], .pipes .end[data-end='out']")]
             .map(({dataset, textContent}) => ({...dataset, says: textContent}))"""
    )
    said = [(end["end"], int(end["unit"]), float(end["says"].replace("−", "-"))) for end in shown]
    assert {unit for _, unit, _ in said} == {0, 1, 2, 3}
    for end, unit, value in said:
        field = "C" if end == "new" else "h"
        assert value == pytest.approx(trace[field][5][unit], abs=0.005 + 1e-9)


def test_undo_brings_a_layer_back(lab: Lab, own: Own) -> None:
    own.open()
    lab.page.locator("#choose-layer").select_option(label="layer 2 →")
    lab.settle()
    lab.page.keyboard.press("Control+z")
    lab.settle()
    expect(lab.page).to_have_url(re.compile(re.escape("layer=1&direction=forward")))
    assert lab.page.locator("#choose-layer option:checked").inner_text() == "layer 1 →"
