"""The inputs of a run: CSV or NPY, all at once or in chunks."""

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, dropwhile, islice
from math import isfinite
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.npz import parse_array
from lstm_core.interop.errors import FormatError
from lstm_core.stacks.trace import exchanged

NPY: Final = b"\x93NUMPY"
DELIMITERS: Final = ",;\t"
LARGEST: Final = 1024
"""The largest number of steps in a chunk."""


def read_inputs(name: str) -> Array:
    """Return the numbers in a file, (T, D) or (T, B, D); ``-`` is standard input.

    Raises
    ------
    FormatError
        If something is not a finite number, or rows differ in length.
    OSError
        If the file cannot be read.
    """
    with _opened(name) as stream:
        if _is_npy(stream):
            return parse_array("input", stream.read())
        return np.array(list(_rows(stream)))


def read_chunks(name: str, batch_first: bool = False) -> Iterator[Array]:
    """Yield the same numbers in chunks, with little in memory; the steps come first, whatever the file.

    The first chunk is one step, and each further one twice as long, up to 1,024, so that input arriving
    slowly through a pipe is answered early.

    Raises
    ------
    FormatError, OSError
        As in `read_inputs`, when the place is reached.
    """
    with _opened(name) as stream:
        if not _is_npy(stream):
            yield from _chunks(_rows(stream))
            return
        array = parse_array("input", stream.read()) if name == "-" else _mapped(name)
        array = exchanged(array, batch_first)
        first = 0
        while first < len(array):
            size = min(first + 1, LARGEST)
            chunk = np.array(array[first : first + size])
            _check_finite(chunk, first)
            yield chunk
            first += size


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def _is_npy(stream: BinaryIO) -> bool:
    return isinstance(stream, io.BufferedReader) and stream.peek(len(NPY)).startswith(NPY)


def _mapped(name: str) -> Array:
    try:
        array: Array = np.load(name, mmap_mode="r", allow_pickle=False)
    except ValueError:
        # Reading the whole file reports what is wrong with it.
        return parse_array("input", Path(name).read_bytes())
    if array.ndim == 0 or array.dtype.kind not in "biuf":
        raise FormatError("input", f"{array.dtype} values of shape {array.shape}", "rows of plain numbers")
    return array


def _check_finite(chunk: Array, first: int) -> None:
    bad = np.argwhere(~np.isfinite(chunk))
    if len(bad):
        raise FormatError(
            f"input, step {first + int(bad[0][0])}", str(chunk[tuple(bad[0])]), "finite numbers"
        )


def _chunks(rows: Iterator[list[float]]) -> Iterator[Array]:
    size = 1
    while chunk := list(islice(rows, size)):
        yield np.array(chunk)
        size = min(2 * size, LARGEST)


def _rows(stream: BinaryIO) -> Iterator[list[float]]:
    """Yield the numbers of each non-empty row; a first row without numbers holds names."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        found = _cells(text)
        first = next(found, None)
        if first is not None and not any(_is_number(cell) for cell in first[1]):
            first = next(found, None)
        if first is None:
            raise FormatError("input", "no rows of numbers", "a row for each step")
        for line, row in chain([first], found):
            yield _numbers(line, row, len(first[1]))
    except UnicodeDecodeError as error:
        raise FormatError("input", f"bytes that are not text ({error.reason})", "CSV or NPY") from error
    except csv.Error as error:
        raise FormatError("input", str(error), "CSV or NPY") from error
    finally:
        text.detach()  # whoever opened the stream closes it


def _cells(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """Yield each non-empty row with its line number; the first row determines the separator."""
    lines = dropwhile(lambda line: not line[1].strip(), enumerate(text))
    blank, first = next(lines, (0, ""))
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(chain([first], (line for _, line in lines)), delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield blank + reader.line_num, row


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
        if not _is_number(cell) or not isfinite(float(cell)):
            wanted = "columns separated by commas" if " " in cell.strip() else "a finite number"
            raise FormatError(f"input, line {line}, column {column}", repr(cell[:40]), wanted)
    return [float(cell) for cell in row]
