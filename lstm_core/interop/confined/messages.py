"""The messages between a server and the readers of its files: never a pickle, always of limited size.

A request is a line of JSON and the file. An answer is one byte for its kind, its content, and the reader's
exit code.
"""

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from lstm_core.interop.containers.confine import Caps, fault_of
from lstm_core.interop.errors import WHOLE, BrokenReaderError, FormatError, TooLargeError

DONE, REFUSED, NO_MEMORY, BROKEN = b"D", b"R", b"M", b"B"
"""The kinds of answers: a result, a fault of the file, too little memory, a fault of the reader."""
_CODE: Final = struct.Struct("<i")
_PIECE: Final = 2**20
_ERROR_BYTES: Final = 2**16


@dataclass(frozen=True)
class Request:
    """The task of a reader.

    Attributes
    ----------
    job : str
        The kind of file: ``model`` or ``table``.
    given : mapping
        The arguments of the job.
    caps : Caps
        The resources that it may use.
    """

    job: str
    given: Mapping[str, Any]
    caps: Caps


def send(connection: socket.socket, request: Request, data: bytes) -> None:
    """Send a request and its file. If the reader has died in the meantime, its answer says so."""
    try:
        connection.sendall(json.dumps(asdict(request)).encode() + b"\n")
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        return


def received(connection: socket.socket) -> tuple[Request, bytes]:
    """Return a request and its file."""
    line, _, data = bytes(_all(connection, None)).partition(b"\n")
    told = json.loads(line)
    return Request(told["job"], told["given"], Caps(**told["caps"])), data


def answer(connection: socket.socket, caps: Caps, most: int) -> memoryview | None:
    """Return the result of a request; None if there was no reader to start on it.

    Parameters
    ----------
    connection : socket
        The connection over which it was sent.
    caps : Caps
        The resources that the reader may use.
    most : int
        The largest size of the result, in bytes.

    Raises
    ------
    FormatError
        If the file is at fault, or the reader did not end on its own.
    """
    whole = memoryview(_all(connection, most + 1 + _CODE.size))
    if len(whole) < _CODE.size:
        return None
    if len(whole) > most + 1 + _CODE.size:
        raise TooLargeError("file", f"more than {most:,} bytes of numbers", "fewer")
    (code,) = _CODE.unpack(whole[-_CODE.size :])
    if code:
        raise fault_of("file", code, caps)
    kind, content = bytes(whole[:1]), whole[1 : -_CODE.size]
    if kind == DONE:
        return content
    if kind == NO_MEMORY:
        raise TooLargeError
    if kind == REFUSED:
        raise FormatError(*json.loads(bytes(content)))
    raise BrokenReaderError(
        "file", "damage at which its reader broke down", WHOLE, bytes(content).decode(errors="replace")
    )


def of_error(error: FormatError) -> bytes:
    """Return a file's fault as the content of an answer."""
    return json.dumps([text[:_ERROR_BYTES] for text in (error.part, error.found, error.expected)]).encode()


def code(number: int) -> bytes:
    """Return an exit code as the end of an answer."""
    return _CODE.pack(number)


def _all(connection: socket.socket, most: int | None) -> bytearray:
    """Return what arrives until the other side is done, but little more than `most` bytes."""
    made = bytearray()
    while (most is None or len(made) <= most) and (piece := connection.recv(_PIECE)):
        made += piece
    return made
