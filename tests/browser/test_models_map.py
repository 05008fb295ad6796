"""The map of all units: the API's measures, pressed by mouse, keyboard and touch; the search."""

import re
from typing import Any

import pytest
from playwright.sync_api import Request, expect

from tests.browser.lab import PHASES, Lab
from tests.browser.models import Own, sent, state_dict
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.truth import check

LARGE = state_dict(64, 5, layers=2, both=True, seed=64)
MEASURES = ["change", "hold", "forget", "open", "output", "age"]


@pytest.fixture
def own(lab: Lab) -> Own:
    own = sent(lab, "large.safetensors", LARGE)
    own.open()
    lab.page.get_by_role("button", name="Lanes: 8 of 64").click()
    expect(lab.page.locator(".map-tile")).to_have_count(64)
    return own


def greatest(values: list[float], count: int = 8) -> list[int]:
    """Return the units with the greatest values."""
    return sorted(range(len(values)), key=lambda unit: (-values[unit], unit))[:count]


def tiles(lab: Lab) -> list[dict[str, Any]]:
    """Return the tiles of the map in their order."""
    found: list[dict[str, Any]] = lab.page.evaluate(
        """() => [...document.querySelectorAll('.map-tile')].map((tile) => ({
             unit: Number(tile.dataset.unit), value: Number(tile.dataset.value),
             heat: Number(tile.style.getPropertyValue('--heat')),
             shown: tile.getAttribute('aria-pressed') === 'true'}))"""
    )
    return found


def lanes(lab: Lab) -> list[int]:
    """Return the units that are drawn."""
    return sorted({lane["unit"] for lane in lab.drawing()["water"]})


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_eight_that_change_most_are_drawn_truly(lab: Lab, own: Own) -> None:
    trace, measures = own.trace(), own.units()
    shown = sorted(greatest(measures["change"]))
    assert lanes(lab) == shown
    for phase in (2, 5):
        own.open(f"step=13&phase={PHASES[phase]}")
        check(lab.drawing(), trace, shown, 12, phase, inside=96)


def test_a_large_model_is_asked_for_what_is_shown_alone(lab: Lab, own: Own) -> None:
    asked: list[dict[str, Any]] = []

    def keep(request: Request) -> None:
        if request.url.endswith("/traces"):
            asked.append(request.post_data_json or {})

    lab.page.on("request", keep)
    own.open("step=3&phase=merge&lanes=4,9,60&pins=output:0.5:9:2-4", layer=2)
    assert lanes(lab) == [3, 8, 59]
    assert len(asked) == 2  # with the pin, and without
    assert {tuple(body["units"]) for body in asked} == {(3, 8, 59)}
    assert all((body["layer"], body["direction"]) == (1, "forward") for body in asked)
    assert all("x" not in body["fields"] for body in asked)
    pin = {
        "gate": "output",
        "value": 0.5,
        "units": [8],
        "from": 1,
        "to": 3,
        "layer": 1,
        "direction": "forward",
    }
    assert sorted((body["pins"] for body in asked), key=len) == [[], [pin]]


def test_every_measure_is_the_apis_in_tiles_and_table(lab: Lab, own: Own) -> None:
    measures = own.units()
    lab.page.locator("#units .models-list summary").click()
    for name in MEASURES:
        lab.page.locator(f"input[name=map-measure][value={name}]").check()
        seen = tiles(lab)
        assert [tile["value"] for tile in seen] == pytest.approx(measures[name], abs=1e-12)
        full = max(measures[name]) if name in ("change", "age") else 1
        assert [tile["heat"] for tile in seen] == pytest.approx([v / full for v in measures[name]], abs=1e-9)
        column = [float(text) for text in lab.page.locator(f"td[data-measure={name}]").all_inner_texts()]
        assert column == pytest.approx(measures[name], abs=5e-4)
    heads = lab.page.locator(".map-table thead th")
    heads.get_by_role("button", name="gives out").click()
    expect(heads.nth(5)).to_have_attribute("aria-sort", "descending")
    rows = lab.page.locator(".map-table tbody tr").evaluate_all(
        "(rows) => rows.map(({dataset}) => Number(dataset.unit))"
    )
    assert rows == greatest(measures["output"], 64) == [tile["unit"] for tile in tiles(lab)]
    heads.get_by_role("button", name="gives out").click()
    expect(heads.nth(5)).to_have_attribute("aria-sort", "ascending")


