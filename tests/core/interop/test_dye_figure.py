"""The heat map of Plotly: each cell is a part of a memory, the hue its sign."""

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, Trace, dye, run
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


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"step": 6}, "step 6 is not in the run, expected 0 to 5"),
        ({"unit": 4}, "unit 4 is not in the run, expected 0 to 3"),
        ({"sequence": 1}, "sequence 1 is not in the run, expected 0 to 0"),
    ],
)
def test_what_is_not_there_is_named(given: dict[str, int], says: str) -> None:
    with pytest.raises(IndexError, match=says):
        trace_of(LSTMParams.random(2, 4, 0)).dye_figure(**given)
