"""What an HDF5 file may hold: numbers in itself, behind hard links, and not too many of them."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from lstm_core.interop import FormatError, Limits, load
from tests.core.interop.agreement import FIXTURES


def hdf5(build: Callable[[Any], None]) -> bytes:
    """Return the weights of "chain" with a change."""
    stream = io.BytesIO((FIXTURES / "keras-chain.weights.h5").read_bytes())
    with h5py.File(stream, "a") as file:
        build(file)
    return stream.getvalue()


def _soft(file: Any) -> None:
    file["layers/x"] = h5py.SoftLink("/layers/lstm")


def _link_out(file: Any) -> None:
    file["layers/x"] = h5py.ExternalLink("/etc/passwd", "/")


def _external(file: Any) -> None:
    file.create_dataset("x", (4,), "u1", external=[("/etc/passwd", 0, 4)])


def _virtual(file: Any) -> None:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
    file.create_virtual_dataset("x", layout)


def _bomb(file: Any) -> None:
    file.create_dataset("x", (2**34,), "f4", chunks=(2**20,), compression="gzip")


def _wide_chunks(file: Any) -> None:
    file.create_dataset("x", (1,), "f8", chunks=(2**28,), maxshape=(None,), compression="gzip")


def _filter(file: Any) -> None:
    file.create_dataset("x", (8,), "f4", chunks=(8,), compression="lzf")


def _cycle(file: Any) -> None:
    file["layers/lstm/x"] = file["layers"]


def _nan(file: Any) -> None:
    file["layers/lstm/cell/vars/1"][2, 3] = np.nan


def test_a_link_is_refused_also_where_the_file_is_read_by_a_process_of_its_own() -> None:
    with pytest.raises(FormatError, match="link layers/x: found a SoftLink, expected hard links alone"):
        load(hdf5(_soft))


@pytest.mark.usefixtures("hdf5_here")
@pytest.mark.parametrize(
    ("build", "message"),
    [
        (_link_out, "link layers/x: found a ExternalLink, expected hard links alone"),
        (_external, "data set x: found virtual or external data"),
        (_virtual, "data set x: found virtual or external data"),
        (_bomb, "data set x: found 68,719,[0-9,]+ bytes when unpacked, expected at most"),
        (_wide_chunks, "data set x: found 2,147,[0-9,]+ bytes when unpacked, expected at most"),
        (_filter, "data set x: found filter 32000, expected none, or one of gzip"),
        (_cycle, "found more than 32 groups in each other|entries, expected at most"),
        (_nan, r"layers/lstm/cell/vars/1: found nan at \(2, 3\), expected finite numbers"),
    ],
)
def test_a_file_that_reaches_out_or_is_too_large_is_named(
    build: Callable[[Any], None], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FormatError, match=message):
        load(hdf5(build), Limits(entries=2000))
    assert os.listdir(tmp_path) == []  # noqa: PTH208
