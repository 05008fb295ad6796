"""Models that are ready to run, kept in memory: as many as fit, the least recently used go first."""

from collections import OrderedDict
from threading import Lock

from app.wire.networks import weights_of
from lstm_core.interop import Contents

_NUMBER_BYTES = 8
_TOKEN_BYTES = 250
"""About what a token of a vocabulary takes: a text, a number and their places in two dictionaries."""


class ModelCache:
    """The contents of files, by id.

    Parameters
    ----------
    most_bytes : int
        The largest size of all weights together; a model that exceeds it alone is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, Contents] = OrderedDict()
        self._lock = Lock()

    def get(self, model: str) -> Contents | None:
        """Return a model and make it the most recently used one, or return None."""
        with self._lock:
            if model in self._kept:
                self._kept.move_to_end(model)
            return self._kept.get(model)

    def ids(self) -> list[str]:
        """Return the ids of all models that are kept."""
        with self._lock:
            return list(self._kept)

    def add(self, model: str, contents: Contents) -> None:
        """Keep a model, and drop others until all fit."""
        with self._lock:
            if model in self._kept:
                return
            self._kept[model] = contents
            self._bytes += contents_bytes(contents)
            while self._bytes > self._most:
                self._bytes -= contents_bytes(self._kept.popitem(last=False)[1])

    def remove(self, model: str) -> None:
        """Drop a model, if it is kept."""
        with self._lock:
            contents = self._kept.pop(model, None)
            self._bytes -= 0 if contents is None else contents_bytes(contents)


def contents_size(contents: Contents) -> int:
    """Return the number of weights in a file: those of its layers, and of everything that may be a head."""
    cells = [cell for stack in contents.stacks.values() for _, _, cell in stack.directions]
    heads = [(stack.head.V, stack.head.c) for stack in contents.stacks.values() if stack.head is not None]
    linear = sum(V.size + (0 if c is None else c.size) for V, c in (*contents.linears.values(), *heads))
    projections = sum(cell.projection.R.size for cell in cells if cell.projection is not None)
    return sum(weights_of(cell.params) for cell in cells) + projections + linear


def contents_bytes(contents: Contents) -> int:
    """Return roughly how many bytes a file's contents take in memory."""
    embeddings = sum(table.nbytes for table in contents.embeddings.values())
    tokens = 0 if contents.vocabulary is None else len(contents.vocabulary.ids)
    return _NUMBER_BYTES * contents_size(contents) + embeddings + _TOKEN_BYTES * tokens
