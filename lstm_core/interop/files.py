"""From a file to LSTMs, whatever wrote it, and back. What a file is shows in its first bytes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

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
from lstm_core.stacks.stack import LayerStack

Format: TypeAlias = Literal["npz", "safetensors", "pytorch", "keras", "onnx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

KNOWN: Final = "a .safetensors, .npz, .onnx, .keras or .weights.h5 file, or a preset's .json"
CONVERT: Final = (
    "a .safetensors file, which holds numbers and no programs. Convert it where you trust it:\n"
    "    from safetensors.torch import save_file\n"
    "    save_file(torch.load('model.pt', weights_only=True), 'model.safetensors')"
)
JSON_BYTES: Final = 8 * 2**20
"""The largest preset: read, two bytes of JSON become dozens in memory."""
_ZIP: Final = b"PK\x03\x04"
_HDF5: Final = b"\x89HDF\r\n\x1a\n"


def load(
    source: bytes | str | os.PathLike[str], limits: Limits | None = None, strict: bool = False
) -> Contents:
    """Read a model, from a path or from the bytes of a file, and warn of what had to be assumed.

    Parameters
    ----------
    source : bytes or path
        A PyTorch state dict or a stack of ours as .safetensors or .npz, an ONNX model, a Keras model or its
        weights, or a preset.
    limits : Limits, optional
        How large it may be.
    strict : bool
        Whether an assumption is an error.

    Returns
    -------
    Contents
        Its LSTMs, what else there is, and what had to be assumed.

    Raises
    ------
    FormatError
        If the file is damaged, too large, a pickle, or holds no LSTM that we know.
    ImportError
        If its format needs a package that is not installed.
    OSError
        If a path cannot be read.
    ModelAssumption
        If it is `strict`, and something had to be assumed; otherwise it is a warning.
    """
    contents = read(source, limits)
    tell(contents.notes, strict)
    return contents


def read(source: bytes | str | os.PathLike[str], limits: Limits | None = None) -> Contents:
    """Read a model as `load` does, but leave it to the caller to say what had to be assumed.

    Raises
    ------
    FormatError, ImportError, OSError
        As in `load`.
    """
    limits = limits or Limits()
    data = source if isinstance(source, bytes) else _bytes(Path(source), limits)
    limits.check_file(len(data))
    if data.startswith(_ZIP):
        return _from_archive(Archive(data, limits), limits)
    if data.startswith(_HDF5):
        return keras.read_weights(data, limits)
    if data[:1] == b"\x80":
        raise FormatError("file", "a pickle", CONVERT)
    if data.lstrip(b" \t\r\n").startswith(b"{") and b"\0" not in data[:8]:
        if len(data) > JSON_BYTES:
            raise FormatError("file", f"{len(data):,} bytes of JSON", f"at most {JSON_BYTES:,}")
        return preset.read(data)
    if data[8:9] == b"{":
        arrays, others, _ = safetensors.parse(data, limits)
        return _from_arrays(arrays, others, limits)
    if data[:1] in b"\x08\x12\x1a\x22\x2a\x32\x3a\x42":
        return onnx_reader.read(data, limits)
    raise FormatError("file", f"first bytes {data[:8]!r}", KNOWN)


def dump(stack: LayerStack, form: Format) -> bytes:
    """Return the bytes of a file that holds `stack`.

    Parameters
    ----------
    stack : LayerStack
        What to write.
    form : "npz", "safetensors", "pytorch", "keras" or "onnx"
        "npz" and "safetensors" use our own names and hold everything exactly. "pytorch" is a .safetensors
        file with PyTorch's names, ``lstm.`` and, for a head, ``head.`` before them; "keras" is a .keras file.

    Raises
    ------
    FormatError
        If the format has no place for what the stack holds.
    ImportError
        If the format needs onnx or h5py, and it is not installed.
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
        # The file may grow meanwhile: never read much more than was allowed.
        return file.read(limits.file_bytes + 1)


def _from_archive(archive: Archive, limits: Limits) -> Contents:
    if keras.WEIGHTS in archive.names:
        return keras.read_archive(archive, limits)
    if any(name.rpartition("/")[2] == "data.pkl" for name in archive.names):
        raise FormatError("file", "a PyTorch file, which is a pickle", CONVERT)
    if not any(name.endswith(".npy") for name in archive.names):
        raise FormatError("archive", some(archive.names), f"{keras.WEIGHTS}, or arrays (.npy)")
    return _from_arrays(npz.parse(archive), [], limits)


def _from_arrays(arrays: Mapping[str, Array], others: list[Ignored], limits: Limits) -> Contents:
    # A projection is multiplied out to four matrices (H, H), whatever its own size.
    wide = [array.shape[1] for name, array in arrays.items() if array.ndim == 2 and _projects(name)]
    limits.check_weights("projections", sum(4 * H * H for H in wide))
    if native.is_native(arrays):
        return native.read_arrays(arrays, others)
    return pytorch.read_arrays(arrays, others)


def _projects(name: str) -> bool:
    return native.is_projection(name) or pytorch.is_projection(name)
