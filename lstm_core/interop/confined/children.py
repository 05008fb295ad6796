"""Starts readers: a template process is started once, and every file is read by a copy of it."""

import json
import os
import socket
import subprocess
import sys
from threading import Lock
from typing import Final

from lstm_core.interop.confined import messages
from lstm_core.interop.confined.messages import Request
from lstm_core.interop.errors import WHOLE, TooSlowError

START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from lstm_core.interop.confined.template import main; main()"
)
_LATE: Final = 10
"""How many seconds longer than its reader's wall-clock time to wait for an answer: it has to start first."""
CAN_FORK: Final = hasattr(os, "fork") and hasattr(socket, "send_fds")


class ReadersAwayError(RuntimeError):
    """No reader can be started at the moment."""


class Children:
    """Readers of files, each in its own process, which ends with it.

    Parameters
    ----------
    start : str
        The program of the template process.

    Attributes
    ----------
    template : Popen or None
        The process that is copied for each reader; None until one is needed.
    """

    def __init__(self, start: str = START) -> None:
        self._start = start
        self._lock = Lock()
        self.template: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def ask(self, request: Request, data: bytes, most: int) -> memoryview:
        """Return a reader's result for a file, of at most `most` bytes.

        Raises
        ------
        FormatError
            If the file is at fault, or asks for too much.
        ReadersAwayError
            If no reader can be started.
        """
        for _ in range(2):  # The template may have died since the last file.
            ours, theirs = socket.socketpair()
            with ours:
                ours.settimeout(request.caps.wall + _LATE)
                with theirs:
                    self._hand_over(theirs)
                try:
                    messages.send(ours, request, data)
                    found = messages.answer(ours, request.caps, most)
                except TimeoutError as error:
                    raise TooSlowError("file", f"no end within {request.caps.wall} s", WHOLE) from error
                except ConnectionResetError:
                    found = None
            if found is not None:
                return found
        raise ReadersAwayError("no process can be started that reads files")

    def close(self) -> None:
        """End the template."""
        with self._lock:
            self._stop()

    def _hand_over(self, theirs: socket.socket) -> None:
        with self._lock:
            try:
                socket.send_fds(self._started(), [b"."], [theirs.fileno()])
            except OSError:
                self._stop()
                socket.send_fds(self._started(), [b"."], [theirs.fileno()])

    def _started(self) -> socket.socket:
        if self._control is None or self.template is None or self.template.poll() is not None:
            self._stop()
            self._control, theirs = socket.socketpair()
            with theirs:
                self.template = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                    [sys.executable, "-I", "-c", self._start, json.dumps(sys.path)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=ENVIRONMENT,
                    start_new_session=True,  # A keyboard interrupt is meant for the server.
                )
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self.template is not None:
            self.template.wait()
        self._control = self.template = None


ENVIRONMENT: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}
"""Nothing from the server's own environment, which may contain its database password."""
