"""Untrusted models and tables, read by a confined process if the system can fork one."""

from dataclasses import asdict
from typing import Final

from lstm_core.interop.confined import parcels
from lstm_core.interop.confined.children import CAN_FORK, Children
from lstm_core.interop.confined.messages import Request
from lstm_core.interop.containers import tables
from lstm_core.interop.containers.confine import Caps
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tables import Table
from lstm_core.interop.contents import Contents
from lstm_core.interop.files import check_kind, read

_BYTES_A_SECOND: Final = 2 * 2**20
"""The lowest acceptable rate of reading a file; ten times as fast is usual."""
_LAG: Final = 10
_ROOM: Final = 128 * 2**20
_CHILDREN: Final = Children()


def caps_of(size: int, unpacked: int) -> Caps:
    """Return the resources for reading a file.

    Parameters
    ----------
    size : int
        The size of the file in bytes.
    unpacked : int
        The number of bytes to which it may unpack.
    """
    work = 1 + size // _BYTES_A_SECOND
    return Caps(memory=_ROOM + 4 * unpacked, work=work, wall=_LAG + 2 * work)


def read_model(data: bytes, limits: Limits) -> Contents:
    """Return the contents of an untrusted model file, as `lstm_core.interop.read` does.

    Raises
    ------
    FormatError
        As there; `TooLargeError`, `TooSlowError` or `BrokenReaderError` if the reading itself went wrong.
    ReadersAwayError
        If no process can be started.
    """
    check_kind(data, limits)
    if not CAN_FORK:
        return read(data, limits)
    caps = caps_of(len(data), limits.unpacked_bytes)
    request = Request("model", {"limits": asdict(limits)}, caps)
    return parcels.to_contents(_CHILDREN.ask(request, data, parcels.most_bytes(limits)))


def read_table(data: bytes, most: int, columns: int | None = None) -> Table:
    """Return an untrusted table of at most `most` rows, as `lstm_core.interop.containers.tables.parse` does.

    Raises
    ------
    TableError
        If it is not a table.
    FormatError, ReadersAwayError
        As from `read_model`.
    """
    if not CAN_FORK:
        return tables.parse(data, most, columns)
    unpacked = 8 * tables.MOST_NUMBERS
    request = Request("table", {"most": most, "columns": columns}, caps_of(len(data), unpacked))
    return parcels.to_table(_CHILDREN.ask(request, data, unpacked + parcels.ABOUT_BYTES))
