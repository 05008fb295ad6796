"""A model is uploaded, shown truly, kept, described, and deleted."""

import hashlib
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from lstm_core.interop import read
from tests.app.models.files import FIXTURES
from tests.browser.lab import Lab
from tests.browser.models import Own, bring, payload, state_dict
from tests.browser.screens import DESKTOP
from tests.browser.server import running_server
from tests.browser.truth import check
from tests.browser.watch import Watch

SMALL = state_dict(4, 3)


@pytest.mark.browser_context_args(**DESKTOP)
def test_every_opening_thickness_and_number_is_the_apis(lab: Lab) -> None:
    own = bring(lab, "small.safetensors", SMALL)
    assert own.id == hashlib.sha256(SMALL).hexdigest()
    trace = own.trace()
    assert len(trace["C"]) == 24
    for step in (0, 11, 23):
        own.open(f"step={step + 1}&phase=signals")
        for phase in range(6):
            check(lab.drawing(), trace, [0, 1, 2, 3], step, phase, inside=96)
            lab.page.keyboard.press("ArrowRight")
            lab.settle()


def test_the_card_says_what_was_found_and_what_was_left_out(lab: Lab) -> None:
    bring(lab, "small.safetensors", SMALL)
    expect(lab.page.locator("#transport .play")).to_be_focused()
    card = lab.page.locator("#models")
    expect(card.locator(".models-says").first).to_have_text("small.safetensors is open.")
    assert card.locator(".facts").all_inner_texts() == [
        f"File\nPyTorch, {len(SMALL) / 1000:.1f} kB\nInputs\n3\n"
        "Vocabulary\nNone is kept. To add one, choose it above, then the model’s file again.\n"
        "layer 1 →\nLSTM, reads 3, has 4 units"
    ]
    card.get_by_text("Also in the file, not used (1)").click()
    expect(card.locator(".models-list li")).to_have_text(["embedding.weight"])
    expect(card.locator(".models-stays")).to_contain_text("until you delete it here")
    expect(lab.page.locator("#about")).to_be_hidden()
    assert lab.page.locator("#choose-model option:checked").inner_text() == "small.safetensors"


def test_what_had_to_be_assumed_stands_open_on_the_card(lab: Lab) -> None:
    data = (FIXTURES / "keras-cells.weights.h5").read_bytes()
    notes = read(data).notes
    bring(lab, "cells.weights.h5", data)
    card = lab.page.locator("#models")
    expect(card.get_by_text(f"What had to be assumed ({len(notes)})")).to_be_visible()
    lines = card.locator(".models-assumed li")
    expect(lines).to_have_text(list(notes))
    expect(lines.first).to_be_visible()


def test_a_file_is_dropped_anywhere(lab: Lab) -> None:
    lab.open("model=lanes")
    lab.page.evaluate(
        """([name, bytes]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], name));
          for (const type of ['dragenter', 'dragover', 'drop'])
            document.querySelector('#pins').dispatchEvent(
              new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
        }""",
        ["dropped.safetensors", list(SMALL)],
    )
    expect(lab.page.locator("#models h3")).to_be_visible()
    expect(lab.page.locator("#wanted h3")).to_have_text("This model waits for its input")
    expect(lab.page).to_have_url(
        re.compile(re.escape(f"model=id:{hashlib.sha256(SMALL).hexdigest()}&layer=1&direction=forward"))
    )


def test_a_pickle_is_refused_with_the_command_that_converts_it(lab: Lab, watch: Watch) -> None:
    watch.allow("422")
    lab.open("model=lanes")
    before = lab.drawing()
    lab.page.locator("#models summary").first.click()
    lab.page.locator("#models-file").set_input_files(payload("old.pt", pickle.dumps({"weight": [1.0]})))
    refusal = lab.page.locator(".models-refusal")
    expect(refusal.locator("b")).to_have_text("old.pt cannot be used.")
    expect(refusal).to_contain_text("pickle")
    assert refusal.locator("pre").inner_text() == "memory-pipe convert model.pt -o model.safetensors"
    assert lab.drawing() == before
    expect(lab.page).to_have_url(re.compile(re.escape("model=lanes")))


def test_a_server_that_is_away_is_named_and_the_file_can_be_sent_again(lab: Lab, watch: Watch) -> None:
    watch.allow("ERR_FAILED|ERR_CONNECTION")
    lab.open("model=lanes")
    lab.page.locator("#models summary").first.click()
    lab.page.route("**/api/v1/models", lambda route: route.abort())
    lab.page.locator("#models-file").set_input_files(payload("small.safetensors", SMALL))
    expect(lab.page.locator(".models-refusal")).to_have_text(
        "small.safetensors did not reach the server. Is it still running?"
    )
    lab.page.unroute("**/api/v1/models")
    lab.page.locator("#models-file").set_input_files(payload("small.safetensors", SMALL))
    expect(lab.page.locator("#models h3")).to_have_text("small.safetensors")
    expect(lab.page.locator(".models-refusal")).to_have_count(0)


