"""The standard's own cases for LSTM, GRU and RNN, as they are generated: the weights are inputs."""

from importlib import import_module
from typing import Any

import numpy as np
import onnx
import pytest
from onnx.backend.test.case import node as standard

from lstm_core.interop import FormatError, load, read

FIRST = "X"

# NumPy once called a product of theirs invalid, and not the next time; the numbers are compared below.
with np.errstate(invalid="ignore"):
    UNITS = [import_module(f"{standard.__name__}.{unit}") for unit in ("lstm", "gru", "rnn")]
CASES: dict[str, Any] = {
    case.name: case
    for unit in UNITS  # each brings its cases; to collect all of the standard takes half a minute
    for case in vars(standard)["_NodeTestCases"]
    if unit.__name__.endswith(f".{case.model.graph.node[0].op_type.lower()}")
}


def case_of(name: str) -> tuple[bytes, dict[str, Any], dict[str, Any]]:
    """Return a case's file, its inputs and what comes out, by name."""
    case = CASES[name]
    ((given, wanted),) = case.data_sets
    graph = case.model.graph
    inputs = dict(zip((one.name for one in graph.input), given, strict=True))
    outputs = dict(zip((one.name for one in graph.output), wanted, strict=True))
    return case.model.SerializeToString(), inputs, outputs


def test_there_are_cases_of_every_unit() -> None:
    told = " ".join(CASES)
    assert [told.count(f"test_{unit}_") for unit in ("lstm", "gru", "rnn", "simple_rnn")] == [6, 6, 1, 5]


@pytest.mark.parametrize("name", CASES)
def test_a_case_of_the_standard_gives_its_numbers(name: str) -> None:
    data, inputs, wanted = case_of(name)
    x = inputs.pop(FIRST)
    stack = load(data, values=inputs).stack(strict=True)
    run = stack.run(x)
    first = run.batch_first
    for output, values in wanted.items():
        ours = [one.h if output == "Y" else one.last["h" if output == "Y_h" else "C"] for one in run.layers]
        joined = np.stack(ours, axis=1 if output == "Y" else 0)
        if first:
            joined = joined.transpose(2, 0, 1, 3) if output == "Y" else joined.swapaxes(0, 1)
        np.testing.assert_allclose(joined, values, rtol=0, atol=2e-6)


def test_weights_without_values_are_told_to_be_inputs() -> None:
    data, _, _ = case_of(next(iter(CASES)))
    said = r"W: found W, an input of the model, expected an initializer of the file; or its value, load\("
    with pytest.raises(FormatError, match=said + r"\.\.\., values=\{'W': array\}\)"):
        read(data)


def test_a_value_needs_an_input() -> None:
    data, inputs, _ = case_of(next(iter(CASES)))
    with pytest.raises(
        FormatError, match="values: found one for 'V', expected the name of an input: X, W, R"
    ):
        load(data, values={"V": np.zeros(1)})
    model = onnx.load_model_from_string(data)
    model.graph.initializer.append(onnx.numpy_helper.from_array(inputs["W"], "W"))
    with pytest.raises(FormatError, match="values: found one for 'W'"):
        load(model.SerializeToString(), values=inputs)


def test_other_formats_have_no_inputs() -> None:
    with pytest.raises(FormatError, match="values: found some for W, expected none, as only ONNX has inputs"):
        load(b'{"a": 1}', values={"W": np.zeros(1)})


def test_the_whole_model_runs_with_the_same_values() -> None:
    name = next(name for name in CASES if "lstm_defaults" in name)
    data, inputs, wanted = case_of(name)
    x = inputs.pop(FIRST)
    (run,) = load(data, values=inputs).run_model({FIRST: x}).values()
    np.testing.assert_allclose(run.layers[0].trace.last["h"], wanted["Y_h"][0], rtol=0, atol=1e-6)
