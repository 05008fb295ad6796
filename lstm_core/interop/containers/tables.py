"""Tables of numbers with one row per step: NPY, NPZ, or CSV as people write it; steps may have labels."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.npz import parse_array, parse_texts
from lstm_core.interop.errors import FormatError

MOST_COLUMNS: Final = 16_384
"""As many as in a spreadsheet."""
MOST_NUMBERS: Final = 4_000_000
LABEL: Final = "label"
"""The heading of a column of labels, as in our own CSV, and their array in an NPZ; or the plural."""
_NPY: Final = b"\x93NUMPY"
_ZIP: Final = b"PK\x03\x04"
_DELIMITERS: Final = "\t;；,，"
"""The first of these in the first line separates columns; a comma beside an earlier one is decimal."""
_NAME_LENGTH: Final = 80
_MOST_ARRAYS: Final = 100
_UTF16: Final = codecs.lookup("utf-16")
_UNMARKED: Final = (codecs.lookup("utf-16-be"), codecs.lookup("utf-16-le"))
"""Without a mark, the half of the bytes with more zeros tells which: the first or the second of two."""
_GBK: Final = codecs.lookup("gbk")
"""Looked up here, because Python opens a file for it, and a confined reader may open none."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_SPACED_GROUPS: Final = re.compile(r"(?<!\S)[+-]?\d{1,3} \d{3}(?!\S)", re.ASCII)
"""1 000 may be one number."""
_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+", re.ASCII)
"""1,000 is a thousand to some and one to others."""


class TableError(ValueError):
    """The reason why a file is not a table; the message says where."""


class Table(NamedTuple):
    """What a table holds.

    Attributes
    ----------
    names : list of str or None
        The names of its columns, if it has them.
    rows : (T, D)
        Its numbers.
    labels : list of str or None
        The label of each step, such as a token, if there is a column or an array of them.
    shape : tuple of int or None
        The array's own shape, if an axis of one sequence was taken away.
    """

    names: list[str] | None
    rows: Array
    labels: list[str] | None = None
    shape: tuple[int, ...] | None = None


def parse(data: bytes, most: int, columns: int | None = None) -> Table:
    """Return the numbers of a table, with the names of its columns and the labels of its steps.

    Parameters
    ----------
    data : bytes
        CSV, with or without a first row of names; NPY; or NPZ with one array of numbers, or a whole trace,
        from which the inputs are taken, and perhaps ``labels``. In a CSV, the first column holds labels if
        its name is ``label``, or if it is text and there is one column more than is known.
    most : int
        The largest number of rows.
    columns : int, optional
        The number of columns of numbers, if it is known: in a single one, a comma is decimal.

    Raises
    ------
    TableError
        The message gives the place of the first thing that is not a number.
    """
    if data.startswith(_NPY):
        return _from_npy(data, most)
    return _from_npz(data, most) if data.startswith(_ZIP) else _from_csv(data, most, columns)


def _from_npy(data: bytes, most: int) -> Table:
    try:
        array = parse_array("the array", data)
    except FormatError as error:
        raise TableError(str(error)) from None
    return _from_array(array, most)


def _from_array(array: Array, most: int) -> Table:
    own = array.shape
    if array.ndim == 3 and 1 in own[:2]:
        array = array.reshape(own[1] if own[0] == 1 else own[0], own[2])
    if array.ndim == 3 and 0 not in own:
        raise TableError(
            f"the array has shape {own}, expected (T, D): save one sequence of it, x[:, 0] or x[0]"
        )
    if array.ndim not in (1, 2) or 0 in array.shape:
        raise TableError(f"the array has shape {own}, expected (T, D), or (T,) for one input per step")
    _check_steps(len(array), most)
    rows = array.reshape(len(array), -1)
    _check_columns(rows.shape[1])
    _check_numbers(rows.size)
    numbers = np.ascontiguousarray(rows, dtype=np.float64)
    return Table(None, numbers, shape=own if len(own) == 3 else None)


