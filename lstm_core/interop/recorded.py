"""Traces that ``memory-pipe trace`` or `Trace.to_npz` wrote, read back: NPZ, JSON or CSV."""

import csv
import io
import re
from typing import Final, TypeAlias, cast

import numpy as np

import lstm_core.interop.containers.npz as npz
from lstm_core.arrays import Array
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import from_lists, some
from lstm_core.interop.errors import FormatError
from lstm_core.running.labels import LABELS
from lstm_core.stacks.layer import Direction

Place: TypeAlias = tuple[int, Direction]
Recorded: TypeAlias = dict[Place, dict[str, Array]]
"""For each layer and direction the arrays by name: (T, H), (T, B, H), or without T for first states."""

_NAME: Final = re.compile(r"layers\.(\d{1,4})\.(forward|backward)\.(\w+)")
_PLACES: Final = ("layer", "direction", "step", "sequence", "unit")
_TABLE: Final = b"layer,direction,"
_ROWS: Final = "rows of finite numbers, all of the same length"


def read_recorded(data: bytes, limits: Limits | None = None) -> Recorded | None:
    """Return the traces in a file, or None if the file does not hold traces.

    Raises
    ------
    FormatError
        If it begins like a file of traces, but is damaged.
    """
    if data.startswith(b"PK\x03\x04"):
        return _from_npz(data, limits or Limits())
    if data.removeprefix(b"\xef\xbb\xbf").startswith(_TABLE):
        return _from_csv(data)
    if data.lstrip(b" \t\r\n").startswith(b"{"):
        return _from_json(data)
    return None


def _from_npz(data: bytes, limits: Limits) -> Recorded | None:
    archive = Archive(data, limits)
    by_name = {name.removesuffix(".npy"): name for name in archive.names if name != f"{LABELS}.npy"}
    if "h0" in by_name and not any("." in name for name in by_name):
        return {(0, "forward"): npz.parse(archive, by_name.values())}
    if "outputs" not in by_name or not all(name == "outputs" or _NAME.fullmatch(name) for name in by_name):
        return None
    found: Recorded = {}
    for name, array in npz.parse(archive, by_name.values()).items():
        if match := _NAME.fullmatch(name):
            place = (int(match[1]), cast("Direction", match[2]))
            found.setdefault(place, {})[match[3]] = array
    return found


def _from_json(data: bytes) -> Recorded | None:
    told = documents.parsed("file", data, "traces or a preset")
    layers = told.get("layers") if isinstance(told, dict) else None
    if not isinstance(layers, list) or not all(isinstance(one, dict) and "trace" in one for one in layers):
        return None
    found: Recorded = {}
    for n, one in enumerate(layers):
        layer, direction, trace = one.get("layer"), one.get("direction"), one["trace"]
        if type(layer) is not int or direction not in ("forward", "backward") or not isinstance(trace, dict):
            raise FormatError(f"layers/{n}", f"{one!r:.40}", "a layer, a direction and a trace")
        found[layer, direction] = {
            name: from_lists(f"layers/{n}/trace/{name}", values, _ROWS) for name, values in trace.items()
        }
    return found


def _from_csv(data: bytes) -> Recorded:
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        header, *body = rows
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError("table", str(error), "CSV as memory-pipe trace writes it") from error
    if absent := [name for name in ("layer", "direction", "step", "unit") if name not in header]:
        raise FormatError("table", f"columns {some(header)}", f"also {', '.join(absent)}")
    fields = [name for name in header if name not in (*_PLACES, "kind", "label")]
    axes = [name for name in ("step", "sequence", "unit") if name in header]
    lines: dict[Place, tuple[list[list[int]], list[list[float]]]] = {}
    for line, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise FormatError(f"table, line {line}", f"{len(row)} cells", f"{len(header)}")
        cells = dict(zip(header, row, strict=True))
        try:
            place = (int(cells["layer"]), cast("Direction", cells["direction"]))
            at = [int(cells[name]) for name in axes]
            values = [float(cells[name] or "nan") for name in fields]
        except ValueError as error:
            raise FormatError(f"table, line {line}", str(error), "numbers") from error
        if place[1] not in ("forward", "backward"):
            raise FormatError(f"table, line {line}", repr(place[1]), "forward or backward")
        ats, numbers = lines.setdefault(place, ([], []))
        ats.append(at)
        numbers.append(values)
    return {place: _filled(place, fields, np.array(at), np.array(of)) for place, (at, of) in lines.items()}


def _filled(place: Place, fields: list[str], at: Array, numbers: Array) -> dict[str, Array]:
    """Return the columns as arrays. A column that a layer does not have is empty in all of its rows."""
    known = [np.unique(column, return_inverse=True) for column in at.T]
    shape = tuple(len(values) for values, _ in known)
    if np.prod(shape) != len(at) or len(np.unique(at, axis=0)) != len(at):
        raise FormatError(
            f"table, layer {place[0]} {place[1]}", f"{len(at)} rows", f"one for each of {shape}"
        )
    index = tuple(inverse for _, inverse in known)
    made = {}
    for name, column in zip(fields, numbers.T, strict=True):
        if np.isnan(column).all():
            continue
        if not np.isfinite(column).all():
            raise FormatError(f"table, column {name}", "an empty or infinite cell", "finite numbers")
        made[name] = np.empty(shape)
        made[name][index] = column
    return made
