"""Reserved disk space, so that models can be deleted even when the disk is full."""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL

_TWICE: Final = 2.1
_LEAST: Final = 256 * 1024
"""Deleted data is overwritten in the journal, along with neighbouring pages, then in the database."""


class Reserve:
    """A file beside a database that only occupies space.

    Parameters
    ----------
    address : sqlalchemy.URL
        The database; if it is not a file, there is no reserve.
    """

    def __init__(self, address: URL) -> None:
        is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
        self._file = Path(str(address.database)).with_suffix(".reserve") if is_file else None

    def keep(self, size: int) -> None:
        """Reserve the space needed to delete a file of this many bytes, if there is enough."""
        if self._file is None:
            return
        try:
            with self._file.open("ab") as file:
                if file.tell() < (room := int(size * _TWICE) + _LEAST):
                    os.posix_fallocate(file.fileno(), 0, room)
        except OSError:
            return  # keep the present reserve

    def release(self) -> bool:
        """Release the space; return whether any was reserved."""
        if self._file is None:
            return False
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
