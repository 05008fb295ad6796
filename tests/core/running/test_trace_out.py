"""A trace is exported as lists, as a file and as a table, with the same numbers each time."""

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_core import LSTMParams, Trace, run
from tests.core.layers import ARRAYS


@pytest.fixture
def trace() -> Trace:
    rng = np.random.default_rng(0)
    return run(LSTMParams.random(2, 3, 0), rng.normal(size=(4, 2)), rng.normal(size=3), rng.normal(size=3))


def test_lists_hold_the_same_numbers_after_json(trace: Trace) -> None:
    again = json.loads(json.dumps(trace.to_dict()))
    assert tuple(again) == ARRAYS
    for name, values in again.items():
        np.testing.assert_array_equal(np.array(values), getattr(trace, name))


def test_a_file_holds_the_same_numbers(trace: Trace, tmp_path: Path) -> None:
    stream = io.BytesIO()
    trace.to_npz(stream)
    trace.to_npz(tmp_path / "trace.npz")
    stream.seek(0)
    for source in (stream, tmp_path / "trace.npz"):
        with np.load(source, allow_pickle=False) as arrays:
            assert tuple(arrays) == ARRAYS
            for name in ARRAYS:
                np.testing.assert_array_equal(arrays[name], getattr(trace, name))


def test_a_file_holds_the_labels_as_texts(trace: Trace) -> None:
    batch = run(LSTMParams.random(2, 3, 0), np.zeros((2, 2, 2)))
    for labelled, labels in (
        (trace.labelled(["the", "猫", "", "sat"]), ["the", "猫", "", "sat"]),
        (batch.labelled([["a", "b"], ["c", "d"]]), [["a", "c"], ["b", "d"]]),
    ):
        stream = io.BytesIO()
        labelled.to_npz(stream)
        stream.seek(0)
        with np.load(stream, allow_pickle=False) as arrays:
            assert arrays["labels"].tolist() == labels
            np.testing.assert_array_equal(arrays["C"], labelled.C)


def test_a_data_frame_has_a_row_for_each_step_and_unit(trace: Trace) -> None:
    frame = trace.to_dataframe()
    assert list(frame.columns) == ["step", "unit", *ARRAYS[3:]]
    assert len(frame) == 12
    one = frame[(frame.step == 2) & (frame.unit == 1)].iloc[0]
    assert [one.f, one.C, one.z_o] == [trace.f[2, 1], trace.C[2, 1], trace.z_o[2, 1]]


def test_a_batch_has_a_column_for_its_sequences() -> None:
    trace = run(LSTMParams.random(1, 2, 0), np.random.default_rng(1).normal(size=(3, 2, 1)))
    columns = trace.columns()
    row = 1 * 4 + 1 * 2 + 0
    assert [int(columns[name][row]) for name in ("step", "sequence", "unit")] == [1, 1, 0]
    assert columns["h"][row] == trace.h[1, 1, 0]


def test_a_single_step_is_no_table(trace: Trace) -> None:
    with pytest.raises(ValueError, match="without time, expected the trace of a run"):
        trace.at(0).columns()


def test_a_trace_is_named_by_its_sizes(trace: Trace) -> None:
    batch = run(LSTMParams.random(1, 2, 0), np.zeros((3, 5, 1)))
    assert [repr(one) for one in (trace, trace.at(0), batch, batch.at(1))] == [
        "<Trace: 4 steps, 3 units>",
        "<Trace: one step, 3 units>",
        "<Trace: 3 steps, 5 sequences, 2 units>",
        "<Trace: one step, 5 sequences, 2 units>",
    ]


def test_without_pandas_the_way_to_install_it_is_told(trace: Trace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'memory-pipe\[dataframe\]'"):
        trace.to_dataframe()


def test_jupyter_shows_the_last_step(trace: Trace) -> None:
    assert trace._repr_html_() == trace.picture(3).svg
    assert trace._repr_html_() != trace.picture(0).svg
