"""From a model file of any supported format to stacks, and back. The first bytes tell the format."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

import lstm_core.interop.containers.npz as npz
import lstm_core.interop.containers.safetensors as safetensors
import lstm_core.interop.frameworks.keras as keras
import lstm_core.interop.frameworks.keras_writer as keras_writer
import lstm_core.interop.frameworks.native as native
import lstm_core.interop.frameworks.onnx_reader as onnx_reader
import lstm_core.interop.frameworks.onnx_writer as onnx_writer
import lstm_core.interop.frameworks.pytorch as pytorch
import lstm_core.interop.preset as preset
from lstm_core.arrays import Array
from lstm_core.assumptions import tell
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.interop.rivals.onnx_before import run_model
from lstm_core.stacks.stack import LayerStack

Format: TypeAlias = Literal["npz", "safetensors", "pytorch", "keras", "onnx"]
Kind: TypeAlias = Literal["zip", "hdf5", "json", "safetensors", "onnx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

KNOWN: Final = "a .safetensors, .npz, .onnx, .keras, .h5 or .weights.h5 file, or a preset's .json"
CONVERT: Final = (
    "a .safetensors file, which holds numbers and no programs. Convert it where PyTorch is installed:\n"
    "    memory-pipe convert model.pt -o model.safetensors"
)
EXPORTED: Final = "a .safetensors file of torch.export.load('model.pt2').state_dict, which holds no programs"
JSON_BYTES: Final = 8 * 2**20
"""The largest preset; two bytes of JSON become dozens in memory."""
_ZIP: Final = b"PK\x03\x04"
_HDF5: Final = b"\x89HDF\r\n\x1a\n"


def load(
    source: bytes | str | os.PathLike[str],
    limits: Limits | None = None,
    strict: bool = False,
    values: Mapping[str, npt.ArrayLike] | None = None,
) -> Contents:
    """Read a model from a path or from the bytes of a file, and warn about assumptions.

    Parameters
    ----------
    source : bytes or path
        A PyTorch state dict or one of our stacks as .safetensors or .npz, an ONNX model, a Keras model or its
        weights, or a preset.
    limits : Limits, optional
        The limits on its size; `Limits` has the defaults.
    strict : bool
        Whether assumptions are errors.
    values : dict of array_like, optional
        Values for inputs of an ONNX model that are the same at each run, such as weights.

    Returns
    -------
    Contents
        Its recurrent networks, what else it contains, and the assumptions that were made.

    Raises
    ------
    FormatError
        If the file is damaged, too large or a pickle, or contains no recurrent network of a known form.
    ImportError
        If its format needs a package that is not installed.
    OSError
        If a path cannot be read.
    ModelAssumption
        If `strict` is true and an assumption was made; otherwise it is a warning.
    """
    contents = read(source, limits, values)
    tell(contents.notes, strict)
    return contents


def read(
    source: bytes | str | os.PathLike[str],
    limits: Limits | None = None,
    values: Mapping[str, npt.ArrayLike] | None = None,
) -> Contents:
    """Read a model as `load` does, but leave reporting the assumptions to the caller.

    Raises
    ------
    FormatError, ImportError, OSError
        As from `load`.
    """
    limits = limits or Limits()
    data = source if isinstance(source, bytes) else _bytes(Path(source), limits)
    kind = check_kind(data, limits)
    if values and kind != "onnx":
        raise FormatError("values", f"some for {some(values)}", "none, as only ONNX has inputs of a model")
    match kind:
        case "zip":
            return _from_archive(Archive(data, limits), limits)
        case "hdf5":
            return keras.read_weights(data, limits)
        case "json":
            return preset.read(data)
        case "onnx":
            given = {name: np.asarray(one) for name, one in (values or {}).items()}
            found = onnx_reader.read(data, limits, given)
            return replace(found, run_whole=partial(run_model, data, limits, given))
        case "safetensors":
            arrays, others, _ = safetensors.parse(data, limits)
            return _from_arrays(arrays, others, limits)


def check_kind(data: bytes, limits: Limits) -> Kind:
    """Return what a file is, according to its first bytes.

    Raises
    ------
    FormatError
        If it is empty, too large, a pickle, or of an unknown format.
    """
    limits.check_file(len(data))
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_HDF5):
        return "hdf5"
    if data[8:9] == b"{" and int.from_bytes(data[:8], "little") <= len(data):
        return "safetensors"
    if data[:1] == b"\x80":
        raise FormatError("file", "a pickle", CONVERT)
    if data.lstrip(b" \t\r\n").startswith(b"{") and b"\0" not in data[:8]:
        if len(data) > JSON_BYTES:
            raise FormatError("file", f"{len(data):,} bytes of JSON", f"at most {JSON_BYTES:,}")
        return "json"
    if data[8:9] == b"{":
        return "safetensors"
    if data[:1] in b"\x08\x12\x1a\x22\x2a\x32\x3a\x42":
        return "onnx"
    raise FormatError("file", f"first bytes {data[:8]!r}", KNOWN)


def dump(stack: LayerStack, form: Format) -> bytes:
    """Return `stack` as the bytes of a file.

    Parameters
    ----------
    stack : LayerStack
        The stack to write.
    form : "npz", "safetensors", "pytorch", "keras" or "onnx"
        "npz" and "safetensors" use our own names and hold everything exactly. "pytorch" is a .safetensors
        file with PyTorch's names, prefixed by ``lstm.`` and, for a head, ``head.``; "keras" is a .keras file,
        "onnx" an ONNX file.

    Raises
    ------
    FormatError
        If the format cannot represent the stack.
    ImportError
        If the format needs onnx or h5py, and that is not installed.
    """
    if stack.lengths is not None and form in ("pytorch", "keras", "onnx"):
        raise FormatError(
            "model", "sequences whose lengths are fixed", "none, or npz or safetensors, which hold them"
        )
    match form:
        case "npz":
            return npz.serialise(native.to_arrays(stack))
        case "safetensors":
            return safetensors.serialise(native.to_arrays(stack), {"format": "memory-pipe"})
        case "pytorch":
            return safetensors.serialise(pytorch.to_arrays(stack), {"format": "pt"})
        case "keras":
            return keras_writer.write(stack)
        case "onnx":
            return onnx_writer.write(stack)
    raise FormatError("format", repr(form), ", ".join(FORMATS))


def _bytes(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        limits.check_file(size)
        # The file may grow in the meantime: never read much more than is allowed.
        return file.read(limits.file_bytes + 1)


def _from_archive(archive: Archive, limits: Limits) -> Contents:
    if keras.WEIGHTS in archive.names:
        return keras.read_archive(archive, limits)
    if any(name.rpartition("/")[2] == "data.pkl" for name in archive.names):
        raise FormatError("file", "a PyTorch file, which is a pickle", CONVERT)
    if any(name.rpartition("/")[2] == "archive_format" for name in archive.names):
        raise FormatError("file", "a program of torch.export (.pt2)", EXPORTED)
    if not any(name.endswith(".npy") for name in archive.names):
        raise FormatError("archive", some(archive.names), f"{keras.WEIGHTS}, or arrays (.npy)")
    return _from_arrays(npz.parse(archive), [], limits)


def _from_arrays(arrays: Mapping[str, Array], others: list[Ignored], limits: Limits) -> Contents:
    # A projection expands to four matrices (H, H), whatever its own size.
    wide = [array.shape[1] for name, array in arrays.items() if array.ndim == 2 and _projects(name)]
    limits.check_weights("projections", sum(4 * H * H for H in wide))
    if native.is_native(arrays):
        return native.read_arrays(arrays, others)
    return pytorch.read_arrays(arrays, others)


def _projects(name: str) -> bool:
    return native.is_projection(name) or pytorch.is_projection(name)
