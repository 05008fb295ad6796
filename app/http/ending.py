"""Answers without an end of their own, such as streams of events, end when the server stops."""

from collections.abc import Callable
from typing import Final

from starlette.types import Scope

AT_STOP: Final = "memory_pipe.at_stop"
"""Where a request's scope has the list of what is called when the server stops."""


def when_stopping(scope: Scope, end: Callable[[], None]) -> None:
    """Call `end` when the server that received a request stops."""
    scope.get(AT_STOP, []).append(end)
