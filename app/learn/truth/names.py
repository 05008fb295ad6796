"""What the names in an expression mean."""

from collections.abc import Callable, Mapping
from typing import Any

Value = Any
"""A number, a truth value or an array; as an intermediate result also an object from `Names`."""


class ExpressionError(ValueError):
    """A malformed expression, or one without a value; the message gives the reason."""


class Names:
    """The meaning of names. An attribute may lead to a mapping or to another `Names`.

    Parameters
    ----------
    known : mapping
        Value by name: a number, an array of (step, lane), a mapping, another `Names`.
    other : callable, optional
        Asked for unknown names; raises ExpressionError if it does not know them either.
    """

    def __init__(self, known: Mapping[str, Value], other: Callable[[str], Value] | None = None) -> None:
        self._known, self._other = known, other

    def __getitem__(self, name: str) -> Value:
        """Return what `name` means, or raise an ExpressionError that lists the known names."""
        if name in self._known:
            return self._known[name]
        if self._other is not None:
            return self._other(name)
        raise ExpressionError(f"there is no {name!r}, expected one of {', '.join(self._known)}")

    def __contains__(self, name: str) -> bool:
        """Return whether `name` means something."""
        try:
            self[name]
        except ExpressionError:
            return False
        return True

    def extended(self, known: Mapping[str, Value]) -> "Names":
        """Return these names and some more, which come first."""
        return Names(known, self.__getitem__)