def test_a_file_on_its_way_is_given_up_for_the_next_one(lab: Lab) -> None:
    lab.open("model=lanes")
    lab.page.locator("#models summary").first.click()
    last = state_dict(2, 3, seed=5)
    held: list[Route] = []
    lab.page.route(
        "**/api/v1/models", lambda route: held.append(route) if len(held) < 2 else route.continue_()
    )
    for name in ("first.safetensors", "second.safetensors"):
        with lab.page.expect_request("**/api/v1/models"):
            lab.page.locator("#models-file").set_input_files(payload(name, SMALL))
        expect(lab.page.locator("#models .models-says").first).to_have_text(f"Sending {name} …")
    lab.page.locator("#models-file").set_input_files(payload("last.safetensors", last))
    expect(lab.page.locator("#models h3")).to_have_text("last.safetensors")
    expect(lab.page.locator(".models-refusal")).to_have_count(0)
    assert lab.page.request.get(f"/api/v1/models/{hashlib.sha256(last).hexdigest()}").ok


def test_a_file_that_is_sent_again_has_its_new_name(lab: Lab) -> None:
    content = state_dict(3, 2, seed=31)
    own = bring(lab, "old.safetensors", content)
    lab.page.locator("#models-file").set_input_files(payload("new.safetensors", content))
    expect(lab.page.locator("#models h3")).to_have_text("new.safetensors")
    expect(lab.page.locator("#choose-model option:checked")).to_have_text("new.safetensors")
    expect(lab.page).to_have_url(re.compile(re.escape(f"id:{own.id}")))


def test_the_address_brings_it_back_and_the_browser_knows_it_by_name(lab: Lab) -> None:
    own = bring(lab, "known.safetensors", state_dict(4, 3, seed=9))
    own.open("step=5&phase=output&pins=forget:0.25:1:3-")
    pins = [{"gate": "forget", "value": 0.25, "units": [0], "from": 2}]
    check(lab.drawing(), own.trace(pins=pins), [0, 1, 2, 3], 4, 5, inside=96, untouched=own.trace())
    lab.open("model=latch")
    lab.reload()
    lab.page.locator("#choose-model").select_option(label="known.safetensors")
    expect(lab.page.locator("#models h3")).to_have_text("known.safetensors")
    expect(lab.page.locator("#wanted h3")).to_have_text("This model waits for its input")
    expect(lab.page).to_have_url(re.compile(re.escape(f"id:{own.id}")))


def test_it_is_deleted_there_by_keyboard_once_one_is_sure(lab: Lab, watch: Watch) -> None:
    watch.allow("404")
    own = bring(lab, "gone.safetensors", state_dict(3, 2, seed=77))
    button = lab.page.get_by_role("button", name="Delete it from the server")
    button.focus()
    lab.page.keyboard.press("Enter")
    keep = lab.page.get_by_role("button", name="Keep it")
    expect(keep).to_be_focused()
    lab.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert lab.page.request.get(f"/api/v1/models/{own.id}").ok
    lab.page.keyboard.press("Enter")
    lab.page.keyboard.press("Shift+Tab")
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator("#models .models-says").first).to_have_text(
        "gone.safetensors is deleted, unless others have sent the same file or a class is being shown it."
    )
    expect(lab.page.locator("#models-file")).to_be_focused()
    expect(lab.page).to_have_url(re.compile("#model=(?!id:)"))
    lab.settle()
    assert lab.page.request.get(f"/api/v1/models/{own.id}").status == 404
    assert own.id not in lab.page.locator("#choose-model").inner_html()
    own_page(lab, own)


def own_page(lab: Lab, own: Own) -> None:
    """Go to a model that is no more: the page says so, and leads back."""
    lab.page.goto(f"/lab#{own.place()}")
    notice = lab.page.locator("#notice .notice-gone")
    expect(notice).to_contain_text("This server does not have this model")
    notice.get_by_role("button", name="Bring its file again").click()
    expect(lab.page.locator("#models summary").first).to_be_focused()
    notice.get_by_role("button", name="Open “Four lanes”").click()
    expect(notice).to_have_count(0)
    expect(lab.page).to_have_url(re.compile("#model=lanes&"))


def test_another_server_over_the_same_folder_has_it_and_a_stranger_sees_it_without_its_name(
    lab: Lab, browser: Browser, settings: dict[str, str], tmp_path: Path
) -> None:
    own = bring(lab, "kept.safetensors", state_dict(4, 3, seed=77))
    place = own.place("step=7&phase=output")
    seen = [_card_and_drawing(lab, place, "kept.safetensors", its_own=True)]
    with running_server(tmp_path / "log.txt", **settings, UPLOADS="off") as address:
        stranger = browser.new_page(base_url=address, reduced_motion="reduce")
        seen.append(_card_and_drawing(Lab(stranger), place, f"{own.id[:8]}…", its_own=False))
        card = stranger.locator("#models")
        expect(card).to_contain_text("This browser cannot delete the file")
        expect(card).to_contain_text("This server takes no models of your own")
        stranger.close()
    assert seen[0] == seen[1]
    assert len(seen[0]["water"]) == 8 * 4


def _card_and_drawing(lab: Lab, place: str, name: str, *, its_own: bool) -> dict[str, Any]:
    """Check how a model's card names it, and what it offers; return what is drawn."""
    lab.open(place)
    card = lab.page.locator("#models")
    expect(card.locator("h3")).to_have_text(name)
    expect(card.get_by_role("button", name="Delete it")).to_have_count(int(its_own))
    expect(card.locator("#models-file")).to_have_count(int(its_own))
    return lab.drawing()
