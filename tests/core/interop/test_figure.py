"""The Plotly figure: each line is a unit's values, in the colour of its role."""

import re
import sys

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, Trace, run
from lstm_core.picture.palette import LIGHT

ROLES = {"f": "forget", "i": "write", "o": "output", "g": "candidate", "C": "memory", "h": "memory"}


def trace_of(H: int, batch: tuple[int, ...] = ()) -> Trace:
    rng = np.random.default_rng(H)
    return run(LSTMParams.random(2, H, rng), rng.normal(size=(7, *batch, 2)))


def test_one_row_per_field_and_one_line_per_unit() -> None:
    trace = trace_of(3)
    figure = trace.figure()
    assert [(line.meta["field"], line.meta["unit"]) for line in figure.data] == [
        (field, unit) for field in "fiogCh" for unit in range(3)
    ]
    for line in figure.data:
        np.testing.assert_array_equal(line.y, getattr(trace, line.meta["field"])[:, line.meta["unit"]])
        np.testing.assert_array_equal(line.x, range(7))
        assert line.line.color == LIGHT[ROLES[line.meta["field"]]]
        assert line.name == f"unit {line.meta['unit']}"
        row = figure.layout["yaxis" + line.yaxis.removeprefix("y")]
        if row.range is not None:
            assert row.range[0] < min(line.y) <= max(line.y) < row.range[1]
    assert len({line.line.dash for line in figure.data[:3]}) == 3
    wide = trace_of(8).figure().data[:8]
    assert len({(line.line.dash, line.opacity) for line in wide}) == 8
    assert re.findall("<b>(.)</b>", str(figure.layout.annotations)) == list("fiogCh")


def test_the_rows_of_a_gru_are_the_labs_and_an_h_that_may_start_anywhere_has_no_bounds() -> None:
    params = GRUParams.random(2, 3, np.random.default_rng(1))
    figure = run(params, np.ones((4, 2)), h0=[5.0, 0.0, 0.0]).figure()
    assert [line.meta["field"] for line in figure.data[::3]] == ["r", "z", "fresh", "n", "h"]
    assert [note.text for note in figure.layout.annotations][:3] == [
        "<b>r</b> reset gate", "<b>z</b> update gate", "<b>fresh</b> 1 - z"
    ]  # fmt: skip
    assert max(figure.data[-3].y) > 1.08
    assert figure.layout.yaxis5.range is None


def test_units_are_chosen_and_named() -> None:
    trace = trace_of(30, batch=(4,))
    figure = trace.figure(units=[29, 5], sequence=2)
    assert {line.meta["unit"] for line in figure.data} == {29, 5}
    np.testing.assert_array_equal(figure.data[0].y, trace.f[:, 2, 29])
    assert figure.layout.title.text == "Gates and memory, sequence 2 of 4, units 29, 5 of 30"
    assert len(trace.figure().data) == 6 * 8


def test_what_has_no_time_is_no_figure() -> None:
    with pytest.raises(ValueError, match="without time, expected the trace of a run"):
        trace_of(2).at(0).figure()
    with pytest.raises(ValueError, match="units name -1"):
        trace_of(2).figure(units=[-1])


def test_without_plotly_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    with pytest.raises(ImportError, match=r"pip install 'memory-pipe\[figure\]'"):
        trace_of(1).figure()
