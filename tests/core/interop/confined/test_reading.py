"""Models read by a confined process are those that are read here, and its caps hold."""

import io
import zipfile
from dataclasses import astuple
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.interop import Contents, FormatError, Limits, dump, read
from lstm_core.interop.confined import parcels, reading
from lstm_core.interop.confined.reading import read_model, read_table
from lstm_core.interop.containers import hdf5, tables
from lstm_core.interop.containers.confine import Caps
from lstm_core.interop.containers.tables import TableError
from lstm_core.interop.errors import BrokenReaderError, TooLargeError
from tests.core.interop.agreement import FIXTURES, same
from tests.core.interop.test_files import stack_of_everything
from tests.core.onnx_models import onnx_lstm
from tests.hostile import corpus

LIMITS = Limits(file_bytes=20 * 2**20, unpacked_bytes=65 * 2**20, weights=8_000_000)
FILES = [one for one in FIXTURES.iterdir() if one.suffix in (".keras", ".h5", ".safetensors", ".onnx")]


def alike(ours: Contents, other: Contents) -> None:
    """Assert that two contents are the same to the last bit."""
    assert (ours.format, ours.remarks, ours.notes) == (other.format, other.remarks, other.notes)
    assert [*map(astuple, ours.ignored)] == [*map(astuple, other.ignored)]
    assert list(ours.stacks) == list(other.stacks)
    for name, stack in ours.stacks.items():
        same(stack, other.stacks[name])
        assert stack.assumptions == other.stacks[name].assumptions
        for (*_, left), (*_, right) in zip(stack.directions, other.stacks[name].directions, strict=True):
            assert left.params.blueprint is right.params.blueprint
            for letter, net in left.params.nets.items():
                for key, array in net.arrays.items():
                    np.testing.assert_array_equal(array, right.params.nets[letter].arrays[key])
    assert list(ours.linears) == list(other.linears)
    for name, pair in ours.linears.items():
        for a, b in zip(pair, other.linears[name], strict=True):
            np.testing.assert_array_equal(a, b)


@pytest.mark.usefixtures("hdf5_here")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_model_is_the_same_wherever_it_is_read(file: Path) -> None:
    data = file.read_bytes()
    alike(read_model(data, LIMITS), read(data, LIMITS))


@pytest.mark.parametrize("form", ["npz", "safetensors"])
def test_all_that_a_stack_may_have_comes_back(form: str) -> None:
    data = dump(stack_of_everything(), form)  # type: ignore[arg-type]  # a name from a list
    alike(read_model(data, LIMITS), read(data, LIMITS))
    lengths = onnx_lstm(2, 3, direction="bidirectional", layout=1).data
    alike(read_model(lengths, LIMITS), read(lengths, LIMITS))


def bomb() -> bytes:
    """Return 60 kB that unpack to 60 MB."""
    return corpus.MODELS["npz, 60 MB of zeros"]()


def test_memory_of_a_reader_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="tensors: found a, expected an LSTM"):
        read_model(bomb(), LIMITS)
    monkeypatch.setattr(reading, "caps_of", lambda *_: Caps(memory=50 * 2**20, work=5, wall=60))
    with pytest.raises(TooLargeError, match="file: found more than fits into memory, expected less"):
        read_model(bomb(), LIMITS)


def test_memory_of_the_process_that_reads_hdf5_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = corpus.hdf5(lambda file: file.create_dataset("a", (5_000_000,), "f8"))
    assert hdf5.parse(data, LIMITS)[0]["a"].shape == (5_000_000,)
    monkeypatch.setattr(hdf5, "_ROOM", 2**25 - 4 * LIMITS.unpacked_bytes)
    with pytest.raises(TooLargeError, match="HDF5 file: found more than fits into memory"):
        hdf5.parse(data, LIMITS)


def test_a_file_that_is_refused_by_its_first_bytes_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHILDREN", None)
    for data in (b"", b"hello, world", b"\x80\x04.", b"{" + b" " * 2**23, bytes(LIMITS.file_bytes + 1)):
        with pytest.raises(FormatError):
            read_model(data, LIMITS)


def test_without_fork_files_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CAN_FORK", False)
    monkeypatch.setattr(reading, "_CHILDREN", None)
    data = (FIXTURES / "pytorch-one.safetensors").read_bytes()
    alike(read_model(data, LIMITS), read(data, LIMITS))
    assert read_table(b"1,2\n3,4", 2)[1].tolist() == [[1, 2], [3, 4]]


def test_a_table_comes_back_with_its_names() -> None:
    names, rows, *_ = read_table(b"a;b\n1;0.1\n", 1)
    assert (names, rows.tolist()) == (["a", "b"], [[1, 0.1]])
    with pytest.raises(TableError, match="its steps are over the limit max_steps of 1"):
        read_table(b"1\n2\n", 1)


def test_a_table_is_as_wide_as_a_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ",".join(["1"] * 16_384).encode()
    assert tables.parse(row, 1)[1].shape == (1, 16_384)
    for data in (row + b",1", row.replace(b"1", b"a") + b",a\n", row.replace(b",", b";") + b";1"):
        with pytest.raises(TableError, match="it has 16,385 columns, expected at most 16,384"):
            tables.parse(data, 1)
    monkeypatch.setattr(tables, "MOST_NUMBERS", 4)
    assert tables.parse(b"1,2\n3,4", 9)[1].size == 4
    with pytest.raises(TableError, match="it has more than 4 numbers"):
        tables.parse(b"1,2\n3,4\n5,6", 9)


def test_layers_and_names_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = read(dump(stack_of_everything(), "npz"))
    monkeypatch.setattr(parcels, "MOST_DIRECTIONS", 4)
    whole = parcels.of_contents(contents, LIMITS)
    monkeypatch.setattr(parcels, "ABOUT_BYTES", 100)
    with pytest.raises(FormatError, match=r"file: found [0-9,]+ bytes of names, expected at most 100"):
        parcels.of_contents(contents, LIMITS)
    with pytest.raises(BrokenReaderError):
        parcels.to_contents(memoryview(whole))
    monkeypatch.setattr(parcels, "MOST_DIRECTIONS", 3)
    with pytest.raises(FormatError, match="model: found 4 layers, expected at most 3"):
        parcels.of_contents(contents, LIMITS)


def test_linear_layers_that_share_an_array_are_counted_each() -> None:
    with pytest.raises(TooLargeError, match=r"file: found [0-9,]+ bytes of numbers, expected at most"):
        parcels.of_contents(read(corpus.MODELS["onnx, 5,000 linear layers that share"](), LIMITS), LIMITS)


@cache
def parcel() -> bytes:
    return bytes(parcels.of_contents(read((FIXTURES / "keras-chain.keras").read_bytes(), LIMITS), LIMITS))


@given(
    flips=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=5),
    cut=st.floats(0, 1),
)
@settings(max_examples=100)
def test_a_damaged_parcel_is_a_model_or_a_broken_reader(flips: list[tuple[int, int]], cut: float) -> None:
    whole = parcel()
    damaged = bytearray(whole[: int(len(whole) * cut)] if cut < 0.3 else whole)
    for place, value in flips:
        if place < len(damaged):
            damaged[place] = value
    try:
        contents = parcels.to_contents(memoryview(damaged))
    except BrokenReaderError:
        return
    for stack in contents.stacks.values():
        assert list(stack.directions)


def test_members_of_an_archive_of_strangers_are_counted() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for n in range(4):
            archive.writestr(f"{n}.npy", b"")
    with pytest.raises(FormatError, match="archive: found 4 entries, expected at most 3"):
        read_model(stream.getvalue(), Limits(entries=3))
