"""The process that is copied to read each untrusted file: it has imported everything that readers need.

For each file, a socket arrives on standard input. A copy is forked that reads the file, confined, and
ends; then its exit code is appended to its answer. So a crash is reported as what it was, and no process that
reads one file ever sees another.
"""

import gc
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

from lstm_core.interop.confined import jobs, messages
from lstm_core.interop.containers.confine import confine
from lstm_core.interop.errors import FormatError

Jobs: TypeAlias = Mapping[str, Callable[..., bytes]]
"""What readers can do, by name: from the bytes of a file to those of a parcel."""
_AHEAD: Final = ("h5py", "onnx", "onnx.numpy_helper", "tokenize", "encodings.cp437", "encodings.utf_8_sig")
"""Modules that readers import late: a confined process can no longer open them."""
JOBS: Final[Jobs] = {"model": jobs.model, "table": jobs.table}
_TRACE: Final = 4000
_WAKES: Final = 4096
_HANDLES: Final = 1024
NICENESS: Final = 10


def main(by_name: Jobs = JOBS) -> None:
    """Fork readers until nobody can ask any more; `by_name` are their jobs."""
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    _step_back()
    for module in _AHEAD:
        with suppress(ImportError):  # A reader itself reports what has to be installed.
            import_module(module)
    gc.collect()
    gc.freeze()
    ended, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    readers: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([control, ended], [], [])
        if ended in ready:
            ended.recv(_WAKES)
            _tell_ends(readers)
        if control in ready:
            asked, handles, _, _ = socket.recv_fds(control, 1, 1)
            if not asked:
                return
            connection = socket.socket(fileno=handles[0])
            if (reader := os.fork()) == 0:
                _begin(connection, by_name)
            readers[reader] = connection


def _step_back() -> None:
    """Leave the processor to the server where both want it: a trace must not wait for somebody's file.

    Linux may compare sessions first, and this process has its own, so the session steps back, too.
    """
    os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICENESS))


def _tell_ends(readers: dict[int, socket.socket]) -> None:
    """Append the exit codes of readers that have ended to their answers."""
    while readers:
        reader, status = os.waitpid(-1, os.WNOHANG)
        if not reader:
            return
        with suppress(OSError), readers.pop(reader) as connection:  # The other side may be gone.
            connection.sendall(messages.code(os.waitstatus_to_exitcode(status)))


def _begin(connection: socket.socket, by_name: Jobs) -> NoReturn:
    """Become a reader with nothing open but its connection."""
    try:
        signal.set_wakeup_fd(-1)
        os.closerange(0, connection.fileno())
        os.closerange(connection.fileno() + 1, _HANDLES)
        _read(connection, by_name)
    finally:
        os._exit(0)


def _read(connection: socket.socket, by_name: Jobs) -> None:
    """Answer one request, confined."""
    request, data = messages.received(connection)
    confine(request.caps)
    kind, answer = _answered(by_name[request.job], data, request.given)
    connection.sendall(kind)
    connection.sendall(answer)


def _answered(job: Callable[..., bytes], data: bytes, given: Mapping[str, Any]) -> tuple[bytes, bytes]:
    try:
        return messages.DONE, job(data, **given)
    except FormatError as error:
        return messages.REFUSED, messages.of_error(error)
    except MemoryError:
        return messages.NO_MEMORY, b""
    except Exception:
        return messages.BROKEN, traceback.format_exc()[-_TRACE:].encode(errors="replace")
