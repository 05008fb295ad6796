"""Files of every kind, intact and damaged: our own formats, pickles, archives, limits."""

import contextlib
import io
import json
import pickle
import struct
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import Head, LSTMParams
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, Limits, dump, load, read
from lstm_core.interop.confined.reading import read_model
from lstm_core.interop.containers import safetensors as ours
from lstm_core.interop.files import check_kind
from lstm_core.interop.frameworks import native
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.architecture.tree import ROOT
from tests.core.interop.agreement import FIXTURES, same
from tests.core.onnx_models import onnx_lstm


def stack_of_everything(dtype: type = np.float64) -> LayerStack:
    rng = np.random.default_rng(1)

    def numbers(*shape: int) -> Array:
        return rng.normal(size=shape).astype(dtype)

    W, U, b = ({g: numbers(4, *n) for g in GATES} for n in ((2,), (3,), ()))
    projected = Layer.projecting(W, U, b, numbers(3, 4)).starting(numbers(3), numbers(4))
    full, none = (LSTMParams.random(3, 5, rng, kind) for kind in ("full", "none"))
    layers = [StackLayer(projected), StackLayer(Layer(full), Layer(none), "mul"), StackLayer(backward=Layer(
        LSTMParams.random(5, 2, rng)))]  # fmt: skip
    return LayerStack(layers, Head(numbers(2, 2), numbers(2)))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("form", ["npz", "safetensors"])
def test_a_round_trip_through_our_formats_is_exact(form: str, dtype: type) -> None:
    stack = stack_of_everything(dtype)
    data = dump(stack, form)  # type: ignore[arg-type]  # a name from a list
    contents = load(data)
    assert (contents.format, contents.ignored) == ("memory-pipe", ())
    same(contents.stack(), stack)
    x = np.random.default_rng(0).normal(size=(4, 2))
    np.testing.assert_array_equal(contents.stack().run(x).outputs, stack.run(x).outputs)


def test_a_preset_is_read() -> None:
    stack = load(ROOT / "app" / "presets" / "latch.json").stack()
    assert stack.layers[0].directions[0][1].params.f.W.tolist() == [[0, -16, -16]]
    C = stack.run([[0.8, 1, 0]]).layers[0].trace.C
    assert C.tolist() == [[pytest.approx(np.tanh(0.8), abs=1e-3)]]


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "app" / "presets").glob("*.json")])
def test_every_preset_is_read_with_its_own_unit(name: str) -> None:
    path = ROOT / "app" / "presets" / f"{name}.json"
    preset = json.loads(path.read_text(encoding="utf-8"))
    stack = load(path).stack()
    params = stack.layers[0].directions[0][1].params
    assert params.blueprint.name == preset.get("unit", "lstm")
    assert {letter: net.W.tolist() for letter, net in params.nets.items()} == {
        letter: net["W"] for letter, net in preset["weights"].items()
    }
    assert (stack.head is None) == (preset.get("head") is None)


def test_a_preset_of_an_unknown_unit_is_refused() -> None:
    with pytest.raises(FormatError, match=r"unit: found 'lstn', expected one of lstm, gru"):
        load(json.dumps({"unit": "lstn", "weights": {"f": {}}}).encode())


def test_our_safetensors_and_those_of_its_package_are_the_same() -> None:
    rng = np.random.default_rng(0)
    arrays = {"a": rng.normal(size=(2, 3)), "b.c": rng.normal(size=4).astype("f4"), "n": np.array(3)}
    for data in (ours.serialise(arrays, {"k": "v"}), safetensors.numpy.save(arrays, {"k": "v"})):
        read, others, metadata = ours.parse(data, Limits())
        theirs = safetensors.numpy.load(data)
        assert (others, metadata, set(read), set(theirs)) == ([], {"k": "v"}, set(arrays), set(arrays))
        for name, array in arrays.items():
            np.testing.assert_array_equal(read[name], array)
            np.testing.assert_array_equal(theirs[name], array)


def test_bfloat16_is_read_and_an_unknown_type_is_listed() -> None:
    header = f"{{{entry('a', 'BF16', 2, 0, 4)},{entry('b', 'F9', 1, 4, 5)}}}"
    data = file_of(header, struct.pack("<HH", 0x3FC0, 0xC000) + b"?")
    read, others, _ = ours.parse(data, Limits())
    assert read["a"].tolist() == [1.5, -2.0]
    assert [(one.name, one.shape, one.why) for one in others] == [("b", "(1,)", "its type is F9")]


