"""The input editor: cells, rows, paste and text; faults are named, and what was typed stays."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab
from tests.browser.watch import Watch

PASTE = """(element, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def paste(place: Locator, text: str) -> None:
    place.focus()
    place.evaluate(PASTE, text)


def test_an_edited_cell_is_run_at_once(lab: Lab) -> None:
    lab.open("model=random-4-plain&step=8&phase=merge")
    inputs = lab.page.request.get("/api/v1/presets/random-4-plain").json()["examples"][0]["inputs"]
    assert lab.memory() == lab.answer("random-4-plain", inputs=inputs)
    place = lab.cell(8, "input 2")
    place.fill("-1,75")
    lab.settle()
    inputs[7][1] = -1.75
    assert lab.memory() == lab.answer("random-4-plain", inputs=inputs)
    expect(place).to_have_value("-1,75")
    expect(place).to_be_focused()
    assert lab.page.locator("#choose-example").input_value() == ""


def test_the_caret_stays_where_one_types(lab: Lab) -> None:
    lab.open("model=latch")
    place = lab.cell(1, "value")
    place.fill("125")
    place.evaluate("input => input.setSelectionRange(1, 1)")
    lab.page.keyboard.type(".3")
    lab.settle()
    assert place.evaluate("input => [input.value, input.selectionStart]") == ["1.325", 3]


def test_what_is_no_number_is_named_and_kept(lab: Lab) -> None:
    lab.open("model=latch&step=2&phase=merge")
    before = lab.drawing()
    lab.cell(3, "value").fill("abc")
    lab.cell(4, "store").fill("")
    faults = lab.page.locator("#input-faults li")
    expect(faults).to_have_text(
        ["Step 3, value: “abc” is not a number.", "Step 4, store: the cell is blank; a number is expected."]
    )
    expect(lab.cell(3, "value")).to_have_attribute("aria-invalid", "true")
    expect(lab.cell(4, "store")).to_have_attribute("aria-invalid", "true")
    assert lab.page.locator("#input [aria-invalid]").count() == 2
    assert lab.drawing() == before, "the picture stays with the last input that could be read"
    faults.nth(1).get_by_role("button").click()
    expect(lab.cell(4, "store")).to_be_focused()
    expect(lab.page).to_have_url(re.compile(r"abc,0,0;0\.\d+,,0;"))
    lab.page.reload()
    expect(lab.page.locator("#notice")).to_contain_text("The input cannot be read")
    expect(lab.cell(3, "value")).to_have_value("abc")
    lab.cell(3, "value").fill("0.5")
    lab.cell(4, "store").fill("0")
    lab.settle()
    expect(faults).to_have_count(0)
    assert lab.page.locator("#input [aria-invalid]").count() == 0
    lab.cell(3, "value").fill("１，０００")
    expect(faults).to_have_text(["Step 3, value: “1,000” may be 1000 or 1.000; write the one that is meant."])
    dashed = lab.page.get_by_text("Dashed: outside the values for which the network was made.")
    expect(dashed).to_be_hidden()
    lab.cell(3, "value").fill("１．５")
    lab.settle()
    expect(faults).to_have_count(0)
    expect(lab.page.locator("#input [data-outside]")).to_have_count(1)
    expect(lab.cell(3, "value")).to_have_accessible_description(
        "Dashed: outside the values for which the network was made."
    )
    expect(dashed).to_be_visible()


def test_what_the_server_refuses_is_shown_in_its_cell(lab: Lab, watch: Watch) -> None:
    watch.allow("422")
    lab.open("model=latch&step=2")
    lab.cell(2, "value").fill("1e12")
    expect(lab.page.locator("#input-faults li")).to_contain_text(
        ["Step 2, value: the server says: expected a"]
    )
    expect(lab.cell(2, "value")).to_have_attribute("aria-invalid", "true")
    expect(lab.page.locator("#notice")).to_contain_text("The server cannot run this.")
    lab.cell(2, "value").fill("1")
    expect(lab.page.locator("#notice")).to_be_empty()
    expect(lab.page.locator("#input-faults li")).to_have_count(0)


def test_rows_are_added_and_removed_with_the_focus_kept(lab: Lab) -> None:
    lab.open("model=random-4-plain&step=8&phase=merge")
    lab.page.get_by_role("button", name="Add a step").click()
    expect(lab.cell(9, "input 1")).to_be_focused()
    expect(lab.page.locator(".chooser-step-count")).to_have_text("step 8 / 9")
    lab.page.get_by_role("button", name="Remove step 9", exact=True).click()
    expect(lab.page.get_by_role("button", name="Remove step 8", exact=True)).to_be_focused()
    lab.page.get_by_role("button", name="Remove step 1", exact=True).click()
    expect(lab.page.get_by_role("button", name="Remove step 1", exact=True)).to_be_focused()
    lab.settle()
    inputs = lab.page.request.get("/api/v1/presets/random-4-plain").json()["examples"][0]["inputs"]
    lab.page.keyboard.press("End")
    lab.settle()
    assert lab.memory() == lab.answer("random-4-plain", inputs=inputs[1:])
    for _ in inputs[2:]:
        lab.page.get_by_role("button", name="Remove step 1", exact=True).click()
    expect(lab.cell(1, "input 1")).to_be_focused()  # the last row stays


def test_arrows_and_enter_move_between_rows(lab: Lab) -> None:
    lab.open("model=latch")
    lab.cell(2, "store").focus()
    for key, step in (("ArrowDown", 3), ("Enter", 4), ("ArrowUp", 3)):
        lab.page.keyboard.press(key)
        expect(lab.cell(step, "store")).to_be_focused()


def test_a_block_from_a_spreadsheet_is_pasted(lab: Lab) -> None:
    lab.open("model=random-4-plain&step=1&phase=merge")
    inputs = lab.page.request.get("/api/v1/presets/random-4-plain").json()["examples"][0]["inputs"]
    paste(lab.cell(8, "input 1"), "0,5\t1\r\n-0,25\t2\r\n")
    expect(lab.cell(9, "input 2")).to_have_value("2")
    lab.settle()  # the run has one step more
    lab.page.locator("body").click(position={"x": 2, "y": 2})
    lab.page.keyboard.press("End")
    lab.settle()
    assert lab.memory() == lab.answer("random-4-plain", inputs=[*inputs[:7], [0.5, 1], [-0.25, 2]])


def test_a_paste_that_is_too_wide_is_refused_whole(lab: Lab) -> None:
    lab.open("model=random-4-plain")
    before = lab.page.locator(".input-table input").evaluate_all("list => list.map((input) => input.value)")
    paste(lab.cell(2, "input 2"), "1\t2\n3\t4")
    expect(lab.page.locator("#input-faults li")).to_have_text(
        [
            "Step 2, input 2: the paste is 2 columns wide, but there is room for 1 from here. "
            "Nothing was pasted."
        ]
    )
    after = lab.page.locator(".input-table input").evaluate_all("list => list.map((input) => input.value)")
    assert after == before
    lab.cell(2, "input 2").fill("1")
    expect(lab.page.locator("#input-faults li")).to_have_count(0)


def test_back_to_the_example(lab: Lab) -> None:
    lab.open("model=latch")
    back = lab.page.get_by_role("button", name="Back to the example")
    expect(back).to_be_hidden()
    first = lab.cell(1, "value").input_value()
    lab.cell(1, "value").fill("0.125")
    back.click()
    expect(lab.cell(1, "value")).to_have_value(first)
    expect(lab.cell(1, "value")).to_be_focused()
    expect(back).to_be_hidden()


def test_text_is_read_letter_by_letter(lab: Lab) -> None:
    lab.open("model=brackets&phase=merge")
    line = lab.page.get_by_label("Text", exact=True)
    line.fill("((x)")
    line.evaluate("input => input.setSelectionRange(2, 2)")
    lab.page.keyboard.type("(")
    lab.settle()
    assert line.evaluate("input => [input.value, input.selectionStart]") == ["(((x)", 3]
    expect(lab.page.locator(".chooser-step-count")).to_have_text("step 1 / 5")
    lab.page.get_by_role("button", name="Last step").click()
    lab.page.locator(".chip[data-phase=merge]").click()
    lab.settle()
    assert lab.memory() == lab.answer("brackets", text="(((x)")
    expect(lab.page.locator(".chooser-step-label")).to_have_text(")")


def test_unknown_letters_are_named_with_their_place(lab: Lab) -> None:
    lab.open("model=brackets")
    line = lab.page.get_by_label("Text", exact=True)
    line.fill("(é)ß")
    faults = lab.page.locator("#input-faults li")
    expect(faults).to_have_text(
        [
            "Letter 2: “é” is not a letter that this model reads.",
            "Letter 4: “ß” is not a letter that this model reads.",
        ]
    )
    expect(line).to_have_value("(é)ß")
    expect(line).to_have_attribute("aria-invalid", "true")
    faults.nth(1).get_by_role("button").click()
    assert line.evaluate("i => [document.activeElement === i, i.selectionStart, i.selectionEnd]") == [
        True,
        3,
        4,
    ]
    line.fill("")
    expect(faults).to_have_text(["The input is empty: at least one step is needed."])
