"""Files for Keras; tests/fixtures/make_keras.py keeps what Keras 3 computed with one of them."""

import importlib.util
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, dump, load
from lstm_core.interop.frameworks.keras import WEIGHTS
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.interop.agreement import FIXTURES, equal, expected, same
from tests.core.interop.frameworks.keras_stack import MERGES, UNITS, Merge, both_ways, of_every_unit

needs_keras = pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")
pytestmark = pytest.mark.usefixtures("hdf5_here")
X = np.random.default_rng(3).normal(size=(2, 6, 3)).astype("f4")


def contents(data: bytes) -> tuple[dict[str, bytes], dict[str, Array], dict[str, str]]:
    """Return the text files of an archive, its arrays, and the names of its layers."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    texts = {name: archive.read(name) for name in archive.namelist() if name != WEIGHTS}
    arrays, names = {}, {}
    with h5py.File(io.BytesIO(archive.read(WEIGHTS))) as file:

        def visit(path: str, node: h5py.Group | h5py.Dataset) -> None:
            if isinstance(node, h5py.Dataset):
                arrays[path] = node[...]
            elif "name" in node.attrs:
                names[path] = node.attrs["name"]

        file.visititems(visit)
    return texts, arrays, names


def test_a_file_is_the_one_that_keras_has_read() -> None:
    theirs, ours = (FIXTURES / "keras-written.keras").read_bytes(), dump(of_every_unit(), "keras")
    (texts, arrays, names), (known, numbers, titles) = contents(ours), contents(theirs)
    assert (texts, names) == (known, titles)
    assert arrays.keys() == numbers.keys()
    for path, array in arrays.items():
        np.testing.assert_array_equal(array, numbers[path], err_msg=path)
    case = expected("keras-written")
    equal(of_every_unit().run(case["x"]).outputs, case["outputs"])


@pytest.mark.parametrize("merge", MERGES)
@pytest.mark.parametrize("name", UNITS)
def test_what_is_written_is_read_again_bit_by_bit(name: str, merge: Merge) -> None:
    stack, found = both_ways(name, merge), load(dump(both_ways(name, merge), "keras"))
    assert (found.format, found.notes, found.ignored) == ("keras", (), ())
    back = found.stack()
    same(back, stack)
    assert (back.layers[0].merge, back.batch_first) == (merge, True)
    np.testing.assert_array_equal(back.run(X).h, stack.run(X).h)


@needs_keras
@pytest.mark.parametrize("merge", MERGES)
@pytest.mark.parametrize("name", UNITS)
def test_keras_computes_the_same(name: str, merge: Merge, tmp_path: Path) -> None:
    import keras

    stack = both_ways(name, merge)
    (tmp_path / "model.keras").write_bytes(dump(stack, "keras"))
    equal(stack.run(X).h, keras.saving.load_model(tmp_path / "model.keras").predict(X, verbose=0))


def test_a_head_is_a_dense_layer_of_that_name() -> None:
    found = load(dump(of_every_unit(), "keras"))
    assert list(found.linears) == ["head"]
    np.testing.assert_array_equal(found.stack(head="head").run(X).outputs, of_every_unit().run(X).outputs)


def test_float64_stays_float64() -> None:
    stack = LayerStack([StackLayer(Layer(LSTMParams.random(3, 2, np.random.default_rng(0), "none")))])
    config = json.loads(contents(dump(stack, "keras"))[0]["config.json"])
    assert {layer["config"]["dtype"] for layer in config["config"]["layers"]} == {"float64"}
    same(load(dump(stack, "keras")).stack(), replace(stack, batch_first=True))


def _lstm(peepholes: str = "none") -> Layer:
    return Layer(LSTMParams.random(3, 2, np.random.default_rng(0), peepholes))  # type: ignore[arg-type]  # a name from a list


def _projected() -> Layer:
    rng = np.random.default_rng(0)
    W, U, b = ({g: rng.normal(size=(2, *n)) for g in "figo"} for n in ((3,), (1,), ()))
    return Layer.projecting(W, U, b, rng.normal(size=(1, 2)))  # type: ignore[arg-type]  # letters of a string


@pytest.mark.parametrize(
    ("layer", "says"),
    [
        (StackLayer(_projected()), "layer 0, forward: found a projection"),
        (StackLayer(_lstm("diagonal")), "layer 0, forward: found peepholes"),
        (StackLayer(_lstm().starting(np.zeros(2), np.zeros(2))), "layer 0, forward: found first states"),
        (StackLayer(backward=_lstm()), "layer 0: found a layer that runs backward alone"),
        (
            StackLayer(_lstm(), both_ways("gru", "sum").layers[0].backward),
            "layer 0: found directions of lstm and gru",
        ),
        (
            StackLayer(_lstm(), Layer(LSTMParams.random(3, 4, np.random.default_rng(0), "none"))),
            "layer 0: found directions of different sizes",
        ),
    ],
)
def test_what_keras_has_no_layer_for_is_named(layer: StackLayer, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        dump(LayerStack([layer]), "keras")


def test_lengths_that_are_fixed_are_named() -> None:
    stack = replace(of_every_unit(), lengths=(2, 3))
    with pytest.raises(FormatError, match="sequences whose lengths are fixed"):
        dump(stack, "keras")
