"""A mutant: one small change of a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    start, end : int
        The bytes that it replaces.
    text : str
        What stands there instead.
    """

    start: int
    end: int
    text: str

    def of(self, source: bytes) -> bytes:
        """Return the file with this change."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def line(self, source: bytes) -> int:
        """Return the line of the change, from 1."""
        return source.count(b"\n", 0, self.start) + 1

    def told(self, source: bytes) -> str:
        """Return the line before and after, for a reader."""
        k = self.line(source) - 1
        before, after = (one.decode().splitlines() for one in (source, self.of(source)))
        return f"{before[k].strip()}  ->  {after[k].strip() if k < len(after) else ''}"