def file_of(header: str, numbers: bytes = b"", length: int | None = None) -> bytes:
    return struct.pack("<Q", len(header) if length is None else length) + header.encode() + numbers


def entry(name: str, dtype: str, size: int, begin: int, end: int) -> str:
    return f'"{name}":{{"dtype":"{dtype}","shape":[{size}],"data_offsets":[{begin},{end}]}}'


LIES = [
    ("{}", 2**40, "header length: found 1,099,511,627,776, expected 2 to"),
    ("{]", None, "header: found no JSON"),
    ('{"a":1,"a":2}', None, "header: found 'a' twice"),
    ('{"a":[1]}', None, "tensor a: found .1., expected dtype, shape and data_offsets"),
    ('{"a":' + "[" * 9000 + "}", None, "header: found no JSON"),
    (f"{{{entry('a', 'F32', 2, 0, 8)}}}", None, "data_offsets .* expected begin and end from 0 to 4"),
    (f"{{{entry('a', 'F32', 2, 0, 4)}}}", None, "found 4 bytes, expected 8 for F32 of shape"),
    (f"{{{entry('a', 'F32', -1, 0, 4)}}}", None, "found dtype 'F32', shape .-1., expected a type and up to"),
    (
        f"{{{entry('a', 'U8', 3, 0, 3)},{entry('b', 'U8', 3, 1, 4)}}}",
        None,
        "tensor b: found begin 1, overlaps the tensor before it, expected begin 3",
    ),
    (f"{{{entry('a', 'U8', 3, 1, 4)}}}", None, "tensor a: found begin 1, a gap before it, expected begin 0"),
    (f"{{{entry('a', 'U8', 1, 0, 1)}}}", None, "tensors: found 4 bytes, expected 1, as the header says"),
]


@pytest.mark.parametrize(("header", "length", "message"), LIES)
def test_a_safetensors_file_that_lies_is_named(header: str, length: int | None, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load(file_of(header, b"0123", length))


def archive(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def npy(array: Array, pickled: bool = False) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=pickled)
    return stream.getvalue()


HUGE = npy(np.zeros(1)).replace(b"(1,), }" + b" " * 12, b"(1000000000000,), }")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (
            {"archive/data.pkl": b"..", "archive/data/0": b""},
            "found a PyTorch file, which is a pickle, expected",
        ),
        (
            {"a.npy": npy(np.array([{}]), pickled=True)},
            "member a.npy: found object values, expected plain numbers",
        ),
        ({"a.npy": HUGE}, "found 8 bytes of numbers, expected 8,000,000,000,000 for shape"),
        ({"a.npy": b"\x93NUMPY\x01\x00\x02\x00{]"}, "member a.npy: found no array"),
        ({"../a.npy": npy(np.zeros(1))}, "found a path out of the archive, expected a plain name"),
        ({"/a.npy": npy(np.zeros(1))}, "found a path out of the archive"),
        (
            {"m/archive_format": b"pt2", "m/models/model.json": b"{}"},
            r"found a program of torch.export \(.pt2\), expected a .safetensors file",
        ),
        ({"b.txt": b"hello"}, "archive: found b.txt, expected model.weights.h5, or arrays"),
        ({"a.npy": npy(np.zeros(1))}, "tensors: found a, expected an LSTM's or a GRU's weight_ih_l0"),
    ],
)
def test_an_archive_that_is_wrong_is_named(members: dict[str, bytes], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load(archive(members))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = archive({"layers.0.forward.f.W.npy": bytes(300_000_000)})
    assert len(data) < 400_000
    tracemalloc.start()
    with pytest.raises(
        FormatError, match="archive: found 300,000,000 bytes when unpacked, expected at most 20,000,000"
    ):
        load(data, Limits(unpacked_bytes=20_000_000))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_cut_short() -> None:
    data = bytearray(archive({"a.npy": bytes(3_000_000)}))
    for place in (22, data.rindex(b"PK\x01\x02") + 24):
        data[place : place + 4] = struct.pack("<I", 1000)
    with pytest.raises(FormatError, match=r"member a\.npy: found "):
        load(bytes(data))


@pytest.mark.parametrize("name", ["model.pt", "model.pth", "model.pkl"])
def test_a_pickle_is_refused_with_the_command_that_converts_it(name: str, tmp_path: Path) -> None:
    class Loud:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "was-run",))

    (tmp_path / name).write_bytes(pickle.dumps(Loud()))
    with pytest.raises(FormatError, match="found a pickle") as caught:
        load(tmp_path / name)
    assert not (tmp_path / "was-run").exists()
    assert str(caught.value).endswith("\n    memory-pipe convert model.pt -o model.safetensors")


