"""The process that reads HDF5: only plain data sets behind hard links in the file itself, of limited size."""

import encodings.ascii  # noqa: F401  # h5py needs it for attributes; a confined process can import nothing
import io
import json
import math
import sys
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import numpy as np

import lstm_core.interop.containers.safetensors as safetensors
from lstm_core.arrays import Array
from lstm_core.interop.containers.confine import Caps, confine
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.errors import FormatError

CONFIG_BYTES: Final = 2**20
"""How long the text may be in which a Keras model says how it is built."""
DEPTH: Final = 32
FILTERS: Final = {1: "gzip", 2: "shuffle", 3: "fletcher32"}


@dataclass
class Remarks:
    """What a file says besides its numbers.

    Attributes
    ----------
    names : dict of str
        The attribute `name` of groups by path: Keras 3 names its layers so.
    orders : dict of list
        The attribute `weight_names` of groups by path: older Keras lists the weights of each layer so.
    config : str
        The attribute `model_config` of the file; empty if there is none.
    """

    names: dict[str, str] = field(default_factory=dict)
    orders: dict[str, list[str]] = field(default_factory=dict)
    config: str = ""


def main(limits: dict[str, int], caps: dict[str, int], refused: int, no_memory: int) -> None:
    """Read an HDF5 file from standard input; write a safetensors file, or what is wrong as JSON."""
    import h5py  # noqa: F401  # a confined process can import nothing any more

    data = sys.stdin.buffer.read()
    confine(Caps(**caps))
    try:
        arrays, remarks = parse(data, Limits(**limits))
        whole = safetensors.serialise(arrays, {"remarks": json.dumps(asdict(remarks))})
    except FormatError as error:
        json.dump({"part": error.part, "found": error.found, "expected": error.expected}, sys.stdout)
        sys.stdout.flush()
        sys.exit(refused)
    except MemoryError:
        sys.exit(no_memory)
    sys.stdout.buffer.write(whole)


def parse(data: bytes, limits: Limits) -> tuple[dict[str, Array], Remarks]:
    """Return all data sets by path, and what the file says besides.

    Raises
    ------
    FormatError
        If the file is damaged, or contains a soft or external link, or external, virtual or oversized data.
    """
    import h5py

    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            return _Walk(h5py, limits).everything(file)
    except FormatError:
        raise
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, OverflowError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:120]
        raise FormatError("HDF5 file", f"damage ({reason})", "a whole file") from error


class _Walk:
    def __init__(self, h5py: Any, limits: Limits) -> None:
        self._h5py = h5py
        self._limits = limits
        self._objects = 0
        self._bytes = 0
        self._arrays: dict[str, Array] = {}
        self._remarks = Remarks()

    def everything(self, file: Any) -> tuple[dict[str, Array], Remarks]:
        config = _text(file.attrs.get("model_config")) or ""
        if len(config) > CONFIG_BYTES:
            raise FormatError("model_config", f"{len(config):,} bytes", f"at most {CONFIG_BYTES:,}")
        self._remarks.config = config
        self._group(file, "", 0)
        return self._arrays, self._remarks

    def _group(self, group: Any, path: str, depth: int) -> None:
        if depth > DEPTH:
            raise FormatError(f"group {path}", f"more than {DEPTH} groups in each other", "fewer")
        name = group.attrs.get("name")
        if isinstance(name, str):
            self._remarks.names[path] = name
        order = group.attrs.get("weight_names")
        if isinstance(order, np.ndarray) and order.ndim == 1:
            self._limits.check_entries("HDF5 file", len(order))
            self._remarks.orders[path] = [_text(one) or "" for one in order]
        for key in group:
            self._objects += 1
            self._limits.check_entries("HDF5 file", self._objects)
            here = f"{path}/{key}".lstrip("/")
            link = group.get(key, getlink=True)
            if not isinstance(link, self._h5py.HardLink):
                raise FormatError(f"link {here}", f"a {type(link).__name__}", "hard links alone")
            item = group[key]
            if isinstance(item, self._h5py.Group):
                self._group(item, here, depth + 1)
            elif isinstance(item, self._h5py.Dataset):
                self._dataset(item, here)
            else:
                raise FormatError(f"object {here}", type(item).__name__, "groups and data sets")

    def _dataset(self, item: Any, path: str) -> None:
        part = f"data set {path}"
        if item.is_virtual or item.external:
            raise FormatError(part, "virtual or external data", "numbers in the file itself")
        if item.dtype.kind not in "biuf" or item.dtype.itemsize > 8:
            if item.dtype.kind in "OSU":
                return
            raise FormatError(part, f"{item.dtype} values", "plain numbers")
        plan = item.id.get_create_plist()
        for k in range(plan.get_nfilters()):
            code = plan.get_filter(k)[0]
            if code not in FILTERS:
                raise FormatError(part, f"filter {code}", f"none, or one of {', '.join(FILTERS.values())}")
        shape = item.shape
        if shape is None:
            return
        size = math.prod(shape) * _plain(item.dtype).itemsize
        chunk = math.prod(item.chunks or ()) * item.dtype.itemsize
        self._bytes += max(size, chunk)
        self._limits.check_unpacked(part, self._bytes)
        array = np.asarray(item[()])
        self._arrays[path] = array.astype(_plain(array.dtype), copy=False)


def _text(value: object) -> str | None:
    """Return an attribute that is a text, as each version of h5py writes it; None for anything else."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else None


def _plain(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return the type in which numbers of this type are sent, lossless but for unsigned 64-bit integers."""
    if dtype.kind == "f":
        return np.dtype("f8" if dtype.itemsize == 8 else "f4")
    return np.dtype("i8")
