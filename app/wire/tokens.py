"""Texts, tokens and ids as the rows of an embedding that an uploaded model has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.faults.kinds import Refused
from app.faults.wording import setting
from app.wire.arrays import Array
from app.wire.networks import Network
from lstm_core.interop import FormatError
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.embeddings import Words, ids_of, read_vocabulary

_AROUND: Final = 2
"""How many lines of a vocabulary's file may be without a token: its brackets."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens, and the embedding that reads them.

    Attributes
    ----------
    ids : sequence of int
        Their rows in the table.
    labels : list of str
        The tokens; the ids as text, if nothing else is known.
    table : (V, E)
        The embedding.
    """

    ids: Sequence[int]
    labels: list[str]
    table: Array

    def rows(self, start: int = 0, stop: int | None = None) -> Array:
        """Return the row of each token, (T, E), or of those from `start` to before `stop`."""
        found: Array = self.table[np.asarray(self.ids[start:stop], int)].astype(np.float64)
        return found


def words_of(vocabulary: Mapping[str, int] | Sequence[str] | None, most: int) -> Words | None:
    """Return a vocabulary for all sequences of a request; `Refused` if it has more than `most` tokens."""
    if vocabulary is None:
        return None
    check_count(len(vocabulary), most)
    return Words(vocabulary)


def read_words(data: bytes, most: int) -> Words:
    """Return the vocabulary in a file; `Refused` if it cannot be read or has more than `most` tokens."""
    check_count(max(data.count(end) for end in (b"\n", b"\r")) - _AROUND, most)
    try:
        words = read_vocabulary(data)
    except FormatError as error:
        raise Refused("/vocabulary", str(error)) from None
    check_count(len(words), most)
    return Words(words)


def check_count(tokens: int, most: int) -> None:
    """Raise `Refused` if a vocabulary has more than `most` tokens."""
    if tokens > most:
        raise Refused(
            "/vocabulary",
            f"{tokens} tokens are over the limit max_vocabulary of {most}; raise the setting "
            f"{setting('max_vocabulary')}",
        )


def tokens_of(
    steps: str | Sequence[str] | Sequence[int],
    vocabulary: Words | None,
    network: Network,
    name: str | None,
    pointer: str,
) -> Tokens:
    """Return a text, its tokens or their ids, for an embedding of the model.

    Parameters
    ----------
    steps : str, sequence of str, or sequence of int
        As `Contents.embed` takes them.
    vocabulary : Words or None
        The id of each token; None for the model's own.
    network : Network
        The network, with the embeddings of its file.
    name : str or None
        The embedding; None for the only one.
    pointer : str
        The place of the steps in the request.

    Raises
    ------
    Refused
        With the place: if there is no such embedding, or a token or an id is not known.
    """
    table = _table(network, name, pointer)
    try:
        words = network.vocabulary if vocabulary is None else vocabulary
        ids, labels = ids_of(steps, words, len(table))
    except FormatError as error:
        raise Refused(_place(error, steps, pointer), str(error)) from None
    return Tokens(ids, labels, table)


def _table(network: Network, name: str | None, pointer: str) -> Array:
    fitting = [one for one, table in network.embeddings.items() if table.shape[1] == network.stack.D]
    known = some(map(repr, network.embeddings))
    if not network.embeddings:
        if pointer == "/text":
            raise Refused(pointer, "this model reads numbers, not text; send inputs instead")
        raise Refused(pointer, "this model reads numbers, not tokens; send inputs instead")
    if name is None and len(fitting) != 1:
        raise Refused("/model/embedding", f"expected the name of one of the file's embeddings: {known}")
    table = network.embeddings.get(name or fitting[0])
    if table is None:
        raise Refused("/model/embedding", f"expected one of {known}, found {name!r:.60}")
    if table.shape[1] != network.stack.D:
        raise Refused(
            "/model/embedding",
            f"its rows have {table.shape[1]} numbers, expected {network.stack.D}, "
            "as many as the model has inputs",
        )
    return table


def _place(error: FormatError, steps: object, pointer: str) -> str:
    if error.part == "vocabulary":
        return "/vocabulary"
    _, _, place = error.part.partition("token ")
    return f"{pointer}/{place}" if place and not isinstance(steps, str) else pointer
