"""Rows of numbers on disk: inputs of any length in constant memory."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Final

import numpy as np

from app.wire.arrays import Array

_IN_MEMORY: Final = 2**20
_TYPE: Final = np.dtype(np.float64)


class RowFile:
    """A file of rows that is deleted when it is closed; a short one stays in memory.

    Parameters
    ----------
    width : int
        The length of a row.

    Attributes
    ----------
    steps : int
        The number of rows.
    labels : None
        Numbers have no labels of their own.
    """

    labels: None = None

    def __init__(self, width: int) -> None:
        self.steps = 0
        self._width = width
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `close`

    @property
    def size(self) -> int:
        """The size of all rows in bytes."""
        return self.steps * self._width * _TYPE.itemsize

    @property
    def is_closed(self) -> bool:
        """Whether the file is closed, and with that deleted."""
        return self._file.closed

    def add(self, rows: Array) -> None:
        """Append rows (n, width)."""
        self._file.write(np.ascontiguousarray(rows, _TYPE).tobytes())
        self.steps += len(rows)

    def pieces(self, size: int) -> Iterator[Array]:
        """Yield all rows, at most `size` at a time."""
        self._file.seek(0)
        while block := self._file.read(size * self._width * _TYPE.itemsize):
            yield np.frombuffer(block, _TYPE).reshape(-1, self._width)

    def close(self) -> None:
        """Close the file, which deletes it."""
        self._file.close()
