"""A process that reads untrusted data gives up everything it does not need; how it ended is explained."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lstm_core.interop.errors import WHOLE, BrokenReaderError, FormatError, TooLargeError, TooSlowError

ROOM: Final = 400 * 2**20
"""What the interpreter and its libraries may occupy, if the system does not report what they do."""
_STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True)
class Caps:
    """What a process may still use.

    Attributes
    ----------
    memory : int
        Bytes in addition to what it already has.
    work : int
        Seconds of processor time, counted from its start.
    wall : int
        Seconds by the clock, counted from now.
    """

    memory: int
    work: int
    wall: int


def confine(caps: Caps) -> None:
    """Let this process only compute for a while: it can open nothing, write no file and start no process.

    Everything that it needs must have been imported before.
    """
    try:
        import resource
    except ImportError:  # Windows lacks it; there, whoever started the process waits for a limited time.
        return
    memory = caps.memory + _size()
    for which, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        # At the hard limit the system kills the process, as it does when memory runs out.
        (resource.RLIMIT_CPU, caps.work, caps.work + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        resource.setrlimit(which, (soft, hard))
    signal.alarm(caps.wall)


def is_confined() -> bool:
    """Return whether this process can open nothing and start nothing."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 0


def fault_of(part: str, code: int, caps: Caps) -> FormatError:
    """Return the fault of a file on which a confined process ended with this code, negative for a signal."""
    name = signal.Signals(-code).name if -code in {*signal.Signals} else f"code {code}"
    match name:
        case "SIGKILL":
            return TooLargeError(part)
        case "SIGXCPU":
            return TooSlowError(part, f"no end within {caps.work} s of work", WHOLE)
        case "SIGALRM":
            return TooSlowError(part, f"no end within {caps.wall} s", WHOLE)
    return BrokenReaderError(part, "damage at which its reader broke down", WHOLE, name)


def _size() -> int:
    """Return how much address space the process has."""
    try:
        return int(_STATM.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return ROOM
