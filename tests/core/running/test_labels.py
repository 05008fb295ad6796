"""Steps have labels, such as tokens: tables, files, figures and pictures show them."""

import csv
import io
import json

import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams, Trace, run
from lstm_core.command.outputs import write_trace
from lstm_core.command.progress import Progress
from lstm_core.interop.recorded import read_recorded
from lstm_core.stacks.trace import StackRun

WORDS = ["the", "cat", 'a, "b"', "<&>"]


def make(batch: int | None = None) -> StackRun:
    shape = (4, 2) if batch is None else (4, batch, 2)
    x = np.random.default_rng(0).normal(size=shape)
    return LayerStack.of(LSTMParams.random(2, 3, 0)).run(x)


@pytest.fixture
def trace() -> Trace:
    return make().layers[0].trace.labelled(WORDS)


def written(found: StackRun, form: str) -> str:
    stream = io.BytesIO()
    write_trace(found, form, stream, Progress(io.StringIO(), "", None))
    return stream.getvalue().decode()


def test_a_table_has_the_label_of_its_step(trace: Trace) -> None:
    frame = trace.to_dataframe()
    assert list(frame.columns)[:3] == ["step", "unit", "label"]
    assert [*frame[frame.unit == 1].label] == WORDS
    assert frame[frame.label == "cat"].C.tolist() == trace.C[1].tolist()


def test_each_sequence_of_a_batch_has_its_own_labels() -> None:
    found = make(2).labelled([WORDS, list("wxyz")])
    table = found.layers[0].trace.columns()
    assert table["label"][(table["step"] == 2) & (table["sequence"] == 1)].tolist() == ["y"] * 3
    assert found.labels == (tuple(WORDS), tuple("wxyz"))
    assert make(2).labelled(WORDS).labels == (tuple(WORDS),) * 2


def test_padding_has_empty_labels() -> None:
    stack = LayerStack.of(LSTMParams.random(2, 3, 0))
    found = stack.run(np.ones((4, 2, 2)), lengths=[4, 2]).labelled([list("abcd"), list("ef")])
    assert found.labels == (("a", "b", "c", "d"), ("e", "f", "", ""))


def test_files_say_the_labels_and_are_read_as_without() -> None:
    found, plain = make().labelled(WORDS), make()
    rows = list(csv.DictReader(io.StringIO(written(found, "csv"))))
    assert [row["label"] for row in rows[::3]] == WORDS
    assert [float(row["C"]) for row in rows] == plain.layers[0].trace.C.reshape(-1).tolist()
    lines = [json.loads(line) for line in written(found, "ndjson").splitlines()]
    assert [line["label"] for line in lines] == WORDS
    assert lines[3]["layers"][0]["trace"]["C"] == plain.layers[0].trace.C[3].tolist()
    assert json.loads(written(found, "json"))["labels"] == WORDS
    again = read_recorded(written(found, "csv").encode())
    assert again is not None
    np.testing.assert_array_equal(again[0, "forward"]["f"], plain.layers[0].trace.f)


def test_lines_of_a_batch_say_the_labels_of_all_sequences() -> None:
    lines = written(make(2).labelled([WORDS, list("wxyz")]), "ndjson").splitlines()
    assert json.loads(lines[1])["label"] == ["cat", "x"]


def test_the_picture_says_what_its_step_reads(trace: Trace) -> None:
    drawn = trace.picture(3)
    assert "step 3 of 0 to 3, &lt;&amp;&gt;" in drawn.svg
    assert ", the" not in trace.picture(1).svg
    assert "one step, cat" in trace.at(1).picture().svg


def test_a_label_is_drawn_on_one_line_and_not_too_long(trace: Trace) -> None:
    shown = trace.labelled(["a\nb", "\0", "x" * 99, ""])
    assert "step 0 of 0 to 3, a\N{REPLACEMENT CHARACTER}b" in shown.picture(0).svg
    assert f"{'x' * 23}\N{HORIZONTAL ELLIPSIS}" in shown.picture(2).svg
    assert "\0" not in shown.picture(1).svg


def test_the_figure_names_its_steps(trace: Trace) -> None:
    figure = trace.figure()
    assert figure.layout.xaxis.ticktext == ("0 the", "1 cat", '2 a, "b"', "3 <&>")
    assert list(figure.data[0].text) == WORDS
    assert make().layers[0].trace.figure().layout.xaxis.ticktext is None


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("text", "labels are the text 'text', expected a list of texts"),
        (["a"], "labels are 1, expected 4, one per step"),
        (["a", "b", 3, "d"], "labels: found 3, expected a list of texts"),
        ([["a"] * 4], "labels: found .'a', 'a', 'a', 'a'., expected a list of texts"),
    ],
)
def test_wrong_labels_are_refused(labels: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make().labelled(labels)


def test_wrong_labels_of_a_batch_are_refused() -> None:
    with pytest.raises(ValueError, match="labels are 3 lists, expected 2, one per sequence"):
        make(2).labelled([WORDS] * 3)
    with pytest.raises(ValueError, match="labels of sequence 1 are 3, expected 4"):
        make(2).labelled([WORDS, WORDS[:3]])


def test_one_step_takes_no_labels() -> None:
    with pytest.raises(ValueError, match="without time"):
        run(LSTMParams.random(2, 3, 0), np.ones((2, 2))).at(0).labelled(["a"])
