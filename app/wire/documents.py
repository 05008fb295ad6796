"""Answers that are made once and sent many times."""

import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Final

import orjson

JSON: Final = "application/json"
_GZIP, _SMALL_BLOCKS = 31, 5
"""A page is markup, drawings and JSON in turn: with a code of its own for each, it is 1 % lighter."""


@dataclass(frozen=True)
class Document:
    """An answer that never changes while the server runs.

    Attributes
    ----------
    body : bytes
        The text.
    etag : str
        Its entity tag, quoted.
    media_type : str
        Its content type.
    """

    body: bytes
    etag: str
    media_type: str = JSON

    @classmethod
    def of(cls, value: object) -> "Document":
        """Return the document of a JSON value."""
        return cls.holding(orjson.dumps(value), JSON)

    @classmethod
    def holding(cls, body: bytes, media_type: str) -> "Document":
        """Return the document that consists of these bytes."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return cls(body, tag, media_type)

    @cached_property
    def packed(self) -> bytes:
        """The text compressed with gzip; made when it is first asked for."""
        packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP, _SMALL_BLOCKS)
        return packer.compress(self.body) + packer.flush()


class Shelf:
    """Documents that depend on what a request says; the least recently used go first.

    Parameters
    ----------
    most_bytes : int
        The largest size of all documents together, plain and compressed. A client chooses the server's name,
        so their number has no limit.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[tuple[str, ...], Document] = OrderedDict()
        self._lock = Lock()

    def get(self, *key: str) -> Document | None:
        """Return a document, or None if it has to be made."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, document: Document, *key: str) -> Document:
        """Keep a document under its key, and return it."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = document
                self._bytes += _size(document)
            while self._bytes > self._most:
                self._bytes -= _size(self._kept.popitem(last=False)[1])
        return document


def _size(document: Document) -> int:
    return len(document.body) + len(document.packed)
