"""The interface through which drawings get their words."""

from typing import Protocol


class Words(Protocol):
    """A catalogue's `text`: the message of an id, with its placeholders filled."""

    def __call__(self, message: str, **values: object) -> str:
        """Return the text."""
        ...
