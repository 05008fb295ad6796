"""Small files that demand many resources are refused before anything is allocated."""

import io
import json
import struct
import time
import zipfile
from itertools import pairwise
from unittest.mock import Mock

import h5py
import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

import lstm_core.interop.frameworks.keras as keras
from lstm_core.interop import FormatError, Limits, dump, load
from lstm_core.interop.containers import safetensors
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

SECONDS = 5
"""What the quadratic readers took far longer than; a linear one takes milliseconds."""


@pytest.mark.parametrize("form", ["pytorch", "npz"])
def test_projections_are_counted_before_they_are_multiplied_out(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    H = 40
    W, U, b = ({g: np.zeros(shape) for g in GATES} for shape in ((H, 1), (H, 1), (H,)))
    stack = LayerStack([StackLayer(Layer.projecting(W, U, b, np.ones((1, H))))])
    data = dump(stack, "npz" if form == "npz" else "pytorch")
    assert load(data, Limits(weights=4 * H * H)).stack().width == 1
    monkeypatch.setattr(Layer, "projecting", lambda *_: pytest.fail("it was multiplied out"))
    with pytest.raises(FormatError, match="projections: found 6,400 weights, expected at most 6,399"):
        load(data, Limits(weights=4 * H * H - 1))


def test_a_projection_is_inverted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    invert = Mock(wraps=np.linalg.pinv)
    monkeypatch.setattr(np.linalg, "pinv", invert)
    W, U, b = ({g: np.zeros(shape) for g in GATES} for shape in ((3, 1), (3, 2), (3,)))
    layer = Layer.projecting(W, U, b, [[1, 0, 0], [0, 2, 0]])
    for _ in range(3):
        trace, _ = layer.run([[0.0]], h0=[0.5, 0.5])
        assert trace.h0 == pytest.approx([0.5, 0.25, 0])
    assert invert.call_count == 1


def test_a_name_twice_among_many_is_found_at_once() -> None:
    names = [f'"{n:07}":0' for n in range(100_000)]
    header = ("{" + ",".join([*names, names[-1]]) + "}").encode()
    start = time.process_time()
    with pytest.raises(FormatError, match="'0099999' twice"):
        load(struct.pack("<Q", len(header)) + header)
    assert time.process_time() - start < SECONDS


def test_a_configuration_and_a_preset_have_a_limit_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b"[" + b"[]," * 400_000 + b"0]")
        archive.writestr(keras.WEIGHTS, b"")
    monkeypatch.setattr(json, "loads", lambda *_: pytest.fail("it was parsed"))
    with pytest.raises(FormatError, match="json: found 1,200,003 bytes, expected at most 1,048,576"):
        load(stream.getvalue())
    with pytest.raises(FormatError, match="8,388,609 bytes of JSON, expected at most 8,388,608"):
        load(b"{" + b" " * 2**23)


def test_widened_numbers_of_hdf5_are_counted() -> None:
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        file.create_dataset("a", (1_000_000,), "i1")
    with pytest.raises(FormatError, match="8,000,000 bytes when unpacked, expected at most 7,000,000"):
        load(stream.getvalue(), Limits(unpacked_bytes=7_000_000))


def lstms(count: int, identities: int = 0) -> bytes:
    """Return a graph whose LSTM nodes share their constants and read X by way of Identity nodes."""
    constants = {"W": np.zeros((1, 8, 1), "f4"), "R": np.zeros((1, 8, 2), "f4")}
    names = ["X", *(f"i{n}" for n in range(identities))]
    nodes = [helper.make_node("Identity", [a], [b]) for a, b in pairwise(names)]
    nodes += [
        helper.make_node("LSTM", [names[-1], "W", "R"], [f"Y{n}"], name=f"n{n}", hidden_size=2)
        for n in range(count)
    ]
    x = helper.make_tensor_value_info("X", TensorProto.FLOAT, [1, 1, 1])
    made = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    data: bytes = helper.make_model(helper.make_graph(nodes, "g", [x], [], made)).SerializeToString()
    return data


def test_lstm_nodes_and_the_weights_that_they_share_are_counted() -> None:
    assert len(load(lstms(64)).stacks) == 64
    with pytest.raises(FormatError, match="more than 64 LSTM nodes"):
        load(lstms(65))
    assert len(load(lstms(3), Limits(weights=72)).stacks) == 3
    with pytest.raises(FormatError, match="node n2: found 72 weights, expected at most 71"):
        load(lstms(3), Limits(weights=71))


def test_long_chains_of_identity_nodes_are_followed_once() -> None:
    data = lstms(64, 9000)
    start = time.process_time()
    assert len(load(data).stacks) == 64
    graph = Graph(data, Limits())
    for _ in range(9000):
        assert graph.constant("i8999") is None
    assert graph.constant("W") is graph.constant("W")
    assert time.process_time() - start < SECONDS


def test_a_header_of_many_tensors_still_fits() -> None:
    arrays = {f"{'a' * 60}.{n}": np.zeros(1) for n in range(15_000)}
    assert len(safetensors.parse(safetensors.serialise(arrays, {}), Limits())[0]) == 15_000
