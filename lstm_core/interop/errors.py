"""The error for files that cannot be read or written."""


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
        return FormatError, (self.part, self.found, self.expected)
