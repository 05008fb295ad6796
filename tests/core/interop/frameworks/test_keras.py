"""Keras files, against what Keras computed with them."""

import importlib.util
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core.arrays import Array
from lstm_core.interop import FormatError, ModelAssumption, load, read
from lstm_core.interop.contents import Contents
from tests.core.interop.agreement import FIXTURES, equal, expected, same
from tests.core.interop.containers.test_hdf5_contents import hdf5
from tests.fixtures import make_keras

needs_keras = pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")
pytestmark = pytest.mark.usefixtures("hdf5_here")


def batch_first(array: Array) -> Array:
    """Return an array of the fixtures, which have the steps first, as Keras takes and gives it."""
    return array.swapaxes(0, 1)


def check_chain(contents: Contents, case: dict[str, Any]) -> None:
    assert list(contents.stacks) == ["first"]
    trace = contents.stack(head="out").run(batch_first(case["x"]))
    equal(trace.layers[0].h, case["first"])
    equal(trace.layers[0].trace.C[-1], case["first_last_C"])
    equal(np.concatenate([one.h for one in trace.layers[1:3]], axis=-1), case["both"])
    equal(trace.h, batch_first(case["h"]))
    equal(trace.outputs, batch_first(case["outputs"]))


def check_apart(contents: Contents, case: dict[str, Any]) -> None:
    assert sorted(contents.stacks) == ["alone", "summed"]
    x = batch_first(case["x"])
    equal(contents.stack("alone").run(x).layers[0].trace.C[-1], case["alone_last_C"])
    for name in ("alone", "summed"):
        equal(contents.stack(name).run(x).h, batch_first(case[name]))


def check_cells(contents: Contents, case: dict[str, Any]) -> None:
    assert list(contents.stacks) == ["two"]
    trace = contents.stack().run(batch_first(case["x"]))
    assert [one.trace.params.H for one in trace.layers] == [4, 5, 2]
    equal(trace.layers[1].h, case["two"])
    equal(trace.h, batch_first(case["h"]))


def check_units(contents: Contents, case: dict[str, Any]) -> None:
    assert list(contents.stacks) == ["after"]
    trace = contents.stack().run(batch_first(case["x"]))
    names = ["gru", "gru_reset_before", "gru_reset_before", "gru_reset_before", "rnn"]
    assert [one.trace.blueprint.name for one in trace.layers] == names
    equal(trace.layers[0].h, case["after"])
    equal(np.concatenate([one.h for one in trace.layers[1:3]], axis=-1), case["before"])
    equal(trace.layers[3].h, case["bare"])
    equal(trace.h, batch_first(case["h"]))


CHECKS = {"chain": check_chain, "apart": check_apart, "cells": check_cells, "units": check_units}


@pytest.mark.parametrize("kind", CHECKS)
def test_a_model_of_keras_computes_what_keras_computed(kind: str) -> None:
    contents = load(FIXTURES / f"keras-{kind}.keras")
    assert (contents.format, contents.notes) == ("keras", ())
    CHECKS[kind](contents, expected(f"keras-{kind}"))


@needs_keras
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", CHECKS)
def test_a_model_written_now_computes_what_keras_computes(kind: str, tmp_path: Path) -> None:
    model, case = make_keras.make(kind, 99)
    model.save(tmp_path / "model.keras")
    CHECKS[kind](load(tmp_path / "model.keras"), case)


def test_weights_alone_are_single_layers_that_can_be_put_together() -> None:
    contents, whole = (read(FIXTURES / f"keras-chain{end}") for end in (".weights.h5", ".keras"))
    assert sorted(contents.stacks) == ["both", "first", "last"]
    untold = "the file holds no configuration of it: activations are taken as tanh and sigmoid"
    assert sorted(contents.notes) == [
        f"layer both: {untold}, the outputs of both directions as concatenated",
        f"layer first: {untold}, its direction as forward",
        f"layer last: {untold}, its direction as forward",
    ]
    same(contents.join("first", "both", "last", head="out"), whole.stack(head="out"))
    assert [one.name for one in contents.ignored] == ["layers/dense/vars/0", "layers/dense/vars/1"]


def test_a_mask_is_said_and_lengths_take_its_place() -> None:
    case = expected("keras-masked")
    x, h = batch_first(case["x"]), batch_first(case["h"])
    note = "layer mask (Masking): it masks steps, here every step counts unless `lengths` say how many do"
    with pytest.warns(ModelAssumption) as warned:
        stack = load(FIXTURES / "keras-masked.keras").stack()
    assert [str(one.message) for one in warned] == [note, note]
    equal(stack.run(x, lengths=case["lengths"]).h, h)
    with pytest.warns(ModelAssumption, match="layer mask"):
        wrong = stack.run(x).h
    assert np.abs(wrong - h)[0, :4].max() > 1e-3
    with pytest.raises(ModelAssumption, match="layer mask"):
        stack.run(x, strict=True)


