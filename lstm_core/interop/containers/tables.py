"""Tables of numbers with one row per step: NPY, or CSV as people write it."""

import csv
import io
from collections.abc import Sequence
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.npz import parse_array
from lstm_core.interop.errors import FormatError

MOST_COLUMNS: Final = 16_384
"""As many as in a spreadsheet."""
MOST_NUMBERS: Final = 4_000_000
_NPY: Final = b"\x93NUMPY"
_DELIMITERS: Final = ",;\t"
_NAME_LENGTH: Final = 80


class TableError(ValueError):
    """The reason why a file is not a table; the message says where."""


def parse(data: bytes, most: int) -> tuple[list[str] | None, Array]:
    """Return the names of a table's columns, if it has them, and its rows.

    Parameters
    ----------
    data : bytes
        CSV, with or without a first row of names, or NPY.
    most : int
        The largest number of rows.

    Raises
    ------
    TableError
        The message gives the place of the first thing that is not a number.
    """
    return (None, _from_npy(data, most)) if data.startswith(_NPY) else _from_csv(data, most)


def _from_npy(data: bytes, most: int) -> Array:
    try:
        array = parse_array("the array", data)
    except FormatError as error:
        raise TableError(str(error)) from None
    if array.ndim not in (1, 2) or 0 in array.shape:
        raise TableError(
            f"the array has shape {array.shape}, expected (T, D), or (T,) for one input per step"
        )
    _check_steps(len(array), most)
    rows = array.reshape(len(array), -1)
    _check_columns(rows.shape[1])
    _check_numbers(rows.size)
    return np.ascontiguousarray(rows, dtype=np.float64)


def _from_csv(data: bytes, most: int) -> tuple[list[str] | None, Array]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"it is no text in UTF-8: byte {error.start} does not fit") from None
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    _check_columns(1 + first.count(delimiter))
    lines = text.count("\n")
    if lines > 2 * most + 2:
        _check_steps(lines, most)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
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
            _check_steps(len(rows), most)
            _check_numbers(len(rows) * len(rows[0]))
    except csv.Error as error:
        raise TableError(f"line {reader.line_num} is not CSV: {error}") from None
    if not rows:
        raise TableError("it has no rows of numbers, expected one for each step")
    return names, np.array(rows)


def _numbers(cells: Sequence[str], line: int, width: int) -> list[float]:
    if len(cells) != width:
        raise TableError(f"line {line} has {len(cells)} columns, expected {width} as in the first")
    try:
        return [float(cell) for cell in cells]
    except ValueError:
        column = next(n for n, cell in enumerate(cells) if not _is_number(cell))
        shown = cells[column].strip()[:20]
        raise TableError(f'line {line}, column {column + 1} holds "{shown}", expected a number') from None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _check_steps(steps: int, most: int) -> None:
    if steps > most:
        raise TableError(f"its steps are over the limit max_steps of {most}")


def _check_columns(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise TableError(f"it has {columns:,} columns, expected at most {MOST_COLUMNS:,}")


def _check_numbers(numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise TableError(f"it has more than {MOST_NUMBERS:,} numbers")
