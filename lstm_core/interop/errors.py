"""What is wrong with a file."""


class FormatError(ValueError):
    """A file cannot be read, or a model cannot be written in a format.

    Parameters
    ----------
    part : str
        Which part of the file or of the model.
    found : str
        What is there.
    expected : str
        What could have been there.
    """

    def __init__(self, part: str, found: str, expected: str) -> None:
        super().__init__(f"{part}: found {found}, expected {expected}")
        self.part = part
        self.found = found
        self.expected = expected

    def __reduce__(self) -> tuple[type["FormatError"], tuple[str, str, str]]:
        # A worker process hands its errors over as pickles, which otherwise hold the message alone.
        return FormatError, (self.part, self.found, self.expected)
