"""Tables of numbers with one row per step: NPY, or CSV as people write it."""

import codecs
import csv
import io
import re
import unicodedata
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
_DELIMITERS: Final = "\t;；,，"
"""The first of these in the first line separates columns; a comma beside an earlier one is decimal."""
_NAME_LENGTH: Final = 80
_UTF16: Final = codecs.lookup("utf-16")
_GBK: Final = codecs.lookup("gbk")
"""Looked up here, because Python opens a file for it, and a confined reader may open none."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+", re.ASCII)
"""1,000 is a thousand to some and one to others."""


class TableError(ValueError):
    """The reason why a file is not a table; the message says where."""


def parse(data: bytes, most: int, columns: int | None = None) -> tuple[list[str] | None, Array]:
    """Return the names of a table's columns, if it has them, and its rows.

    Parameters
    ----------
    data : bytes
        CSV, with or without a first row of names, or NPY.
    most : int
        The largest number of rows.
    columns : int, optional
        The number of columns, if it is known: in a single one, a comma is decimal.

    Raises
    ------
    TableError
        The message gives the place of the first thing that is not a number.
    """
    return (None, _from_npy(data, most)) if data.startswith(_NPY) else _from_csv(data, most, columns)


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


def _from_csv(data: bytes, most: int, columns: int | None) -> tuple[list[str] | None, Array]:
    text = _text(data)
    first = text.lstrip().partition("\n")[0]
    bare = _QUOTED.sub("", first)
    delimiter = next((one for one in _DELIMITERS if one in bare), ",")
    if columns == 1 and delimiter in ",，":
        delimiter = ";"
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
            if names is None and not rows and not any(map(_is_like_a_number, cells)):
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


def _text(data: bytes) -> str:
    """Decode as spreadsheets write: UTF-16 if its mark is there, otherwise UTF-8, or else GBK."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _UTF16.decode(data)[0]
        except UnicodeDecodeError as error:
            raise TableError(f"it is no text in UTF-16: byte {error.start} does not fit") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return _GBK.decode(data)[0]
        except UnicodeDecodeError:
            raise TableError(f"it is no text in UTF-8 or GBK: byte {error.start} does not fit") from None


def _numbers(cells: Sequence[str], line: int, width: int) -> list[float]:
    if len(cells) != width:
        raise TableError(f"line {line} has {len(cells)} columns, expected {width} as in the first")
    try:
        return [_value(cell) for cell in cells]
    except ValueError:
        column = next(n for n, cell in enumerate(cells) if not _is_number(cell))
        shown = cells[column].strip()[:20]
        if _GROUPED.fullmatch(text := _narrow(cells[column])):
            readings = f"{text.replace(',', '.', 1).replace(',', '')} or {text.replace(',', '')}"
            why = "which may be a decimal comma or thousands"
            raise TableError(
                f'line {line}, column {column + 1} holds "{shown}", {why}: expected {readings}'
            ) from None
        raise TableError(f'line {line}, column {column + 1} holds "{shown}", expected a number') from None


def _narrow(cell: str) -> str:
    """Return a cell with its full-width letters as the usual ones, and a plain minus."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return "-" + text[1:] if text.startswith(("−", "–")) else text


def _value(cell: str) -> float:
    """Read a number, with a decimal point or comma.

    Raises
    ------
    ValueError
        If it is not a number, or may be a decimal comma as well as groups of thousands.
    """
    try:
        return float(cell)
    except ValueError:
        text = _narrow(cell)
    if _GROUPED.fullmatch(text):
        raise ValueError(text)
    return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)


def _is_number(cell: str) -> bool:
    try:
        _value(cell)
    except ValueError:
        return False
    return True


def _is_like_a_number(cell: str) -> bool:
    return _is_number(cell) or _GROUPED.fullmatch(_narrow(cell)) is not None


def _check_steps(steps: int, most: int) -> None:
    if steps > most:
        raise TableError(f"its steps are over the limit max_steps of {most}")


def _check_columns(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise TableError(f"it has {columns:,} columns, expected at most {MOST_COLUMNS:,}")


def _check_numbers(numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise TableError(f"it has more than {MOST_NUMBERS:,} numbers")