@pytest.mark.parametrize("low", range(0, 256, 8))
def test_the_length_of_a_header_is_no_other_kind_of_file(low: int) -> None:
    arrays = native.to_arrays(LayerStack.of(LSTMParams.random(2, 3, 1)))
    bare = len(ours.serialise(arrays, {"note": ""})) - sum(array.nbytes for array in arrays.values()) - 8
    note = " " * ((low - bare) % 256)
    data = ours.serialise(arrays, {"note": note})
    assert data[0] == low
    assert check_kind(data, Limits()) == "safetensors"
    same(load(data).stack(), LayerStack.of(LSTMParams.random(2, 3, 1)))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("content", [{"a": 1}, "{" * 9, ["{"] * 200, {"{" * k: k for k in range(99)}])
def test_a_pickle_of_any_protocol_is_known(protocol: int, content: object) -> None:
    with pytest.raises(FormatError, match="found a pickle"):
        check_kind(pickle.dumps(content, protocol), Limits())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "file: found 0 bytes, expected a model"),
        (b"hello, this is no model", "file: found first bytes b'hello, t', expected a .safetensors"),
        (b"{}", "file: found JSON without weights, expected a preset"),
        (b'{"weights": {"f": 1}}', "weights.f: found 1, expected an object of U, W, b, p"),
        (b'{"weights": [' + b"[" * 9000, "file: found no JSON"),
        (bytes(2000), "file: found 2,000 bytes, expected at most 1,000"),
    ],
)
def test_what_is_no_model_is_named(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load(data, Limits(file_bytes=10_000 if len(data) > 5000 else 1000))


def test_an_error_tells_its_parts_and_survives_a_pickle() -> None:
    error = pickle.loads(pickle.dumps(FormatError("a", "b", "c")))  # noqa: S301
    assert (str(error), error.part, error.found, error.expected) == ("a: found b, expected c", "a", "b", "c")
    assert isinstance(error, ValueError)


SEEDS = {
    "ours.npz": dump(stack_of_everything(), "npz"),
    "ours.safetensors": dump(stack_of_everything(), "safetensors"),
    "torch.safetensors": (FIXTURES / "pytorch-projected.safetensors").read_bytes(),
    "chain.keras": (FIXTURES / "keras-chain.keras").read_bytes(),
    "chain.weights.h5": (FIXTURES / "keras-chain.weights.h5").read_bytes(),
    "legacy.h5": (FIXTURES / "keras-legacy-1.h5").read_bytes(),
    "lstm.onnx": onnx_lstm(2, 3, 0, "bidirectional").data,
    "latch.json": (ROOT / "app" / "presets" / "latch.json").read_bytes(),
}


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_file_with_flipped_or_missing_bytes_is_a_model_or_a_format_error(
    name: str, data: st.DataObject
) -> None:
    broken = bytearray(SEEDS[name])
    front = st.integers(0, min(1200, len(broken) - 1)) | st.integers(0, len(broken) - 1)
    for place in data.draw(st.lists(front, max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.just(len(broken)) | st.integers(0, len(broken)))
    contents = None
    # A new process for each HDF5 file takes half a second to start, a fork of one that is there far less.
    reads = read_model if "keras" in name or "h5" in name else read
    with contextlib.suppress(FormatError):
        contents = reads(bytes(broken[:end]), Limits(unpacked_bytes=50_000_000))
    if contents is not None:
        assert contents.stacks
        numbers = [a for stack in contents.stacks.values() for a in native.to_arrays(stack).values()]
        assert all(np.isfinite(array).all() for array in numbers)
