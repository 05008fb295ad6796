"""Files of other units than the LSTM, given to the Lab: what is drawn is the API's trace of that file."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from lstm_core import GRUParams, LayerStack, RNNParams, run
from lstm_core.interop import dump
from tests.browser.lab import READ_DRAWING, Lab
from tests.browser.models import Own, bring, safetensors, sent
from tests.browser.screens import DESKTOP

H, D = 4, 3
FILES = {
    "gru.safetensors": ("gru", "pytorch", GRUParams.random(D, H, 5)),
    "gru.onnx": ("gru", "onnx", GRUParams.random(D, H, 6)),
    "before.onnx": ("gru_reset_before", "onnx", GRUParams.random(D, H, 7, reset_after=False)),
    "before.keras": ("gru_reset_before", "keras", GRUParams.random(D, H, 8, reset_after=False)),
    "rnn.safetensors": ("rnn", "pytorch", RNNParams.random(D, H, 9)),
}


def file_of(name: str) -> bytes:
    _, form, params = FILES[name]
    return dump(LayerStack.of(params), form)  # type: ignore[arg-type]  # a name from a list


def blueprint_of(lab: Lab, name: str) -> dict[str, Any]:
    answer = lab.page.request.get(f"/api/v1/blueprints/{name}")
    found: dict[str, Any] = answer.json()
    return found


def trace_of(own: Own, blueprint: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the API's trace of the first layer, every array of its unit."""
    fields = [field["name"] for field in blueprint["fields"]]
    answer = own.ask("traces", layer=0, direction="forward", fields=fields, digits=None, **more)
    found: dict[str, Any] = answer["layers"][0]["trace"]
    return found


def mark_of(blueprint: dict[str, Any], trace: dict[str, Any], apart: bool) -> float:
    """Return the smallest of 1, 2, 5, 10 ... that no water exceeds in the pipes apart, or in the others."""
    some = [pipe["field"] for pipe in blueprint["pipes"] if pipe.get("apart", False) == apart]
    rows = [
        *([] if apart else [trace[f"{blueprint['lane']}0"]]),
        *(row for field in some for row in trace[field]),
    ]
    peak = max(float(np.abs(row).max()) for row in rows)
    found: float = next(mark for k in range(9) for mark in (10**k, 2 * 10**k, 5 * 10**k) if peak <= mark)
    return found


def check(lab: Lab, blueprint: dict[str, Any], trace: dict[str, Any], step: int, phase: int) -> None:
    """Hold all lanes and valves of a drawn unit against the trace, as far as the phase has come."""
    drawing = lab.page.evaluate(READ_DRAWING)
    assert (drawing["step"], drawing["phase"]) == (step, blueprint["phases"][phase]["id"])
    full = min(56, 0.84 * 96 / H)
    pipes = {pipe["id"]: pipe for pipe in blueprint["pipes"]}
    valves = {node["id"]: node for node in blueprint["nodes"] if node["kind"] == "valve"}
    assert {lane["pipe"] for lane in drawing["water"]} == set(pipes)
    assert {lane["valve"] for lane in drawing["valves"]} == set(valves)
    for lane in drawing["water"]:
        pipe = pipes[lane["pipe"]]
        value = trace[pipe["field"]][step][lane["unit"]] if phase >= pipe["phase"] else 0.0
        mark = mark_of(blueprint, trace, pipe.get("apart", False))
        assert lane["width"] == pytest.approx(abs(value) / mark * full, abs=1e-6), lane
    for lane in drawing["valves"]:
        valve = valves[lane["valve"]]
        opening = trace[valve["field"]][step][lane["unit"]] if phase >= valve["phase"] else 0.0
        assert lane["gap"] == pytest.approx(opening * full, abs=1e-6), lane


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("name", FILES)
def test_every_opening_and_thickness_is_that_of_the_file(standing: Lab, name: str) -> None:
    unit, _, _ = FILES[name]
    lab = standing
    own = sent(lab, name, file_of(name))
    blueprint = blueprint_of(lab, unit)
    own.open(f"step=7&phase={blueprint['phases'][0]['id']}")
    trace = trace_of(own, blueprint)
    for phase in range(len(blueprint["phases"])):
        check(lab, blueprint, trace, 6, phase)
        lab.page.keyboard.press("ArrowRight")
        lab.settle()


