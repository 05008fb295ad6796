"""Files of other programs, given to the Lab exactly as written."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lstm_core import LSTMParams
from lstm_core.interop import dump
from lstm_core.stacks.stack import LayerStack
from tests.browser.lab import Lab
from tests.browser.models import bring
from tests.browser.screens import DESKTOP
from tests.browser.server import ROOT
from tests.browser.truth import check

FIXTURES = ROOT / "tests" / "fixtures"


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pytorch-projected.safetensors", "PyTorch"),
        ("keras-chain.keras", "Keras"),
        ("keras-chain.weights.h5", "Keras"),
    ],
)
def test_a_file_that_a_framework_wrote_is_seen_truly(lab: Lab, name: str, told: str) -> None:
    own = bring(lab, name, Path(FIXTURES / name).read_bytes())
    expect(lab.page.locator("#models .facts dd").first).to_contain_text(told)
    own.open("step=9&phase=output")
    trace = own.trace()
    check(lab.drawing(), trace, list(range(len(trace["C0"]))), 8, 5, inside=96)


@pytest.mark.browser_context_args(**DESKTOP)
def test_peepholes_of_onnx_come_along(lab: Lab) -> None:
    stack = LayerStack.of(LSTMParams.random(2, 4, 3, "diagonal"))
    own = bring(lab, "peep.onnx", dump(stack, "onnx"))
    expect(lab.page.locator("#models .facts dd").first).to_contain_text("ONNX")
    own.open("step=9&phase=output")
    check(lab.drawing(), own.trace(), [0, 1, 2, 3], 8, 5, inside=96)
    expect(lab.page.locator(".why-row[data-term=pC]")).to_be_visible()


@pytest.mark.browser_context_args(**DESKTOP)
def test_of_two_lstms_in_a_file_either_is_chosen(lab: Lab) -> None:
    own = bring(lab, "apart.weights.h5", (FIXTURES / "keras-apart.weights.h5").read_bytes())
    chooser = lab.page.locator("#choose-layer")
    assert chooser.locator("option").all_inner_texts() == [
        "summed: layer 1 →",
        "summed: layer 1 ← backward",
        "alone: layer 1 →",
    ]
    chooser.select_option(label="alone: layer 1 →")
    lab.settle()
    expect(lab.page).to_have_url(re.compile(re.escape("&lstm=2&layer=1&direction=forward")))
    trace = own.trace(model={"id": own.id, "lstms": ["alone"]})
    assert trace["C0"] == [0, 0, 0]
    own.open("lstm=2&step=9&phase=output")
    check(lab.drawing(), trace, [0, 1, 2], 8, 5, inside=96)
