"""Files that are not models, or malicious: each gets a clear problem, and the server keeps running."""

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import h5py
import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from lstm_core.interop import Limits
from lstm_core.interop.containers import safetensors
from tests.app.models.files import MODELS, fixture, small_file, upload
from tests.app.problems import problem
from tests.core.onnx_models import onnx_lstm

START = "This file cannot be used. "
CONVERT = (
    "expected a .safetensors file, which holds numbers and no programs. "
    "Convert it where PyTorch is installed:\n"
    "    memory-pipe convert model.pt -o model.safetensors"
)


def send(client: TestClient, data: bytes, name: str = "model") -> Any:
    return client.post(MODELS, files={"file": (name, data)})


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tensors(header: dict[str, Any], numbers: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + numbers


def hdf5(build: Callable[[Any], None]) -> bytes:
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        build(file)
    return stream.getvalue()


def external_onnx() -> bytes:
    model = onnx.load_from_string(onnx_lstm(2, 2).data)
    tensor = model.graph.initializer[0]
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../../etc/passwd")
    return bytes(model.SerializeToString())


def weights(value: float) -> bytes:
    arrays = {name: np.full((4, 1), value, "f4") for name in ("weight_ih_l0", "weight_hh_l0")}
    return safetensors.serialise(arrays, {})


ONE = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}
WHOLE = fixture("pytorch-one.safetensors")
BOMB = b"a zip bomb"
"""Stands for 80 MB of zeros: only the worker that sends them packs them."""
CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file: found 0 bytes, expected a model"),
    "text": (b"hello, world", "file: found first bytes b'hello, w', expected a .safetensors, .npz,"),
    "html": (b"<!doctype html>", "file: found first bytes b'<!doctyp', expected"),
    "pickle": (pickle.dumps({"a": 1}), f"file: found a pickle, {CONVERT}"),
    "pickle in a zip": (
        zipped({"archive/data.pkl": b"\x80\x02.", "archive/data/0": b"0"}),
        f"file: found a PyTorch file, which is a pickle, {CONVERT}",
    ),
    "truncated safetensors": (WHOLE[:-8], "found data_offsets"),
    "truncated header": (WHOLE[:40], "header length: found"),
    "a header of 2^60 bytes": (struct.pack("<Q", 2**60) + b"{}", "header length: found"),
    "overlapping tensors": (tensors({"a": ONE, "b": ONE}, b"1234"), "overlaps the tensor before it"),
    "a gap": (tensors({"a": ONE | {"data_offsets": [4, 8]}}, b"12345678"), "a gap before it"),
    "a tensor too large": (
        tensors({"a": {"dtype": "F32", "shape": [2**40, 2**20], "data_offsets": [0, 4]}}, b"1234"),
        "tensor a: found 4 bytes, expected",
    ),
    "no LSTM": (
        safetensors.serialise({"fc.weight": np.zeros((2, 2))}, {}),
        "expected an LSTM's or a GRU's weight_ih_l0",
    ),
    "NaN": (weights(np.nan), "found nan at (0, 0), expected finite numbers"),
    "infinity": (weights(np.inf), "found inf at (0, 0), expected finite numbers"),
    "truncated zip": (zipped({"a.npy": b"x" * 100})[:-10], "archive: found no zip archive"),
    "a zip of nothing": (zipped({"readme.txt": b"hello"}), "archive: found readme.txt, expected"),
    "a path in a zip": (zipped({"../../evil.npy": b"1"}), "found a path out of the archive"),
    "a zip bomb": (BOMB, "bytes when unpacked, expected at most"),
    "JSON": (b'{"weights": 1}', "file: found JSON without weights, expected a preset"),
    "deep JSON": (b'{"weights":' * 50_000, "file: found no JSON"),
    "truncated HDF5": (fixture("keras-apart.weights.h5")[:3000], "HDF5 file: found damage"),
    "a soft link": (
        hdf5(lambda file: file.__setitem__("a", h5py.SoftLink("/etc"))),
        "link a: found a SoftLink, expected hard links alone",
    ),
    "a link to a file": (
        hdf5(lambda file: file.__setitem__("a", h5py.ExternalLink("/etc/passwd", "/"))),
        "link a: found a ExternalLink, expected hard links alone",
    ),
    "external HDF5": (
        hdf5(lambda file: file.create_dataset("a", (64,), "u1", external=[("/etc/passwd", 0, 64)])),
        "data set a: found virtual or external data, expected numbers in the file itself",
    ),
    "an HDF5 bomb": (
        hdf5(lambda file: file.create_dataset("a", (2**34,), "f8", chunks=(1024,))),
        "bytes when unpacked, expected at most",
    ),
    "external ONNX": (external_onnx(), "expected"),
    "clipped ONNX": (onnx_lstm(2, 2, clip=1.0).data, "attribute clip: found 1.0, expected no such attribute"),
    "truncated ONNX": (onnx_lstm(2, 2).data[:-20], "file: found no protocol buffer"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_a_clear_problem(client: TestClient, name: str) -> None:
    data, words = CASES[name]
    if data is BOMB:
        data = zipped({"a.npy": b"\0" * 80_000_000})
    detail = problem(send(client, data), 422)["detail"]
    assert detail.startswith(START)
    assert words in detail
    assert "root:" not in detail
    assert len(detail) < 1000


@pytest.fixture(name="narrow", scope="module")
def _narrow() -> Any:
    limits = Settings(max_upload_bytes=3000, max_model_weights=100, model_store_bytes=2000)
    with TestClient(create_app(limits), raise_server_exceptions=False) as client:
        yield client


def test_files_over_a_limit_name_it(narrow: TestClient) -> None:
    answer = problem(send(narrow, b"x" * 3001), 413)
    assert (
        answer["detail"]
        == "The file is larger than the limit max_upload_bytes of 3000 bytes; raise the setting "
        "MEMORY_PIPE_MAX_UPLOAD_BYTES."
    )
    # 4 gates x 4 units x (3 inputs + 4 units + 1 bias) = 128 weights, and a linear layer of 2 x 4 + 2.
    assert problem(send(narrow, fixture("pytorch-one.safetensors")), 413)["detail"] == (
        "The model has 138 weights, over the limit max_model_weights of 100; raise the setting "
        "MEMORY_PIPE_MAX_MODEL_WEIGHTS."
    )
    padded = safetensors.parse(small_file(0), Limits())[0] | {"padding": np.zeros(200)}
    assert problem(send(narrow, safetensors.serialise(padded, {})), 413)["detail"].endswith(
        "over the limit model_store_bytes of 2000; raise the setting MEMORY_PIPE_MODEL_STORE_BYTES."
    )
    assert upload(narrow, small_file(0))["inputs"] == 1


SEEDS = (WHOLE, fixture("keras-apart.keras"), onnx_lstm(2, 2, direction="bidirectional").data, small_file(1))


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4),
    st.floats(0, 1),
)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_a_file_with_flipped_or_missing_bytes_is_a_model_or_a_problem(
    client: TestClient, data: bytes, flips: list[tuple[float, int]], cut: float
) -> None:
    damaged = bytearray(data if cut < 0.5 else data[: int(len(data) * cut)])
    for place, value in flips:
        if damaged:
            damaged[int(place * len(damaged))] = value
    answer = send(client, bytes(damaged))
    if answer.status_code in (200, 201):
        model = answer.json()
        request = {"model": {"id": model["id"]}, "inputs": [[0.5] * model["inputs"]], "fields": ["C"]}
        assert client.post("/api/v1/traces", json=request).status_code in (200, 422)
        return
    assert problem(answer, 422)["detail"].startswith(START)


@given(st.binary(max_size=300))
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_bytes_are_a_problem(client: TestClient, data: bytes) -> None:
    assert problem(send(client, data), 422)["detail"].startswith(START)