TENSOR = {"class_name": "__keras_tensor__", "config": {}}


@pytest.mark.parametrize(
    "call",
    [
        {"args": [TENSOR], "kwargs": {"initial_state": [TENSOR, TENSOR]}},
        {"args": [TENSOR, [TENSOR, TENSOR]], "kwargs": {}},
        [["x", 0, 0, {}], ["encoder", 0, 1, {}], ["encoder", 0, 2, {}]],
        [["x", 0, 0, {"initial_state": [["encoder", 0, 1]]}]],
    ],
)
def test_a_first_state_that_the_model_gives_is_said_and_one_of_a_run_takes_its_place(call: object) -> None:
    def change(layer: dict[str, Any]) -> None:
        if layer["config"].get("name") == "alone":
            layer["inbound_nodes"] = [call]

    told = "layer alone: the model gives it its first state; here it is zero unless a run gives"
    contents = read(changed_config("apart", change))
    assert contents.notes == (f"{told} h0", f"{told} C0")
    assert contents.join("summed").assumptions == ()
    stack = contents.join("alone")
    x, state = np.zeros((1, 2, stack.D)), [np.zeros((1, stack.width))]
    stack.run(x, h0=state, C0=state, strict=True)
    with pytest.raises(ModelAssumption, match="zero unless a run gives C0"):
        stack.run(x, h0=state, strict=True)


def changed_config(kind: str, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return a .keras file with another configuration; `change` gets the first layer that is no input."""
    stream = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / f"keras-{kind}.keras") as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "config.json":
                config = json.loads(data)
                for layer in config["config"]["layers"]:
                    change(layer)
                data = json.dumps(config).encode()
            new.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "recurrent_activation",
            "hard_sigmoid",
            "recurrent_activation: found 'hard_sigmoid', expected 'sigmoid'",
        ),
        ("activation", "relu", "layer first, activation: found 'relu', expected 'tanh'"),
        ("go_backwards", True, "layer first, go_backwards: found True, expected False"),
        ("merge_mode", None, "layer both, merge_mode: found None, expected concat, sum, mul or ave"),
    ],
)
def test_a_unit_that_is_not_ours_is_named(key: str, value: object, message: str) -> None:
    def change(layer: dict[str, Any]) -> None:
        if key in layer["config"] and layer["class_name"] in ("LSTM", "Bidirectional"):
            layer["config"][key] = value

    with pytest.raises(FormatError, match=message):
        load(changed_config("chain", change))


@pytest.mark.parametrize("name", ["activation", "recurrent_activation"])
@pytest.mark.parametrize(("layer", "found"), [("one", "layer one, cell"), ("two", "layer two, cell 1")])
def test_a_cell_inside_a_layer_that_is_not_ours_is_named(name: str, layer: str, found: str) -> None:
    def change(one: dict[str, Any]) -> None:
        if one["config"].get("name") == layer:
            cell = one["config"]["cell"]
            cells = cell["config"].get("cells", [cell])
            cells[-1]["config"][name] = "relu"

    with pytest.raises(FormatError, match=f"{found}, {name}: found 'relu', expected"):
        load(changed_config("cells", change))


def test_a_cell_of_another_class_is_named() -> None:
    def change(one: dict[str, Any]) -> None:
        if one["config"].get("name") == "two":
            one["config"]["cell"]["config"]["cells"][1]["class_name"] = "MyCell"

    with pytest.raises(FormatError, match="layer two, cell 1, cell: found MyCell, expected LSTMCell"):
        load(changed_config("cells", change))


def test_a_layer_without_a_configuration_is_noted() -> None:
    def change(one: dict[str, Any]) -> None:
        one["config"]["name"] = "hidden" if one["config"].get("name") == "one" else one["config"].get("name")

    contents = read(changed_config("cells", change))
    assert list(contents.stacks) == ["two", "one"]
    assert [note.split(":")[0] for note in contents.notes] == ["layer one"]


def test_a_head_with_an_activation_is_not_linear() -> None:
    def change(layer: dict[str, Any]) -> None:
        if layer["class_name"] == "Dense":
            layer["config"]["activation"] = "softmax"

    with pytest.raises(FormatError, match="found no linear layer 'out', expected one of nothing"):
        load(changed_config("chain", change)).stack(head="out")


def test_a_file_without_lstm_says_what_it_holds() -> None:
    def build(file: Any) -> None:
        del file["layers"]
        file["a/vars/0"] = np.zeros((2, 2))

    with pytest.raises(FormatError, match="data sets: found a/vars/0, expected an LSTM's"):
        load(hdf5(build))
