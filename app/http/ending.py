"""What a connection tells the request under way: that the server stops, and that the client has left."""

from collections.abc import Callable
from typing import Final

from starlette.types import Scope

AT_STOP: Final = "memory_pipe.at_stop"
"""Where a request's scope has the list of what is called when the server stops."""

HAS_LEFT: Final = "memory_pipe.has_left"
"""Where a request's scope has what tells whether its connection is closed."""


def when_stopping(scope: Scope, end: Callable[[], None]) -> None:
    """Call `end` when the server that received a request stops."""
    scope.get(AT_STOP, []).append(end)


def has_left(scope: Scope) -> bool:
    """Return whether the client that sent a request is known to have left."""
    told: Callable[[], bool] = scope.get(HAS_LEFT, _is_there)
    return told()


def _is_there() -> bool:
    return False