def _from_npz(data: bytes, most: int) -> Table:
    try:
        archive = Archive(data, Limits(unpacked_bytes=8 * MOST_NUMBERS + 2**20, entries=_MOST_ARRAYS))
        by_name = {name.removesuffix(".npy"): name for name in archive.names}
        told = [name for name in (LABEL, f"{LABEL}s") if name in by_name]
        numbers = _inputs_of_a_trace(by_name) or [name for name in by_name if name not in told]
        if len(numbers) != 1 or len(told) > 1:
            known = ", ".join(by_name)[:200]
            raise TableError(f"it has the arrays {known}, expected one of shape (T, D) and perhaps labels")
        table = _from_array(parse_array("the array", archive.read(by_name[numbers[0]])), most)
        labels = [one for name in told for one in parse_texts(name, archive.read(by_name[name]))]
    except FormatError as error:
        raise TableError(str(error)) from None
    if told and len(labels) != len(table.rows):
        raise TableError(f"it has {len(labels)} labels, expected {len(table.rows)}, one per step")
    return table._replace(labels=[_short(one) for one in labels] if told else None)


def _inputs_of_a_trace(names: Collection[str]) -> list[str]:
    """Return the array of inputs in a file of a whole trace, as we write it; none in any other file."""
    place = next(
        (one for one in ("", "layers.0.forward.") if f"{one}h0" in names or f"{one}h" in names), None
    )
    return [] if place is None else [name for name in (f"{place}x",) if name in names]


def _from_csv(data: bytes, most: int, columns: int | None) -> Table:
    text = _tabbed(_text(data))
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
    labels: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if names is None and not rows and not any(map(_is_like_a_number, cells)):
                names = [_short(cell) for cell in cells]
                continue
            if not rows and _has_labels(names, cells, columns):
                labels = []
            width = len(names or cells) if not rows else len(rows[0]) + (labels is not None)
            rows.append(_numbers(cells, reader.line_num, width, int(labels is not None)))
            if labels is not None:
                labels.append(_short(cells[0]))
            _check_steps(len(rows), most)
            _check_numbers(len(rows) * len(rows[0]))
    except csv.Error as error:
        raise TableError(f"line {reader.line_num} is not CSV: {error}") from None
    if not rows:
        raise TableError("it has no rows of numbers, expected one for each step")
    own = names if labels is None or names is None else names[1:]
    return Table(own, np.array(rows), labels)


def _tabbed(text: str) -> str:
    """Return a table with only spaces between columns, as NumPy writes it, with tabs; any other as it is."""
    first, second = [*text.split("\n", 2), ""][:2]
    numbers = second if second.strip() else first
    if any(one in first + numbers for one in _DELIMITERS) or _SPACED_GROUPS.search(text):
        return text
    cells = numbers.split()
    if len(cells) < 2 or len(first.split()) != len(cells) or not all(map(_is_number, cells)):
        return text
    return "\n".join("\t".join(line.split()) for line in text.split("\n"))


def _has_labels(names: Sequence[str] | None, cells: Sequence[str], columns: int | None) -> bool:
    """Return whether the first column of a table labels its steps, going by its names and its first row."""
    if len(cells) < 2:
        return False
    if names is not None and names[0].lower() in (LABEL, f"{LABEL}s"):
        return True
    return columns is not None and len(cells) == columns + 1 and not _is_like_a_number(cells[0])


def _short(text: str) -> str:
    return text.strip()[:_NAME_LENGTH]


def _text(data: bytes) -> str:
    """Decode as spreadsheets write: UTF-16 by its mark or its zeros, otherwise UTF-8, or else GBK."""
    zeros = [data[half:4096:2].count(0) for half in (0, 1)]
    is_marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if is_marked or any(zeros):
        codec = _UTF16 if is_marked else _UNMARKED[zeros[1] > zeros[0]]
        try:
            return codec.decode(data)[0]
        except UnicodeDecodeError as error:
            raise TableError(f"it is no text in UTF-16: byte {error.start} does not fit") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return _GBK.decode(data)[0]
        except UnicodeDecodeError:
            raise TableError(f"it is no text in UTF-8 or GBK: byte {error.start} does not fit") from None


def _numbers(cells: Sequence[str], line: int, width: int, first: int) -> list[float]:
    """Return the numbers in a line, from the column `first` on."""
    if len(cells) != width:
        raise TableError(f"line {line} has {len(cells)} columns, expected {width} as in the first")
    try:
        return [_value(cell) for cell in cells[first:]]
    except ValueError:
        column = next(n for n, cell in enumerate(cells) if n >= first and not _is_number(cell))
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
        raise TableError(
            f"its steps are over the limit max_steps of {most}; raise the setting MEMORY_PIPE_MAX_STEPS"
        )


def _check_columns(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise TableError(f"it has {columns:,} columns, expected at most {MOST_COLUMNS:,}")


def _check_numbers(numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise TableError(f"it has more than {MOST_NUMBERS:,} numbers")
