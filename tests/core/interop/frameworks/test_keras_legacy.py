"""Older files: of Keras 1, of Keras 2, of layers for cuDNN, and what Keras 3 saves as ``.h5``."""

import importlib.util
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from lstm_core.interop import FormatError, load, read
from tests.core.interop.agreement import FIXTURES, equal, expected
from tests.fixtures import make_keras_legacy

pytestmark = pytest.mark.usefixtures("hdf5_here")
needs_keras = pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")
FORMS = {
    "1": ["lstm", "gru_reset_before", "gru_reset_before", "rnn"],
    "2": ["lstm", "gru_reset_before", "gru_reset_before", "rnn"],
    "cudnn": ["lstm", "gru", "gru"],
    "3": ["lstm", "gru", "gru", "rnn"],
}


def check(path: Path, case: dict[str, Any], kind: str) -> None:
    contents = load(path)
    assert (contents.format, contents.notes, list(contents.stacks)) == ("keras", (), ["lstm_1"])
    trace = contents.stack(head="dense_1").run(case["x"])
    assert [one.trace.blueprint.name for one in trace.layers] == FORMS[kind]
    equal(trace.layers[0].h.swapaxes(0, 1), case["first"])
    equal(trace.outputs, case["outputs"])


@pytest.mark.parametrize("kind", FORMS)
def test_an_older_file_computes_what_keras_computes(kind: str) -> None:
    check(FIXTURES / f"keras-legacy-{kind}.h5", expected(f"keras-legacy-{kind}"), kind)


@needs_keras
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", FORMS)
def test_a_file_written_now_computes_what_keras_computes(kind: str, tmp_path: Path) -> None:
    model, case = make_keras_legacy.make(kind, 99)
    path = tmp_path / "model.h5"
    model.save(path) if kind == "3" else make_keras_legacy.write(path, model, kind)
    check(path, case, kind)


def test_weights_alone_are_single_layers_and_say_what_is_not_known() -> None:
    contents, case = read(FIXTURES / "keras-legacy-weights.h5"), expected("keras-legacy-weights")
    untold = "the file holds no configuration of it: activations are taken as tanh and sigmoid"
    assert sorted(contents.notes) == [
        f"layer bidirectional_1: {untold}, the outputs of both directions as concatenated",
        f"layer lstm_1: {untold}, its direction as forward",
        f"layer simplernn_1: {untold}, its direction as forward",
    ]
    whole = contents.join("lstm_1", "bidirectional_1", "simplernn_1", head="dense_1")
    equal(replace(whole, assumptions=()).run(case["x"]).outputs, case["outputs"])
    assert [one.name for one in contents.ignored] == [
        "dense_1/dense_1/kernel:0",
        "dense_1/dense_1/bias:0",
    ]


def changed(kind: str, change: Callable[[Any, dict[str, Any]], None]) -> bytes:
    """Return an older file with another configuration or other weights."""
    stream = io.BytesIO((FIXTURES / f"keras-legacy-{kind}.h5").read_bytes())
    with h5py.File(stream, "a") as file:
        config = json.loads(file.attrs["model_config"])
        change(file, config)
        file.attrs["model_config"] = json.dumps(config).encode()
    return stream.getvalue()


def _first(config: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = config["config"][0]["config"]
    return found


def _hard(_file: Any, config: dict[str, Any]) -> None:
    _first(config)["inner_activation"] = "hard_sigmoid"


def _backwards(_file: Any, config: dict[str, Any]) -> None:
    _first(config)["go_backwards"] = True


def _lacking(file: Any, _config: dict[str, Any]) -> None:
    del file["model_weights/lstm_1/lstm_1_W_o:0"]


def _wide(file: Any, _config: dict[str, Any]) -> None:
    del file["model_weights/lstm_1/lstm_1_b_o:0"]
    file["model_weights/lstm_1/lstm_1_b_o:0"] = np.zeros(5, np.float32)


def _alone(file: Any, _config: dict[str, Any]) -> None:
    for name in ("lstm_1", "bidirectional_1", "simplernn_1"):
        del file[f"model_weights/{name}"]


def _no_json(file: Any, config: dict[str, Any]) -> None:
    del file["model_weights/dense_1"]
    config["config"] = 70 * [1]
    for _ in range(70):
        config["config"] = [config["config"]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_hard, "layer lstm_1, recurrent_activation: found 'hard_sigmoid', expected 'sigmoid'"),
        (_backwards, "layer lstm_1, go_backwards: found True, expected False"),
        (_lacking, "lstm_1/lstm_1: found weights of c, f, i, expected those of i, f, c, o or of z, r, h"),
        (_wide, "lstm_1/lstm_1: found weights of c, f, i, o of several shapes, expected one shape"),
        (_alone, "data sets: found model_weights/dense_1/dense_1_W:0, model_weights/dense_1/dense_1_b:0, "),
        (_no_json, "more than 64 nested layers"),
    ],
)
def test_what_is_not_ours_is_named_in_the_files_own_words(
    change: Callable[[Any, dict[str, Any]], None], message: str
) -> None:
    with pytest.raises(FormatError) as fault:
        read(changed("1", change))
    assert message in str(fault.value)


def test_a_gru_of_keras_2_that_does_not_say_so_resets_before_the_product() -> None:
    def change(file: Any, config: dict[str, Any]) -> None:
        inner = config["config"][2]["config"]["layer"]["config"]
        del inner["reset_after"]
        for way in ("forward", "backward"):
            del file[f"model_weights/bidirectional_1/bidirectional_1/{way}_gru_1/bias:0"]

    stack = load(changed("2", change)).stack()
    names = [cell.params.blueprint.name for _, _, cell in stack.directions]
    assert names == ["lstm", "gru_reset_before", "gru_reset_before", "rnn"]


def test_cells_are_taken_in_the_order_in_which_the_file_lists_them() -> None:
    rng = np.random.default_rng(0)
    stream, sizes = io.BytesIO(), {"b": (3, 2), "a": (2, 5)}
    with h5py.File(stream, "w") as file:
        names = [f"rnn/{cell}/{kind}:0" for cell in sizes for kind in ("kernel", "recurrent_kernel", "bias")]
        layer = file.create_group("rnn")
        layer.attrs["weight_names"] = [name.encode() for name in names]
        for cell, (D, H) in sizes.items():
            for kind, shape in (("kernel", (D, 4 * H)), ("recurrent_kernel", (H, 4 * H)), ("bias", (4 * H,))):
                layer[f"rnn/{cell}/{kind}:0"] = rng.normal(size=shape).astype(np.float32)
        cells = {"class_name": "StackedRNNCells", "config": {"cells": 2 * [_described("LSTMCell")]}}
        model = {"class_name": "Model", "config": {"layers": [_described("RNN", name="rnn", cell=cells)]}}
        file.attrs["model_config"] = json.dumps(model).encode()
    stack = load(stream.getvalue()).stack()
    assert [(cell.params.D, cell.params.H) for _, _, cell in stack.directions] == [(3, 2), (2, 5)]


def _described(kind: str, **config: object) -> dict[str, object]:
    return {"class_name": kind, "config": config}
