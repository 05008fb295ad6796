"""Untrusted containers: how members are packed, how many there are, and how long a header may be."""

import io
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest

from lstm_core import Head
from lstm_core.interop import FormatError, Limits, dump, load
from lstm_core.interop.containers import hdf5
from lstm_core.interop.containers import safetensors as ours
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.core.interop.agreement import same
from tests.core.interop.test_files import archive, npy

ARRAY = npy(np.zeros(1))


def raw_name(name: bytes) -> bytes:
    """Return an archive with this name in place of one as long."""
    return archive({"x" * len(name): ARRAY}).replace(b"x" * len(name), name)


def encrypted() -> bytes:
    data = bytearray(archive({"a.npy": ARRAY}))
    for place in (6, data.rindex(b"PK\x01\x02") + 8):
        data[place] |= 1
    return bytes(data)


def twice() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.npy", ARRAY)
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.npy", ARRAY)
    return stream.getvalue()


def test_how_an_archive_is_packed_is_checked() -> None:
    for data, message in (
        (archive({"a.npy": ARRAY}, zipfile.ZIP_LZMA), "found packing 14, expected none or deflate"),
        (archive({"a.npy": ARRAY}, zipfile.ZIP_BZIP2), "found packing 12, expected none or deflate"),
        (encrypted(), "member a.npy: found an encrypted member, expected one that can be read"),
        (twice(), "archive: found a member's name twice, expected each name once"),
        (raw_name(b"C:/a.npy"), "found a path out of the archive, expected a plain name"),
        (raw_name(b"..\\a.npy"), "found a path out of the archive, expected a plain name"),
    ):
        with pytest.raises(FormatError, match=message):
            load(data)


def test_entries_are_counted_before_they_are_read() -> None:
    few = Limits(entries=3)
    members = {f"{k}.npy": ARRAY for k in range(4)}
    with pytest.raises(FormatError, match="archive: found 4 entries, expected at most 3"):
        load(archive(members), few)
    arrays = {name: np.zeros(1) for name in members}
    with pytest.raises(FormatError, match="header: found 4 entries, expected at most 3"):
        load(ours.serialise(arrays, {}), few)


def test_all_tensors_together_have_a_limit() -> None:
    data = ours.serialise({"weight_ih_l0": np.zeros((4, 1)), "weight_hh_l0": np.zeros((4, 1))}, {})
    with pytest.raises(FormatError, match="tensors: found 64 bytes when unpacked, expected at most 63"):
        load(data, Limits(unpacked_bytes=63))
    assert load(data, Limits(unpacked_bytes=64)).stack().D == 1


def test_a_long_header_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ours.HEADER_BYTES == 2**22
    monkeypatch.setattr(ours, "HEADER_BYTES", 100)
    padded = b'{"a":' + b" " * 94 + b"1}"
    with pytest.raises(FormatError, match="header length: found 101, expected 2 to 100"):
        load(struct.pack("<Q", len(padded)) + padded)


def test_numbers_of_hdf5_keep_their_digits() -> None:
    h5py = pytest.importorskip("h5py")
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        file["wide"], file["half"], file["narrow"] = [1 / 3], np.array([0.5], "f2"), np.array([7], "i2")
    arrays, _ = hdf5.parse(stream.getvalue(), Limits())
    assert {name: (array.tolist(), array.dtype.str) for name, array in arrays.items()} == {
        "wide": ([1 / 3], "<f8"), "half": ([0.5], "<f4"), "narrow": ([7], "<i8"),
    }  # fmt: skip


def projected(D: int, seed: int) -> Layer:
    rng = np.random.default_rng(seed)
    W, U, b = ({g: rng.normal(size=shape) for g in GATES} for shape in ((3, D), (3, 2), (3,)))
    return Layer.projecting(W, U, b, rng.normal(size=(2, 3)), {"f": rng.normal(size=3), "o": np.eye(3)})


@pytest.mark.parametrize("form", ["npz", "safetensors"])
def test_a_projection_keeps_its_peepholes(form: str) -> None:
    stack = LayerStack([StackLayer(projected(1, 0))], Head([[1, 2]], [3]))
    again = load(dump(stack, form)).stack()  # type: ignore[arg-type]  # a name from a list
    same(again, stack)
    assert again.layers[0].directions[0][1].params.o.peephole == "full"


def test_directions_that_are_added_do_not_leave_for_pytorch() -> None:
    stack = LayerStack([StackLayer(projected(1, 0), projected(1, 1), "sum")])
    with pytest.raises(FormatError, match="found layers that differ, or run backward alone, expected all"):
        dump(stack, "pytorch")


def test_a_member_that_lies_about_its_size_is_not_unpacked_further() -> None:
    size = 30_000_000
    data = archive({"a.npy": bytes(size)}, zipfile.ZIP_DEFLATED)
    lying = data.replace(struct.pack("<I", size), struct.pack("<I", 100))
    with zipfile.ZipFile(io.BytesIO(lying)) as opened:
        assert opened.getinfo("a.npy").file_size == 100
    tracemalloc.start()
    with pytest.raises(FormatError, match=r"member a\.npy"):
        load(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
