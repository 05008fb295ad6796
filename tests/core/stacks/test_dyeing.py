"""What of a memory came in when: against the sum of products, written out, for every unit and direction."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import (
    GRUParams,
    LayerStack,
    LSTMParams,
    Pin,
    Pins,
    Trace,
    dye,
    dye_from,
    half_life,
    run,
    sediment,
    water_age,
)
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.running.dye import Retention
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.trace import LayerRun
from tests.architecture.tree import ROOT
from tests.core.units import BATCHES, NAMES, SEEDS, draw_case

KEEPS = {"lstm": "f", "gru": "z", "gru_reset_before": "z", "leaky": "a", "rnn": None}
"""The opening that keeps each unit's memory; None where nothing does."""


def written_out(trace: Trace, step: int) -> Array:
    """Return what of the memory after `step` came in when, product by product."""
    unit = trace.blueprint
    keeps = KEEPS[unit.name]
    memory = trace.values[unit.lane]
    openings = np.zeros_like(memory) if keeps is None else trace.values[keeps]
    entries = memory if keeps is None else trace.added
    rows = np.zeros((len(memory) + 1, *memory.shape[1:]))
    for row in range(step + 2):
        part = trace.values[f"{unit.lane}0"] if row == 0 else entries[row - 1]
        for t in range(row, step + 1):
            part = part * openings[t]
        rows[row] = part
    return rows


@given(name=NAMES, seed=SEEDS, batch=BATCHES, T=st.integers(1, 9), data=st.data())
def test_the_parts_are_products_and_add_up_to_the_memory(
    name: str, seed: int, batch: tuple[int, ...], T: int, data: st.DataObject
) -> None:
    case = draw_case(name, seed, T, batch)
    trace = run(case.params, case.x, start=case.start, pins=case.pins)
    step = data.draw(st.integers(-T, T - 1))
    parts = dye(trace, step)
    np.testing.assert_allclose(parts, written_out(trace, step % T), rtol=0, atol=1e-13)
    np.testing.assert_allclose(parts.sum(0), trace.values[trace.blueprint.lane][step], rtol=0, atol=1e-12)


@given(name=NAMES, seed=SEEDS, batch=BATCHES, T=st.integers(1, 7))
def test_from_a_step_and_of_a_step_are_two_views_of_the_same(
    name: str, seed: int, batch: tuple[int, ...], T: int
) -> None:
    case = draw_case(name, seed, T, batch)
    trace = run(case.params, case.x, start=case.start, pins=case.pins)
    whole = np.stack([written_out(trace, t) for t in range(T)])
    np.testing.assert_allclose(dye_from(trace, None), whole[:, 0], rtol=0, atol=1e-13)
    for source in range(T):
        np.testing.assert_allclose(dye_from(trace, source), whole[:, source + 1], rtol=0, atol=1e-13)
        np.testing.assert_array_equal(dye_from(trace, source - T), dye_from(trace, source))


@given(name=NAMES, seed=SEEDS, batch=BATCHES, T=st.integers(1, 7), data=st.data())
def test_the_sediment_of_a_unit_is_its_part_of_every_dye_and_adds_up_to_its_memory(
    name: str, seed: int, batch: tuple[int, ...], T: int, data: st.DataObject
) -> None:
    case = draw_case(name, seed, T, batch)
    trace = run(case.params, case.x, start=case.start, pins=case.pins)
    unit = data.draw(st.integers(-case.params.H, case.params.H - 1))
    layers = sediment(trace, unit)
    wanted = np.stack([written_out(trace, t)[..., unit] for t in range(T)])
    np.testing.assert_allclose(layers, wanted, rtol=0, atol=1e-13)
    memory = trace.values[trace.blueprint.lane][..., unit]
    np.testing.assert_allclose(layers.sum(1), memory, rtol=0, atol=1e-12)


@given(name=NAMES, seed=SEEDS, batch=BATCHES, T=st.integers(1, 7))
def test_the_age_is_the_mean_over_what_is_left(name: str, seed: int, batch: tuple[int, ...], T: int) -> None:
    case = draw_case(name, seed, T, batch)
    trace = run(case.params, case.x, start=case.start, pins=case.pins)
    for t, found in enumerate(water_age(trace)):
        amounts = np.abs(written_out(trace, t))
        ages = np.array([t - source for source in range(-1, T)]).reshape(-1, *[1] * (amounts.ndim - 1))
        np.testing.assert_allclose(found, (amounts * ages).sum(0) / amounts.sum(0), rtol=1e-9, atol=1e-9)