def test_lanes_are_chosen_by_keyboard_alone(lab: Lab, own: Own) -> None:
    trace = own.trace()
    shown = lanes(lab)
    lab.page.locator(".map-tile[tabindex='0']").focus()
    lab.page.keyboard.press("Home")
    wanted = next(unit for unit in range(64) if unit not in shown)
    for _ in range(wanted):
        lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("Enter")
    status = lab.page.locator("#units .models-says[role=status]")
    expect(status).to_have_text(f"8 lanes are shown: take one away before unit {wanted + 1} gets one.")
    for _ in range(shown[0] - wanted):
        lab.page.keyboard.press("ArrowRight")
    for _ in range(wanted - shown[0]):
        lab.page.keyboard.press("ArrowLeft")
    lab.page.keyboard.press("Space")
    expect(status).to_have_text(f"Unit {shown[0] + 1} has no lane any more.")
    lab.settle()
    for _ in range(abs(shown[0] - wanted)):
        lab.page.keyboard.press("ArrowLeft" if wanted < shown[0] else "ArrowRight")
    lab.page.keyboard.press("Space")
    expect(status).to_have_text(f"Unit {wanted + 1} has a lane.")
    lab.settle()
    expect(lab.page.locator(f".map-tile[data-unit='{wanted}']")).to_be_focused()
    now = sorted([*shown[1:], wanted])
    assert lanes(lab) == now
    assert [tile["unit"] for tile in tiles(lab) if tile["shown"]] == now
    expect(lab.page).to_have_url(re.compile(re.escape(f"lanes={','.join(str(unit + 1) for unit in now)}")))
    ends = {end["unit"]: end["says"] for end in lab.drawing()["ends"] if end["end"] == "old"}
    assert set(ends) == set(now)
    assert trace["C0"] == [0] * 64


@pytest.mark.browser_context_args(**PHONE)
def test_lanes_are_chosen_by_touch(lab: Lab, own: Own) -> None:
    measures = own.units()
    lab.page.locator("label:has(> input[value=open])").tap()
    lab.page.locator(".map-sort").tap()
    first = tiles(lab)[0]["unit"]
    assert first == greatest(measures["open"])[0]
    lab.page.get_by_role("button", name="Lanes for the greatest 8").tap()
    lab.settle()
    assert lanes(lab) == sorted(greatest(measures["open"]))
    left = greatest(measures["open"])
    lab.page.locator(".map-tile").nth(2).tap()
    lab.settle()
    assert lanes(lab) == sorted({*left} - {left[2]})
    both = "(tiles) => { tiles[0].click(); tiles[1].click(); }"  # before either is drawn
    lab.page.locator(".map-tile").evaluate_all(both)
    lab.settle()
    assert lanes(lab) == sorted({*left} - {*left[:3]})


def followers(column: list[float | None]) -> list[tuple[int, float]]:
    """Return the eight units with the greatest |r|."""
    known = [(unit, r) for unit, r in enumerate(column) if r is not None]
    return sorted(known, key=lambda one: (-abs(one[1]), one[0]))[:8]


def found(lab: Lab) -> list[tuple[int, float]]:
    """Return the list on the page."""
    items: list[tuple[int, float]] = lab.page.evaluate(
        "() => [...document.querySelectorAll('.search-found li')].map((li) =>"
        " [Number(li.dataset.unit), Number(li.dataset.r)])"
    )
    return [(unit, r) for unit, r in items]


def test_the_search_ranks_by_correlation_and_shows_its_lanes(lab: Lab, own: Own) -> None:
    correlation = own.units()["correlation"]
    for valve in ("forget", "input", "output"):
        lab.page.locator("#search-valve").select_option(valve)
        lab.page.locator("#search-target").select_option("2")
        wanted = followers([row[2] for row in correlation[valve]])
        seen = found(lab)
        assert [unit for unit, _ in seen] == [unit for unit, _ in wanted]
        assert [r for _, r in seen] == pytest.approx([r for _, r in wanted], abs=1e-12)
    lab.page.get_by_role("button", name="Show these as lanes").click()
    lab.settle()
    assert lanes(lab) == sorted(unit for unit, _ in wanted)


def test_the_search_compares_with_a_mask_of_ones_own(lab: Lab, own: Own) -> None:
    lab.page.locator("#search-target").select_option("mask")
    mask = [int(step % 5 == 2) for step in range(24)]
    field = lab.page.locator("#search-mask")
    field.fill("0 1 x")
    expect(lab.page.locator("#search-fault")).to_have_text("“x” is not a number.")
    field.fill(" ".join(map(str, mask[:20])))
    expect(lab.page.locator("#search-fault")).to_have_text("20 numbers; the input has 24 steps.")
    assert field.get_attribute("aria-invalid") == "true"
    field.fill(",".join(map(str, mask)))
    expect(lab.page.locator(".search-found li")).to_have_count(8)
    wanted = followers(own.units(mask=mask)["mask"]["forget"])
    seen = found(lab)
    assert [unit for unit, _ in seen] == [unit for unit, _ in wanted]
    assert [r for _, r in seen] == pytest.approx([r for _, r in wanted], abs=1e-12)


def test_the_map_follows_a_turned_valve(lab: Lab, own: Own) -> None:
    shown = lanes(lab)
    own.open(f"step=3&phase=merge&pins=forget:0:{shown[0] + 1}:")
    expect(lab.page.locator(".map-tile")).to_have_count(64)
    lab.page.locator("input[name=map-measure][value=hold]").check()
    pin = {"gate": "forget", "value": 0, "units": [shown[0]], "layer": 0, "direction": "forward"}
    held = own.units(pins=[pin])
    assert held["hold"][shown[0]] == 0
    expect(lab.page.locator(f".map-tile[data-unit='{shown[0]}']")).to_have_attribute("data-value", "0")
    assert [tile["value"] for tile in tiles(lab)] == pytest.approx(held["hold"], abs=1e-12)
