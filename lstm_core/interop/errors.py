"""The errors for files that cannot be read or written."""

from typing import Final

WHOLE: Final = "a whole file"


class FormatError(ValueError):
    """A file cannot be read, or a model cannot be written in a format.

    Parameters
    ----------
    part : str
        The part of the file or model at fault.
    found : str
        What was found there.
    expected : str
        What would have been valid.
    """

    def __init__(self, part: str, found: str, expected: str) -> None:
        super().__init__(f"{part}: found {found}, expected {expected}")
        self.part = part
        self.found = found
        self.expected = expected

    def __reduce__(self) -> tuple[type["FormatError"], tuple[str, str, str]]:
        # Worker processes send their errors as pickles, which otherwise contain the message alone.
        return type(self), (self.part, self.found, self.expected)


class TooLargeError(FormatError):
    """Reading a file needs more memory than it may have."""

    def __init__(
        self, part: str = "file", found: str = "more than fits into memory", expected: str = "less"
    ) -> None:
        super().__init__(part, found, expected)


class TooSlowError(FormatError):
    """Reading a file takes longer than it may."""


class BrokenReaderError(FormatError):
    """A reader broke down on a file, by a mistake of its own or of a library.

    Parameters
    ----------
    part, found, expected : str
        As in `FormatError`.
    trace : str
        Where it happened, for the log.
    """

    def __init__(self, part: str, found: str, expected: str, trace: str = "") -> None:
        super().__init__(part, found, expected)
        self.trace = trace
