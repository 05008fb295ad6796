"""JSON answers that are made once and sent many times."""

import gzip
import hashlib
from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON answer that never changes while the server runs.

    Attributes
    ----------
    body, packed : bytes
        The JSON text, and the same compressed with gzip.
    etag : str
        Its entity tag, quoted.
    """

    body: bytes
    packed: bytes
    etag: str

    @classmethod
    def of(cls, value: object) -> "Document":
        """Return the document of a JSON value."""
        body = orjson.dumps(value)
        return cls(body, gzip.compress(body, 9, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:32]}"')