def test_an_empty_memory_has_no_age_and_takes_no_time_to_thin() -> None:
    params = LSTMParams.random(1, 2, 0)
    shut = Pins([Pin("f", 0.0, (0,)), Pin("i", 0.0, (0,)), Pin("f", 1.0, (1,))])
    trace = run(params, np.ones((3, 1)), pins=shut)
    assert np.isnan(water_age(trace)[:, 0]).all()
    assert half_life(trace).tolist() == [0, math.inf]


def test_half_is_left_after_the_half_life() -> None:
    params = LSTMParams.random(1, 2, 0)
    trace = run(params, np.ones((8, 1)), pins=Pins([Pin("f", 0.5, (0,)), Pin("f", 0.5**0.25, (1,))]))
    np.testing.assert_allclose(half_life(trace), [1, 4], rtol=1e-12)
    parts = dye_from(trace, 0)
    np.testing.assert_allclose([parts[1, 0], parts[4, 1]], parts[0] / 2, rtol=1e-12)


def both_ways(lengths: tuple[int, ...] | None) -> list[LayerRun]:
    rng = np.random.default_rng(4)
    layers = [Layer(LSTMParams.random(D, 3, rng)) for D in (2, 2, 6)]
    start = [layer.starting(rng.normal(size=3), rng.normal(size=3)) for layer in layers]
    stack = LayerStack([StackLayer(start[0], start[1]), StackLayer(backward=start[2])])
    x = rng.normal(size=(5, 3, 2))
    return list(stack.run(x, lengths=lengths).layers)


