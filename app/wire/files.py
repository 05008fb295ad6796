"""Untrusted files: what can go wrong while they are read, in terms of their sender."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from app.faults.kinds import TooLarge, TooSlow, Unavailable, Unusable
from lstm_core.interop import FormatError
from lstm_core.interop.confined.children import ReadersAwayError
from lstm_core.interop.containers.tables import TableError
from lstm_core.interop.errors import BrokenReaderError, TooLargeError, TooSlowError

log: Final = logging.getLogger("memory_pipe")
Made = TypeVar("Made")


def from_stranger(read: Callable[[], Made], what: str) -> Made:
    """Return the result of `read` for a file.

    Parameters
    ----------
    read : callable
        Reads the file.
    what : str
        What it should be: ``file`` or ``table``.

    Raises
    ------
    TooLarge, TooSlow
        If reading it takes too much memory, or too long.
    Unusable
        For any other fault of the file, or of a reader; the latter is logged.
    Unavailable
        If no process can be started to read it.
    """
    start = f"This {what} cannot be used"
    try:
        return read()
    except TooLargeError:
        raise TooLarge(f"{start}: reading it takes more memory than a file may have.") from None
    except MemoryError:
        log.exception("there was no memory for an uploaded file")
        raise TooLarge(f"{start}: there is not enough memory to read it.") from None
    except TooSlowError:
        raise TooSlow(f"{start}: reading it takes longer than a file may take.") from None
    except BrokenReaderError as error:
        log.error("a reader broke down on an uploaded file: %r", error.trace)
        raise Unusable(f"{start}: it could not be read.") from None
    except TableError as error:
        raise Unusable(f"{start}: {error}.") from None
    except FormatError as error:
        raise Unusable(f"{start}. {writable(str(error))}") from None
    except ReadersAwayError as error:
        log.exception("no process could be started to read an uploaded file")
        raise Unavailable("Files cannot be read at the moment.") from error
    except Exception as error:
        log.exception("a reader broke down on an uploaded file")
        raise Unusable(f"{start}: it could not be read.") from error


def writable(text: str) -> str:
    """Return a text that can be written as UTF-8: names in files may contain incomplete characters."""
    return text.encode("utf-8", "replace").decode()
