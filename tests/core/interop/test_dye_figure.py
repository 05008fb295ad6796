"""The heat map of Plotly: each cell is a part of a memory, the hue its sign."""

from typing import Any

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, Trace, dye, run, sediment
from lstm_core.picture.palette import LIGHT


def trace_of(params: LSTMParams | GRUParams, batch: tuple[int, ...] = ()) -> Trace:
    return run(params, np.random.default_rng(1).normal(size=(6, *batch, 2)))


@pytest.mark.parametrize("params", [LSTMParams.random(2, 20, 0), GRUParams.random(2, 20, 0)])
def test_all_units_of_a_step_stand_side_by_side(params: LSTMParams | GRUParams) -> None:
    trace = trace_of(params)
    (heat,) = trace.dye_figure(4).data
    np.testing.assert_array_equal(heat.z, dye(trace, 4))
    assert list(heat.x) == list(range(20))
    assert list(heat.y) == ["start", "0", "1", "2", "3", "4", "5"]
    assert heat.zmax == -heat.zmin == np.abs(dye(trace, 4)).max()
    colours = [colour for _, colour in heat.colorscale]
    assert colours == [LIGHT["negative"], LIGHT["card"], LIGHT["positive"]]


def test_a_unit_is_shown_over_all_steps() -> None:
    trace = trace_of(LSTMParams.random(2, 4, 0), (3,))
    figure = trace.dye_figure(unit=2, sequence=1)
    (heat,) = figure.data
    np.testing.assert_allclose(
        heat.z, np.stack([dye(trace, t)[:, 1, 2] for t in range(6)], axis=1), atol=1e-15
    )
    np.testing.assert_allclose(heat.z.sum(axis=0), trace.C[:, 1, 2], atol=1e-12)
    assert figure.layout.title.text == "C of unit 2, by when it came in"


@pytest.mark.parametrize("params", [LSTMParams.random(2, 4, 0), GRUParams.random(2, 4, 0)])
@pytest.mark.parametrize("batch", [(), (3,)])
def test_the_layers_of_a_sediment_are_its_parts_and_pile_up_to_the_memory(
    params: LSTMParams | GRUParams, batch: tuple[int, ...]
) -> None:
    trace = trace_of(params, batch)
    *bars, net = trace.dye_figure(unit=2, sequence=len(batch), form="sediment").data
    wanted = sediment(trace, 2) if not batch else sediment(trace, 2)[..., 1]
    names = ["start", *(f"step {step}" for step in range(6))]
    drawn = {bar.name: np.array(bar.y) for bar in bars}
    for name, column in zip(names, wanted.T, strict=True):
        np.testing.assert_array_equal(drawn.get(name, np.zeros(6)), column)
    for bar in bars:
        hues = [LIGHT["positive" if value > 0 else "negative"] for value in bar.y]
        assert list(bar.marker.color) == hues
    memory = trace.values[trace.blueprint.lane]
    np.testing.assert_allclose(net.y, memory[..., 2] if not batch else memory[:, 1, 2], atol=1e-12)
    assert net.name == trace.blueprint.lane


def test_many_small_layers_of_a_sediment_are_drawn_as_one() -> None:
    trace = run(LSTMParams.random(2, 3, 0), np.random.default_rng(1).normal(size=(90, 2)))
    *bars, _ = trace.dye_figure(unit=0, form="sediment").data
    assert [bar.name for bar in bars[-2:]] == ["50 small layers"] * 2
    assert len(bars) == 42
    np.testing.assert_allclose(sum(np.array(bar.y) for bar in bars), trace.C[:, 0], atol=1e-12)
    assert (np.array(bars[-2].y) >= 0).all()
    assert (np.array(bars[-1].y) <= 0).all()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"form": "cake"}, "form is 'cake', expected one of heat, sediment"),
        ({"form": "sediment"}, "unit is None, expected a unit"),
    ],
)
def test_a_form_that_cannot_be_drawn_is_named(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        trace_of(LSTMParams.random(2, 4, 0)).dye_figure(**given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"step": 6}, "step 6 is not in the run, expected 0 to 5"),
        ({"unit": 4}, "unit 4 is not in the run, expected 0 to 3"),
        ({"sequence": 1}, "sequence 1 is not in the run, expected 0 to 0"),
    ],
)
def test_what_is_not_there_is_named(given: dict[str, Any], says: str) -> None:
    with pytest.raises(IndexError, match=says):
        trace_of(LSTMParams.random(2, 4, 0)).dye_figure(**given)
