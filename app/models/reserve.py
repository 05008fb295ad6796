"""Room that is kept on the disk, so that a full disk still lets people delete."""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL

_TWICE: Final = 2.1
_LEAST: Final = 256 * 1024
"""What is deleted is overwritten in the journal, with pages around it, then in the database."""


class Reserve:
    """A file beside a database that holds nothing.

    Parameters
    ----------
    address : sqlalchemy.URL
        The database; without a file of its own there is no reserve.
    """

    def __init__(self, address: URL) -> None:
        is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
        self._file = Path(str(address.database)).with_suffix(".reserve") if is_file else None

    def keep(self, size: int) -> None:
        """Take the room that it takes to delete a file of so many bytes, if it is to be had."""
        if self._file is None:
            return
        try:
            with self._file.open("ab") as file:
                if file.tell() < (room := int(size * _TWICE) + _LEAST):
                    os.posix_fallocate(file.fileno(), 0, room)
        except OSError:
            return  # what is there already stays

    def release(self) -> bool:
        """Give the room back; return whether there was any."""
        if self._file is None:
            return False
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
