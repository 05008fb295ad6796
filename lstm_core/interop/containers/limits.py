"""The limits on a file, checked before anything is allocated for it."""

from dataclasses import dataclass

from lstm_core.interop.errors import FormatError


@dataclass(frozen=True)
class Limits:
    """Limits on a file.

    Attributes
    ----------
    file_bytes : int
        The size of the file itself.
    unpacked_bytes : int
        The size of everything unpacked from it.
    entries : int
        Tensors, members of an archive, objects of an HDF5 file, nodes of a graph.
    weights : int
        Weights built from the contents, which may be many more than the file holds.
    """

    file_bytes: int = 256 * 2**20
    unpacked_bytes: int = 1024 * 2**20
    entries: int = 20_000
    weights: int = 2**27

    def check_file(self, size: int) -> None:
        """Raise FormatError if a file of this many bytes is empty or too large."""
        if size == 0:
            raise FormatError("file", "0 bytes", "a model")
        if size > self.file_bytes:
            raise FormatError("file", f"{size:,} bytes", f"at most {self.file_bytes:,}")

    def check_unpacked(self, part: str, size: int) -> None:
        """Raise FormatError if `part` unpacks to more bytes than allowed."""
        if size > self.unpacked_bytes:
            raise FormatError(part, f"{size:,} bytes when unpacked", f"at most {self.unpacked_bytes:,}")

    def check_weights(self, part: str, count: int) -> None:
        """Raise FormatError if `part` produces more weights than allowed."""
        if count > self.weights:
            raise FormatError(part, f"{count:,} weights", f"at most {self.weights:,}")

    def check_entries(self, part: str, count: int) -> None:
        """Raise FormatError if `part` has more entries than allowed."""
        if count > self.entries:
            raise FormatError(part, f"{count:,} entries", f"at most {self.entries:,}")
