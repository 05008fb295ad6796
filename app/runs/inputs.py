"""From a table, CSV or NPY, to the inputs of a request."""

import csv
import io
from collections.abc import Sequence

import numpy as np

from app.config import Settings
from app.faults.kinds import Unusable
from app.runs.answers import dump
from app.wire.arrays import Array
from app.wire.forms import MAX_MAGNITUDE
from lstm_core.interop import FormatError
from lstm_core.interop.containers.npz import parse_array

_NPY = b"\x93NUMPY"
_DELIMITERS = ",;\t"
_NAME_LENGTH = 80


def inputs_json(data: bytes, settings: Settings) -> bytes:
    """Return the JSON answer of ``POST /inputs``.

    Parameters
    ----------
    data : bytes
        A table as CSV, with or without a first row of names, or as NPY.
    settings : Settings
        The limits.

    Raises
    ------
    Unusable
        The message says where the first thing is that is no number.
    """
    names, rows = (None, _from_npy(data)) if data.startswith(_NPY) else _from_csv(data, settings.max_steps)
    _check_length(len(rows), settings.max_steps)
    for line, column in np.argwhere(~(np.abs(rows) <= MAX_MAGNITUDE))[:1]:
        found = f"row {line + 1}, column {column + 1} holds {rows[line, column]:g}"
        raise _refused(f"{found}, expected a number from {-MAX_MAGNITUDE:g} to {MAX_MAGNITUDE:g}")
    return dump({"names": names, "steps": len(rows), "inputs": rows})


def _from_npy(data: bytes) -> Array:
    try:
        array = parse_array("the array", data)
    except FormatError as error:
        raise _refused(str(error)) from None
    if array.ndim not in (1, 2) or 0 in array.shape:
        raise _refused(f"the array has shape {array.shape}, expected (T, D), or (T,) for one input a step")
    return np.ascontiguousarray(array.reshape(len(array), -1), dtype=np.float64)


def _from_csv(data: bytes, most: int) -> tuple[list[str] | None, Array]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"it is no text in UTF-8: byte {error.start} does not fit") from None
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count))
    names: list[str] | None = None
    rows: list[list[float]] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if names is None and not rows and not any(map(_is_number, cells)):
                names = [cell.strip()[:_NAME_LENGTH] for cell in cells]
                continue
            rows.append(_numbers(cells, reader.line_num, len(names or (rows[0] if rows else cells))))
            _check_length(len(rows), most)
    except csv.Error as error:
        raise _refused(f"line {reader.line_num} is no CSV: {error}") from None
    if not rows:
        raise _refused("it has no rows of numbers, expected one for each step")
    return names, np.array(rows)


def _numbers(cells: Sequence[str], line: int, width: int) -> list[float]:
    if len(cells) != width:
        raise _refused(f"line {line} has {len(cells)} columns, expected {width} as in the first")
    for column, cell in enumerate(cells, start=1):
        if not _is_number(cell):
            shown = cell.strip()[:20]
            raise _refused(f'line {line}, column {column} holds "{shown}", expected a number')
    return [float(cell) for cell in cells]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _check_length(steps: int, most: int) -> None:
    if steps > most:
        raise _refused(f"its steps are over the limit max_steps of {most}")


def _refused(why: str) -> Unusable:
    return Unusable(f"This table cannot be used: {why}.")