@st.composite
def layer_runs(draw: st.DrawFn) -> list[LayerRun]:
    """Draw the runs of a stack's layers, forward and backward, with peepholes of every kind and pins."""
    rng = np.random.default_rng(draw(SEEDS))
    D, H, T = draw(st.integers(1, 5)), draw(st.integers(1, 6)), draw(st.integers(1, 12))
    batch = draw(st.sampled_from([(), (1,), (4,)]))
    peepholes: Any = draw(st.sampled_from(["none", "diagonal", "full", {"f": "full", "o": "diagonal"}]))

    def layer(width: int) -> Layer:
        if is_gru:
            return Layer(GRUParams.random(width, H, rng))
        return Layer(LSTMParams.random(width, H, rng, peepholes=peepholes))

    is_gru = draw(st.booleans())
    stack = LayerStack([StackLayer(layer(D), layer(D)), StackLayer(backward=layer(2 * H))])
    valves = "zr" if is_gru else "fio"
    pins = {
        (k, way): Pins(
            [Pin(draw(st.sampled_from(valves)), draw(st.sampled_from([0.0, 0.3, 1.0])), (0,), T // 3)]
        )
        for k, way, _ in stack.directions
        if draw(st.booleans())
    }
    return list(stack.run(2 * rng.normal(size=(T, *batch, D)), pins=pins).layers)


@settings(max_examples=40)
@given(runs=layer_runs())
def test_the_parts_of_every_layer_and_direction_add_up_and_agree(runs: list[LayerRun]) -> None:
    for one in runs:
        memory = one.trace.values[one.trace.blueprint.lane]
        parts = np.stack([dye(one, step) for step in range(len(memory))])
        np.testing.assert_allclose(parts.sum(1), memory, rtol=0, atol=1e-12)
        followed = [dye_from(one, source) for source in (None, *range(len(memory)))]
        np.testing.assert_allclose(np.stack(followed, axis=1), parts, rtol=0, atol=1e-12)


@pytest.mark.parametrize("lengths", [None, (5, 2, 4)])
def test_steps_count_like_the_inputs_also_where_a_layer_reads_from_the_end(
    lengths: tuple[int, ...] | None,
) -> None:
    for one in both_ways(lengths):
        is_backward = one.direction == "backward"
        f, added, C, C0 = (one.trace.values[name] for name in ("f", "added", "C", "C0"))
        ages, lives = water_age(one), half_life(one)
        for sequence, length in enumerate(lengths or (5, 5, 5)):
            order = range(length)[::-1] if is_backward else range(length)
            amounts = {-1: C0[sequence]}
            for taken, t in enumerate(order):
                amounts = {source: part * f[t, sequence] for source, part in amounts.items()}
                amounts[t] = added[t, sequence]
                found = dye(one, t)[:, sequence]
                wanted = np.array([amounts.get(source, np.zeros(3)) for source in range(-1, 5)])
                np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-14)
                np.testing.assert_allclose(found.sum(0), C[t, sequence], rtol=0, atol=1e-12)
                layers = sediment(one, 1)[t, :, sequence]
                np.testing.assert_allclose(layers, wanted[:, 1], rtol=0, atol=1e-14)
                for source in range(-1, 5):
                    seen = dye_from(one, None if source < 0 else source)[t, sequence]
                    np.testing.assert_allclose(seen, wanted[source + 1], rtol=0, atol=1e-14)
                weights = np.abs(np.array(list(amounts.values())))
                old = (weights * np.arange(taken + 1, -1, -1)[:, None]).sum(0) / weights.sum(0)
                np.testing.assert_allclose(ages[t, sequence], old, rtol=1e-9)
            pace = -np.log(f[:length, sequence]).mean(0)
            np.testing.assert_allclose(lives[sequence], math.log(2) / pace, rtol=1e-9)


def test_the_last_step_of_several_lengths_is_that_of_each_sequence() -> None:
    for one in both_ways((5, 2, 4)):
        for sequence, length in enumerate((5, 2, 4)):
            np.testing.assert_array_equal(dye(one)[:, sequence], dye(one, length - 1)[:, sequence])
            assert not dye(one, -5)[:, 1].any()
        assert not dye(one, 3)[:, 1].any()
        assert not dye_from(one, 3)[:, 1].any()
        assert not water_age(one)[2:, 1].any()


def test_the_buying_price_of_the_caption() -> None:
    preset = json.loads((ROOT / "app/presets/stock-position.json").read_text())
    example = next(one for one in preset["examples"] if one["id"] == "two-trades")
    (layer,) = load(ROOT / "app/presets/stock-position.json").stack().run(np.array(example["inputs"])).layers
    assert layer.trace.C[23, 0] == pytest.approx(-0.414, abs=5e-4)
    parts = dye(layer, 23)[:, 0]
    assert parts[13] == pytest.approx(-0.415, abs=5e-4)
    emptied = np.array(example["inputs"])
    emptied[12] = 0
    (other,) = load(ROOT / "app/presets/stock-position.json").stack().run(emptied).layers
    assert other.trace.C[23, 0] == pytest.approx(-0.176, abs=5e-4)


@pytest.mark.parametrize("step", [5, -6])
def test_a_step_that_is_not_there_is_named(step: int) -> None:
    (layer, *_) = both_ways(None)
    for one in (layer, layer.trace):
        for take in (dye, dye_from):
            with pytest.raises(IndexError, match=f"step {step} is not in the run, expected 0 to 4"):
                take(one, step)


def test_a_unit_that_is_not_there_is_named() -> None:
    for unit in (3, -4):
        with pytest.raises(IndexError, match=f"unit {unit} is not in the run, expected 0 to 2"):
            sediment(both_ways(None)[0], unit)


def test_a_trace_that_runs_backward_is_not_taken_for_one_that_runs_forward() -> None:
    backward = both_ways(None)[1]
    for take in (dye, water_age, half_life):
        with pytest.raises(ValueError, match="from its last step to its first"):
            take(backward.trace)


def test_a_run_over_several_lengths_is_as_each_sequence_by_itself() -> None:
    rng = np.random.default_rng(2)
    params, x, C0 = LSTMParams.random(2, 3, rng), rng.normal(size=(5, 3, 2)), rng.normal(size=(3, 3))
    trace = run(params, x, C0=C0, lengths=(5, 2, 4))
    for sequence, length in enumerate((5, 2, 4)):
        alone = run(params, x[:length, sequence], C0=C0[sequence])
        np.testing.assert_allclose(dye(trace)[: length + 1, sequence], dye(alone), rtol=0, atol=1e-14)
        np.testing.assert_allclose(
            dye_from(trace, 1)[:length, sequence], dye_from(alone, 1), rtol=0, atol=1e-14
        )
        np.testing.assert_allclose(half_life(trace)[sequence], half_life(alone), rtol=1e-12)


def test_what_a_run_did_not_keep_is_named() -> None:
    trace = run(LSTMParams.random(1, 2, 0), np.ones((3, 1)), keep=("C",))
    with pytest.raises(AttributeError, match=r"add '\w+' to keep"):
        dye(trace)


@pytest.mark.filterwarnings("error")
def test_what_is_too_little_for_a_number_has_no_age() -> None:
    steps = np.arange(1, 601)
    found = Retention(np.full((600, 1), 0.25), np.zeros((600, 1)), np.ones(1)).ages()[:, 0]
    np.testing.assert_allclose(found[:500], steps[:500])
    np.testing.assert_array_equal(np.isnan(found), 0.25**steps == 0)
