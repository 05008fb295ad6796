"""The files of a model."""

import hashlib
from typing import NamedTuple


class ModelFile(NamedTuple):
    """The file of a model, and that of its vocabulary, if it was sent with one."""

    data: bytes
    vocabulary: bytes | None = None

    @property
    def id(self) -> str:
        """The hash of the file, or of both hashes: neither file gives away what it is kept with."""
        hashed = hashlib.sha256(self.data)
        if self.vocabulary is None:
            return hashed.hexdigest()
        return hashlib.sha256(hashed.digest() + hashlib.sha256(self.vocabulary).digest()).hexdigest()

    @property
    def size(self) -> int:
        """The bytes of both."""
        return len(self.data) + len(self.vocabulary or b"")
