"""The input of an uploaded model: none until one is brought, texts, labels, first states."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from lstm_core.interop import Limits
from lstm_core.interop.containers import safetensors
from tests.browser.axe import violations
from tests.browser.lab import Lab
from tests.browser.models import Own, payload, sent, state_dict
from tests.browser.watch import Watch

MODEL = state_dict(4, 3, layers=2, both=True, seed=31)
WORDS = ["<unk>", "the", "cat", "sat", "on", "猫", "mat"]
TEXT = "the 猫 sat"
KEPT = {"en": "7 tokens", "zh": "7 个词元"}
WAITS = {"en": "This model waits for its input", "zh": "这个模型还在等输入"}
INVENTED = {"en": "Invented input.", "zh": "编造的输入。"}
INVENT = {"en": "Show an invented input", "zh": "先看编造的输入"}
BRING = {"en": "Bring its own input", "zh": "改用它自己的输入"}


@pytest.fixture
def own(lab: Lab) -> Own:
    return sent(lab, "reader.safetensors", MODEL)


def arrive(own: Own, language: str = "en") -> None:
    """Open the model with no input, and wait until it says what it waits for."""
    zh = "/zh" if language == "zh" else ""
    own.lab.page.goto(f"{zh}/lab#model=id:{own.id}&layer=1&direction=forward")
    expect(own.lab.page.locator("#wanted h3")).to_have_text(WAITS[language])
    expect(own.lab.page.locator("#lab[data-ready=all]")).to_be_visible()  # the cards, too, to which it leads


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_model_waits_for_its_input_and_an_invented_one_has_a_banner(
    lab: Lab, own: Own, language: str
) -> None:
    page = lab.page
    arrive(own, language)
    wanted = page.locator("#wanted")
    assert page.locator("svg.pipes").count() == 0
    expect(page.locator("#notice .notice")).to_have_count(0)
    expect(wanted.locator("pre")).to_contain_text('traces["encoder.l0.forward"].x')
    if language == "en":
        assert violations(page, "#wanted") == []
    wanted.get_by_role("button", name=INVENT[language]).focus()
    page.keyboard.press("Enter")
    lab.settle()
    expect(wanted.get_by_role("note")).to_contain_text(INVENTED[language])
    expect(page.locator("#transport .play")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    lab.settle()
    assert lab.memory() == own.answer(0)
    if language == "en":
        assert violations(page, "#wanted") == []
    wanted.get_by_role("button", name=BRING[language]).focus()
    page.keyboard.press("Enter")
    expect(wanted.locator("h3")).to_have_text(WAITS[language])
    expect(wanted.get_by_role("button").first).to_be_focused()
    expect(page.locator("#scene")).to_be_hidden()
    assert page.locator("#choose-example").input_value() == ""


def test_a_text_and_its_vocabulary_become_steps_and_the_address_holds_them(lab: Lab, own: Own) -> None:
    arrive(own)
    page = lab.page
    expect(page.locator("#models .facts")).to_contain_text("None is kept. To add one, choose it above")
    page.locator("#wanted").get_by_role("button", name="Type a text or ids").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#input-text summary")).to_be_focused()
    page.locator("#input-vocabulary").set_input_files(payload("words.txt", "\n".join(WORDS).encode()))
    page.locator("#input-tokens").fill(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#input-text .models-says")).to_have_text("Taken: 3 tokens, one per step.")
    lab.settle()
    assert violations(page, "#input") == []
    body = {"model": {"id": own.id}, "layer": 0, "direction": "forward", "fields": ["C"], "digits": None}
    reply = page.request.post("/api/v1/traces", data=body | {"text": TEXT, "vocabulary": WORDS})
    memory = reply.json()["layers"][0]["trace"]["C"]
    for _ in range(2):
        for step, token in enumerate(TEXT.split()):
            own.lab.page.evaluate("() => document.activeElement?.blur()")
            page.keyboard.press("Home")
            for _ in range(step * 6 + 5):
                page.keyboard.press("ArrowRight")
            lab.settle()
            assert page.locator(".chooser-step-label").inner_text() == token
            assert lab.memory() == pytest.approx(memory[step], abs=0.005 + 1e-9)
        assert page.locator("#strip .strip-letters.input span").all_inner_texts() == TEXT.split()
        expect(page.locator("#announcer")).to_contain_text("sat · Step 3 of 3")
        expect(page.locator("#wanted")).to_be_hidden()
        lab.reload()
    assert "ids=1,5,3" in page.url
    assert "x=" not in page.url


def bring_with_vocabulary(page: Page, language: str) -> None:
    """Give a file and its vocabulary to the card of models, and wait until it tells of both."""
    page.locator("#models summary").first.click()
    page.locator("#models-vocabulary").set_input_files(payload("words.txt", "\n".join(WORDS).encode()))
    page.locator("#models-file").set_input_files(payload("reader.safetensors", MODEL))
    expect(page.locator("#models h3")).to_have_text("reader.safetensors")
    expect(page.locator("#models-vocabulary")).to_have_value("")
    expect(page.locator("#models .facts")).to_contain_text(KEPT[language])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_card_that_tells_of_a_vocabulary_fits_a_phone(lab: Lab, language: str) -> None:
    lab.open("model=lanes", language)
    bring_with_vocabulary(lab.page, language)
    lab.page.set_viewport_size({"width": 360, "height": 760})
    lab.page.wait_for_function("() => innerWidth === 360 && document.documentElement.scrollWidth <= 360")


def test_a_vocabulary_beside_the_file_is_kept_and_a_text_is_enough(lab: Lab, browser: Browser) -> None:
    lab.open("model=lanes")
    page = lab.page
    bring_with_vocabulary(page, "en")
    assert violations(page, "#models") == []
    page.locator("#wanted").get_by_role("button").first.click()
    for _ in range(2):
        expect(page.locator("#input-text .part-body > .hint").nth(1)).to_contain_text("<unk> · the · cat")
        page.locator("#input-tokens").fill(TEXT)
        page.locator("#input-text button.plain").click()
        expect(page.locator("#strip .strip-letters.input span")).to_have_text(TEXT.split())
        lab.settle()
        address = page.url
        lab.reload()
        page.locator("#input-text summary").click()
    assert violations(page, "#input-text") == []
    with browser.new_context() as another:
        shared = another.new_page()
        shared.goto(address)
        expect(shared.locator("#strip .strip-letters.input span")).to_have_text(TEXT.split())


def test_one_of_several_embeddings_is_chosen_and_the_address_names_it(lab: Lab) -> None:
    other = np.random.default_rng(5).normal(size=(7, 3)).astype("f4")
    tensors, *_ = safetensors.parse(MODEL, Limits())
    own = sent(
        lab, "two.safetensors", safetensors.serialise({**tensors, "other.embedding.weight": other}, {})
    )
    arrive(own)
    page = lab.page
    page.locator("#input-text summary").click()
    choice = page.get_by_label("Embedding", exact=True)
    expect(choice.locator("option")).to_have_text(["embedding", "other.embedding"])
    choice.select_option("other.embedding")
    hint = page.locator("#input-text .part-body > .hint").first
    expect(hint).to_have_text("other.embedding turns each of 7 tokens into a row of inputs.")
    assert violations(page, "#input") == []
    page.locator("#input-tokens").fill("1 5 3")
    page.get_by_role("button", name="Use this text").click()
    lab.settle()
    body = {"model": {"id": own.id}, "layer": 0, "direction": "forward", "fields": ["C"]}
    reply = page.request.post("/api/v1/traces", data=body | {"inputs": other[[1, 5, 3]].tolist()})
    memory = reply.json()["layers"][0]["trace"]["C"]
    for _ in range(2):
        page.evaluate("() => document.activeElement?.blur()")
        page.keyboard.press("Home")
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        lab.settle()
        assert lab.memory() == pytest.approx(memory[0], abs=0.005 + 1e-9)
        expect(page).to_have_url(re.compile("ids=1,5,3&embedding=other\\.embedding"))
        lab.reload()


def test_a_token_that_no_vocabulary_has_is_named(lab: Lab, own: Own, watch: Watch) -> None:
    watch.allow("422")
    arrive(own)
    page = lab.page
    page.locator("#input-text summary").click()
    page.locator("#input-tokens").fill("1 9")
    refusal = page.locator("#input-text .models-refusal")
    with page.expect_response("**/api/v1/tokens") as answer:
        page.get_by_role("button", name="Use this text").click()
    assert answer.value.status == 422
    expect(refusal).to_contain_text("found id 9, expected 0 to 6, as the embedding has them")


def test_labels_of_a_table_name_the_steps_and_stand_in_the_export(lab: Lab, own: Own) -> None:
    arrive(own)
    page = lab.page
    page.locator("#input-file summary").click()
    page.locator("#input-paste").fill("label,a,b,c\nthe,0.5,1,0\n猫,0,-1,2\n")
    page.get_by_role("button", name="Use this input").click()
    expect(page.locator("#input-file .models-says")).to_have_text(
        "Taken: 2 steps of 3 numbers. Its labels name the steps."
    )
    lab.settle()
    page.locator("#share > summary").click()
    with page.expect_download() as waiting:
        page.locator("#share").get_by_role("button", name="CSV", exact=True).click()
    table = list(csv.DictReader(StringIO(Path(waiting.value.path()).read_text("utf-8"))))
    assert [row["label"] for row in table[:8:4]] == ["the", "猫"]
    lab.reload()
    assert page.locator(".chooser-step-label").inner_text() == "the"
    page.locator("#table summary").click()
    expect(page.locator("#table tbody th")).to_have_text(["1 the", "2 猫"])
    file = BytesIO()
    np.savez(file, x=np.array([[[0.5, 1, 0]], [[0, -1, 2]]]), labels=np.array(["one", "two"]))
    page.locator("#input-file summary").click()
    page.locator("#input-file-choose").set_input_files(payload("batch.npz", file.getvalue()))
    expect(page.locator("#input-file .models-says")).to_have_text(
        "Taken: 2 steps of 3 numbers. Its labels name the steps. "
        "The array has shape 2 × 1 × 3; the axis of its one sequence was left out."
    )
    lab.settle()
    assert page.locator(".chooser-step-label").inner_text() == "one"


def test_first_states_are_given_line_by_line_and_kept_in_the_address(lab: Lab, own: Own) -> None:
    own.open("step=1&phase=output")
    page = lab.page
    page.locator("#input-start summary").click()
    rng = np.random.default_rng(5)
    starts = {name: rng.normal(size=(4, 4)).round(2).tolist() for name in ("h0", "C0")}
    for name, rows in starts.items():
        page.locator(f"#start-{name[0]}").fill("\n".join(" ".join(map(str, row)) for row in rows))
    page.locator("#start-C").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#input-start .models-says")).to_have_text("The run starts from these states.")
    lab.settle()
    assert violations(page, "#input-start") == []
    with_starts = own.trace(**starts)["C"][0]
    assert with_starts != own.trace()["C"][0]
    for _ in range(2):
        assert lab.memory() == pytest.approx(with_starts, abs=0.005 + 1e-9)
        lab.reload()
    page.locator("#input-start summary").click()
    page.locator("#start-h").fill("1 2 3")
    page.get_by_role("button", name="Start from these").click()
    expect(page.locator("#input-start [role=alert]")).to_have_text(
        "h0: 1 line, expected 4, one for each layer and direction."
    )
    expect(page.locator("#start-h")).to_be_focused()
    page.get_by_role("button", name="Start from the file’s own").click()
    lab.settle()
    assert lab.memory() == own.answer(0)
