"""The worst files known for each reader: small to send, dear to read. Made when they are asked for."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

import h5py
import numpy as np
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from lstm_core.arrays import Array

_NPY: Final = b"\x93NUMPY\x01\x00"


def header(text: bytes, numbers: bytes = b"") -> bytes:
    """Return a safetensors file with this header."""
    return struct.pack("<Q", len(text)) + text + numbers


def tensors(arrays: Mapping[str, Array]) -> bytes:
    """Return a safetensors file of arrays in the types that they have."""
    codes = {"f2": "F16", "f4": "F32", "f8": "F64", "i1": "I8"}
    entries, blocks, place = {}, [], 0
    for name, array in arrays.items():
        block = array.tobytes()
        entries[name] = {
            "dtype": codes[array.dtype.str[1:]],
            "shape": array.shape,
            "data_offsets": [place, place + len(block)],
        }
        place += len(block)
        blocks.append(block)
    return header(json.dumps(entries).encode(), b"".join(blocks))


def npy(described: str, numbers: bytes = b"") -> bytes:
    """Return an .npy file with this text as its header."""
    text = described.encode().ljust(117) + b"\n"
    return _NPY + struct.pack("<H", len(text)) + text + numbers


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a compressed archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def hdf5(build: Callable[[Any], None], libver: str | None = None) -> bytes:
    """Return an HDF5 file."""
    stream = io.BytesIO()
    with h5py.File(stream, "w", libver=libver) as file:
        build(file)
    return stream.getvalue()


def graph(nodes: list[Any], arrays: Mapping[str, Array]) -> bytes:
    """Return an ONNX file with one input, X."""
    x = helper.make_tensor_value_info("X", TensorProto.FLOAT, [1, 1, 1])
    made = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    data: bytes = helper.make_model(helper.make_graph(nodes, "g", [x], [], made)).SerializeToString()
    return data


def pytorch(H: int, D: int, P: int | None = None, kind: str = "f2") -> dict[str, Array]:
    """Return the tensors of an LSTM, all zero; with P, it has a projection."""
    arrays = {"weight_ih_l0": np.zeros((4 * H, D), kind), "weight_hh_l0": np.zeros((4 * H, P or H), kind)}
    if P:
        arrays["weight_hr_l0"] = np.zeros((P, H), kind)
    return arrays


def lstm(name: str, reads: str = "X", **attributes: Any) -> Any:
    """Return an ONNX node that reads W and R."""
    return helper.make_node("LSTM", [reads, "W", "R"], [f"Y{name}"], name=name, **attributes)


def recurrent(H: int) -> dict[str, Array]:
    """Return W and R of an ONNX node."""
    return {"W": np.zeros((1, 4 * H, 1), "f4"), "R": np.zeros((1, 4 * H, H), "f4")}


def preset(**weights: object) -> bytes:
    """Return a preset of one unit with these nets changed."""
    net = {"W": [[0]], "U": [[0]], "b": [0]}
    return json.dumps({"weights": dict.fromkeys("figo", net) | weights}).encode()


def _twice() -> bytes:
    names = [f'"{n:07}":0' for n in range(380_000)]
    return header(("{" + ",".join([*names, names[-1]]) + "}").encode())


def _identities() -> bytes:
    names = ["X", *(f"i{n}" for n in range(1200))]
    chain = [helper.make_node("Identity", [a], [b]) for a, b in pairwise(names)]
    return graph([*chain, *(lstm(f"n{n}", names[-1]) for n in range(1200))], recurrent(2))


def _linears() -> bytes:
    made = [helper.make_node("Gemm", ["X", "V"], [f"g{n}"], name=f"g{n}") for n in range(5000)]
    return graph([lstm("n"), *made], {**recurrent(2), "V": np.zeros((200_000, 2), "f4")})


def _no_output() -> bytes:
    constant = helper.make_node("Constant", [], [], value=numpy_helper.from_array(np.zeros(1, "f4")))
    return graph([constant, lstm("n")], {})


def _attribute(name: str) -> bytes:
    node = lstm("n")
    node.attribute.append(
        AttributeProto(name=name, type=AttributeProto.TENSOR, t=numpy_helper.from_array(np.zeros(1)))
    )
    gemm = helper.make_node("Gemm", ["Yn", "V"], ["G"])
    gemm.attribute.append(node.attribute[-1])
    return graph([node, gemm], {**recurrent(2), "V": np.zeros((2, 2), "f4")})


def _keras(config: bytes) -> bytes:
    return zipped({"config.json": config, "model.weights.h5": b""})


def _groups(file: Any) -> None:
    for n in range(6_000):
        file.create_group(str(n))


def _legacy(config: str) -> Callable[[Any], None]:
    """Return what builds a file of older Keras, with one right layer and this configuration."""

    def build(file: Any) -> None:
        file.attrs.create("model_config", config, dtype=h5py.string_dtype())
        layer = file.create_group("lstm")
        shapes = {"kernel": (1, 4), "recurrent_kernel": (1, 4), "bias": (4,)}
        names = {f"lstm_cell/{name}:0": shape for name, shape in shapes.items()}
        layer.attrs["weight_names"] = np.array([f"lstm/{name}".encode() for name in names])
        for name, shape in names.items():
            layer.create_dataset(f"lstm/{name}", shape, "f4")

    return build


def _chunks(file: Any) -> None:
    file.create_dataset("a", (4,), "f4", chunks=(2**29,), maxshape=(None,), compression="gzip")


def _layers() -> bytes:
    shapes = {"W": (1, 1), "U": (1, 1), "b": (1,)}
    return tensors(
        {
            f"layers.{k}.forward.{gate}.{name}": np.zeros(shape, "f4")
            for k in range(300)
            for gate in "figo"
            for name, shape in shapes.items()
        }
    )


MODELS: Final[Mapping[str, Callable[[], bytes]]] = {
    "safetensors, a projection of 20,000 units": lambda: tensors(pytorch(20_000, 1, 1)),
    "safetensors, a name twice among many": _twice,
    "safetensors, a header of lists": lambda: header(b'{"a":[' + b"[]," * 1_390_000 + b"0]}"),
    "safetensors, a header of 15 MB": lambda: header(b'{"a":[' + b"[]," * 5_000_000 + b"0]}"),
    "safetensors, a deep header": lambda: header(b'{"a":' + b"[" * 2_000_000),
    "safetensors, 300 layers": _layers,
    "safetensors, a head over the limit": lambda: tensors(
        {**pytorch(1, 1), "head.weight": np.zeros((9_000_000, 1), "f2")}
    ),
    "npz, 80 MB of zeros": lambda: zipped({"a.npy": npy("{'descr': '<f4', 'fortran_order': False, "
        "'shape': (20000000,)}", bytes(80_000_000))}),
    "npz, 60 MB of zeros": lambda: zipped({"a.npy": npy("{'descr': '|i1', 'fortran_order': False, "
        "'shape': (60000000,)}", bytes(60_000_000))}),
    "npz, 6,000 members": lambda: zipped({f"{n}.npy": b"" for n in range(6_000)}),
    "npz, a token that never ends": lambda: zipped({"a.npy": npy("(1L,")}),
    "npz, a size that is no integer": lambda: zipped({"a.npy": npy(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}", bytes(4))}),
    "npz, a size that is a truth": lambda: zipped({"a.npy": npy(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (True,)}", bytes(4))}),
    "json, a weight that is null": lambda: preset(f={"W": None, "U": [[0]], "b": [0]}),
    "json, a weight of many digits": lambda: preset(f={"W": [[10**400]], "U": [[0]], "b": [0]}),
    "json, 8 MB of lists": lambda: b'{"weights":[' + b"[]," * 2_790_000 + b"0]}",
    "json, 8 MB of objects": lambda: b'{"weights":[' + b"{}," * 2_790_000 + b"0]}",
    "json, 20 MB of lists": lambda: b'{"weights":[' + b"[]," * 6_600_000 + b"0]}",
    "json, a number of 4,000,000 digits": lambda: b'{"weights":' + b"9" * 4_000_000 + b"}",
    "json, a matrix of 2,000,000 rows": lambda: preset(f={"W": [[0]] * 2_000_000, "U": [[0]], "b": [0]}),
    "onnx, 2,000 nodes that share": lambda: graph([lstm(f"n{n}") for n in range(2000)], recurrent(170)),
    "onnx, 60 nodes that share": lambda: graph([lstm(f"n{n}") for n in range(60)], recurrent(700)),
    "onnx, 1,200 nodes behind 1,200": _identities,
    "onnx, 5,000 linear layers that share": _linears,
    "onnx, empty nodes": lambda: b"\x08\x08\x3a\x80\xda\xc4\x09" + b"\x0a\x00" * 10_000_000,
    "onnx, a constant without an output": _no_output,
    "onnx, a direction that is a tensor": lambda: _attribute("direction"),
    "keras, a configuration of 65 MB": lambda: _keras(b"[" + b"[]," * 21_600_000 + b"0]"),
    "keras, a configuration of 1 MB": lambda: _keras(b"[" + b"[]," * 349_000 + b"0]"),
    "keras, layers in each other": lambda: _keras(b'{"a":' * 160_000 + b"0" + b"}" * 160_000),
    "h5, 64 million numbers that are not there": lambda: hdf5(
        lambda file: file.create_dataset("a", (64_000_000,), "i1")
    ),
    "h5, 8 million numbers that are not there": lambda: hdf5(
        lambda file: file.create_dataset("a", (8_000_000,), "i1")
    ),
    "h5, 6,000 groups": lambda: hdf5(_groups),
    "h5, a configuration of 8 MB of lists": lambda: hdf5(
        _legacy("[" + "[]," * 2_700_000 + "0]"), "latest"),
    "h5, a configuration of objects in each other": lambda: hdf5(
        _legacy('{"a":' * 150_000 + "0" + "}" * 150_000), "latest"),
    "h5, a chunk of 2 GB": lambda: hdf5(_chunks),
}  # fmt: skip
"""Files for ``POST /models``, none of which may become a model."""

TABLES: Final[Mapping[str, Callable[[], bytes]]] = {
    "npy, a token that never ends": lambda: npy("(1L,"),
    "npy, a size that is no integer": lambda: npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}",
        bytes(4)),
    "npy, 8 million truths": lambda: npy("{'descr': '|b1', 'fortran_order': False, 'shape': (1, 8000000)}",
        bytes(8_000_000)),
    "csv, 4 million columns": lambda: b"0," * 4_000_000 + b"0",
    "csv, 4 million names": lambda: b"a," * 4_000_000 + b"a\n",
    "csv, quotes": lambda: b'""' * 4_000_000,
    "csv, empty lines": lambda: b"\n" * 8_000_000,
    "csv, a number of 130,000 digits in each line": lambda: (b"1" * 130_000 + b"\n") * 60,
}  # fmt: skip
"""Files for ``POST /inputs``, none of which may become inputs."""
