"""Models and tables from strangers, read by a confined process where the system can fork one."""

from dataclasses import asdict
from typing import Final

from lstm_core.arrays import Array
from lstm_core.interop.confined import parcels
from lstm_core.interop.confined.children import CAN_FORK, Children
from lstm_core.interop.confined.messages import Request
from lstm_core.interop.containers import tables
from lstm_core.interop.containers.confine import Caps
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Contents
from lstm_core.interop.files import check_kind, read

_BYTES_A_SECOND: Final = 2 * 2**20
"""How quickly a file is read at the least; ten times as quickly is usual."""
_LAG: Final = 10
_ROOM: Final = 128 * 2**20
_CHILDREN: Final = Children()


def caps_of(size: int, unpacked: int) -> Caps:
    """Return what reading a file may use.

    Parameters
    ----------
    size : int
        The bytes of the file.
    unpacked : int
        To how many bytes it may unpack.
    """
    work = 1 + size // _BYTES_A_SECOND
    return Caps(memory=_ROOM + 4 * unpacked, work=work, wall=_LAG + 2 * work)


def read_model(data: bytes, limits: Limits) -> Contents:
    """Return the contents of a stranger's model file, as `lstm_core.interop.read` does.

    Raises
    ------
    FormatError
        As there; `TooLargeError`, `TooSlowError` and `BrokenReaderError` where the reading itself went wrong.
    ReadersAwayError
        If no process can be started.
    """
    check_kind(data, limits)
    if not CAN_FORK:
        return read(data, limits)
    caps = caps_of(len(data), limits.unpacked_bytes)
    request = Request("model", {"limits": asdict(limits)}, caps)
    return parcels.to_contents(_CHILDREN.ask(request, data, parcels.most_bytes(limits)))


def read_table(data: bytes, most: int) -> tuple[list[str] | None, Array]:
    """Return the names of columns, if any, and the rows of a stranger's table of at most `most` rows.

    Raises
    ------
    TableError
        If it is no table.
    FormatError, ReadersAwayError
        As from `read_model`.
    """
    if not CAN_FORK:
        return tables.parse(data, most)
    unpacked = 8 * tables.MOST_NUMBERS
    request = Request("table", {"most": most}, caps_of(len(data), unpacked))
    return parcels.to_table(_CHILDREN.ask(request, data, unpacked + parcels.ABOUT_BYTES))
