"""The kinds of faults that services raise. How each is answered is decided in `app.http.problems`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong, at one place in what was sent.

    Attributes
    ----------
    pointer : str
        JSON pointer (RFC 6901) to the place; ``""`` is the whole.
    detail : str
        What was expected and what was found.
    """

    pointer: str
    detail: str


class Fault(Exception):  # noqa: N818 - its kinds are named after what is wrong
    """Something that was requested and cannot be provided.

    Parameters
    ----------
    detail : str
        One sentence for the person who asked.
    """

    errors: tuple[FieldError, ...] = ()

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Refused(Fault):
    """A request that can be read but does not fit; `errors` says where.

    Parameters
    ----------
    pointer, detail : str
        As in `FieldError`.
    """

    def __init__(self, pointer: str, detail: str) -> None:
        self._set([FieldError(pointer, detail)])

    @classmethod
    def at(cls, errors: Sequence[FieldError]) -> "Refused":
        """Return the fault of a request that is wrong at several places."""
        fault = cls.__new__(cls)
        fault._set(errors)
        return fault

    def _set(self, errors: Sequence[FieldError]) -> None:
        super().__init__("The request body is not valid.")
        self.errors = tuple(errors)


class Unreadable(Fault):
    """A request that cannot be read, such as text that is not JSON."""


class Unusable(Fault):
    """A file that can be read but has the wrong contents."""


class TooLarge(Fault):
    """Something over a limit, which `detail` names."""


class TooSlow(Fault):
    """A file that takes longer to read than it may."""


class Overflow(TooLarge):
    """More arrives than is allowed; the rest is not read."""


class NotThere(Fault):
    """Something that does not exist, or no longer exists."""


class NotAllowed(Fault):
    """Something that is forbidden, or not allowed to everybody."""


class Conflict(Fault):
    """Something that does not go together with how things stand.

    Parameters
    ----------
    detail : str
        As in `Fault`.
    pointer : str, optional
        The place of what does not fit, if it was sent.
    """

    def __init__(self, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        if pointer is not None:
            self.errors = (FieldError(pointer, detail),)


class Gone(Fault):
    """Something that has ended."""


class Locked(Fault):
    """Something that lets nobody in at this moment."""


class TooMany(Fault):
    """More at a time than one client may have."""


class Unavailable(Fault):
    """Something that is temporarily unavailable."""


class Stopped(Fault):
    """A stream that cannot go on.

    Parameters
    ----------
    step : int
        The step that cannot be computed, counted from 0.
    detail : str
        The reason.
    """

    def __init__(self, step: int, detail: str) -> None:
        super().__init__(detail)
        self.step = step