def state_dict(units: int, layers: int) -> bytes:
    """Return the state dict of ``torch.nn.GRU(3, units, layers, bidirectional=True)`` with random weights."""
    rng = np.random.default_rng(units)
    tensors = {}
    for layer in range(layers):
        for way in ("", "_reverse"):
            end, width = f"_l{layer}{way}", D if layer == 0 else 2 * units
            for name, shape in (("weight_ih", (3 * units, width)), ("weight_hh", (3 * units, units))):
                tensors[f"encoder.{name}{end}"] = rng.normal(0, 1 / np.sqrt(shape[1]), shape)
            for name in ("bias_ih", "bias_hh"):
                tensors[f"encoder.{name}{end}"] = rng.normal(0, 0.7, 3 * units)
    return safetensors(tensors)


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_large_gru_shows_the_eight_that_change_most_and_a_map_of_all(lab: Lab) -> None:
    own = sent(lab, "large.safetensors", state_dict(64, 2))
    own.open("step=9&phase=merge")
    measures = own.units()
    blueprint = blueprint_of(lab, "gru")
    most = sorted(np.argsort(measures["change"])[::-1][:8].tolist())
    drawing = lab.page.evaluate(READ_DRAWING)
    assert sorted({lane["unit"] for lane in drawing["water"]}) == most
    trace = trace_of(own, blueprint)
    assert lab.memory() == pytest.approx([trace["h"][8][unit] for unit in most], abs=0.005 + 1e-9)
    lab.page.locator("#weights summary").click()
    expect(lab.page.locator("#weights")).to_contain_text("64 units")
    lab.page.locator("#units summary").first.click()
    tiles = lab.page.locator("#units .map-tile")
    expect(tiles).to_have_count(64)
    shown = {"change": "changes", "hold": "holds", "forget": "forgets", "open": "lets in", "reset": "resets"}
    shown["age"] = "age"
    assert lab.page.locator("#units .map-measures label:visible").all_inner_texts() == list(shown.values())
    for name in ("reset", "age", "hold"):
        lab.page.locator(f"#units input[value={name}]").check()
        drawn = tiles.evaluate_all("tiles => tiles.map(({dataset}) => Number(dataset.value))")
        assert drawn == pytest.approx(measures[name], abs=1e-5)
    expect(lab.page.locator("#units")).to_contain_text("how far the update valve is open on average")


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_backward_layer_of_a_gru_begins_with_the_last_input(lab: Lab) -> None:
    own = sent(lab, "both.safetensors", state_dict(H, 2))
    own.open("step=3&phase=merge", layer=2, direction="backward")
    blueprint = blueprint_of(lab, "gru")
    fields = [field["name"] for field in blueprint["fields"]]
    answer = own.ask("traces", layer=1, direction="backward", fields=fields, digits=None)
    trace = {
        name: rows if name == "h0" else rows[::-1] for name, rows in answer["layers"][0]["trace"].items()
    }
    check(lab, blueprint, trace, 2, len(blueprint["phases"]) - 1)


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_bias_inside_the_reset_is_a_column_of_weights_and_can_be_changed(lab: Lab) -> None:
    own = sent(lab, "gru.safetensors", file_of("gru.safetensors"))
    own.open("step=5&phase=merge")
    params: GRUParams = FILES["gru.safetensors"][2]  # type: ignore[assignment]  # as listed above
    bias = params.n.bU
    assert bias is not None
    lab.page.locator("#weights summary").click()
    lab.page.locator("#weights .weight-gates button", has_text="new memory").click()
    cells = lab.page.get_by_role("textbox", name="bias inside the reset")
    values = cells.evaluate_all("cells => cells.map(({value}) => Number(value))")
    assert values == pytest.approx([*bias], rel=5e-4)
    cells.nth(2).fill("1.5")
    cells.nth(2).press("Enter")
    lab.settle()
    changed = replace(params, n=replace(params.n, bU=np.array([*bias[:2], 1.5, *bias[3:]])))
    expected = run(changed, np.array(own.inputs())).h[4]
    assert abs(expected[2] - run(params, np.array(own.inputs())).h[4][2]) > 0.02
    assert lab.memory() == pytest.approx([*expected], abs=0.005 + 1e-5)


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_plain_network_has_no_cards_about_valves(lab: Lab) -> None:
    bring(lab, "rnn.safetensors", file_of("rnn.safetensors"))
    expect(lab.page.locator("#models .facts")).to_contain_text(f"RNN, reads {D}, has {H} units")
    about_valves = [lab.page.locator(place) for place in ("#predict", "#tasks", "#pins", ".legend-hint")]
    for place in about_valves:
        expect(place).to_be_hidden()
    lab.open("model=random-4")
    for place in about_valves:
        expect(place).to_be_visible()
