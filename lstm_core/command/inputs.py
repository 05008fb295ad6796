"""Inputs of a run: CSV or NPY."""

import csv
import io
import sys
from pathlib import Path

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.npz import parse_array


def read_inputs(name: str) -> Array:
    """Return the numbers of a file, (T, D) or (T, B, D); ``-`` is CSV from standard input.

    Raises
    ------
    FormatError
        If something is no number, or rows differ in length.
    OSError
        If the file cannot be read.
    """
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    if data.startswith(b"\x93NUMPY"):
        return parse_array("input", data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("input", f"bytes that are no text ({error.reason})", "CSV or NPY") from error
    rows = [(n, row) for n, row in enumerate(csv.reader(io.StringIO(text)), start=1) if row]
    if rows and not any(_is_number(cell) for cell in rows[0][1]):
        del rows[0]
    if not rows:
        raise FormatError("input", "no rows of numbers", "a row for each step")
    return np.array([_numbers(n, row, len(rows[0][1])) for n, row in rows])


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _numbers(line: int, row: list[str], width: int) -> list[float]:
    if len(row) != width:
        raise FormatError(f"input, line {line}", f"{len(row)} numbers", f"{width}, as in the first row")
    for column, cell in enumerate(row, start=1):
        if not _is_number(cell):
            raise FormatError(f"input, line {line}, column {column}", repr(cell[:40]), "a number")
    return [float(cell) for cell in row]
