"""How much a file may hold: checked before anything is allocated for it."""

from dataclasses import dataclass

from lstm_core.interop.errors import FormatError


@dataclass(frozen=True)
class Limits:
    """Caps on a file.

    Attributes
    ----------
    file_bytes : int
        The file as it is.
    unpacked_bytes : int
        All that is unpacked from it.
    entries : int
        Tensors, members of an archive, objects of an HDF5 file, nodes of a graph.
    weights : int
        Weights that are made of what the file holds, where that may be many times more.
    """

    file_bytes: int = 256 * 2**20
    unpacked_bytes: int = 1024 * 2**20
    entries: int = 20_000
    weights: int = 2**27

    def check_file(self, size: int) -> None:
        """Raise FormatError if a file of so many bytes is empty or too large."""
        if size == 0:
            raise FormatError("file", "0 bytes", "a model")
        if size > self.file_bytes:
            raise FormatError("file", f"{size:,} bytes", f"at most {self.file_bytes:,}")

    def check_unpacked(self, part: str, size: int) -> None:
        """Raise FormatError if `part` unpacks to more bytes than allowed."""
        if size > self.unpacked_bytes:
            raise FormatError(part, f"{size:,} bytes when unpacked", f"at most {self.unpacked_bytes:,}")

    def check_weights(self, part: str, count: int) -> None:
        """Raise FormatError if `part` makes more weights than allowed."""
        if count > self.weights:
            raise FormatError(part, f"{count:,} weights", f"at most {self.weights:,}")

    def check_entries(self, part: str, count: int) -> None:
        """Raise FormatError if `part` has more entries than allowed."""
        if count > self.entries:
            raise FormatError(part, f"{count:,} entries", f"at most {self.entries:,}")
