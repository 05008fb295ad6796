"""The sequences of a request: rows of numbers, letters, or tokens for an embedding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from app.faults.kinds import Refused
from app.runs.sources import SequenceRequest, Written
from app.wire.arrays import Array, matrix
from app.wire.networks import Network
from app.wire.texts import rows_of
from app.wire.tokens import Tokens, tokens_of, words_of
from lstm_core.interop.embeddings import Words

Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Given:
    """One sequence as a request gives it: nothing is multiplied out before its length is known to be allowed.

    Attributes
    ----------
    read : rows or Tokens
        The rows of numbers, or the tokens with the embedding that reads them.
    pointer : str
        Its place in the request.
    width : int
        The number of inputs of the network.
    """

    read: Rows | Tokens
    pointer: str
    width: int

    @property
    def steps(self) -> int:
        """The number of steps."""
        return len(self.read.ids if isinstance(self.read, Tokens) else self.read)

    @property
    def labels(self) -> list[str] | None:
        """The tokens, or None for numbers and letters."""
        return self.read.labels if isinstance(self.read, Tokens) else None

    def rows(self) -> Array:
        """Return the inputs (T, width); raises `Refused` with the place of what does not fit."""
        if isinstance(self.read, Tokens):
            return self.read.rows()
        return matrix(self.read, self.width, self.pointer, "the model has inputs")

    def pieces(self, size: int) -> Iterator[Array]:
        """Yield the inputs, at most `size` steps at a time; rows of an embedding are made only then."""
        make = self.read.rows if isinstance(self.read, Tokens) else partial(_cut, self.rows())
        for start in range(0, self.steps, size):
            yield make(start, start + size)


def _cut(x: Array, start: int, stop: int) -> Array:
    return x[start:stop]


def sequences_of(request: SequenceRequest, network: Network, most_tokens: int) -> list[Given]:
    """Return the sequences of a request, whose vocabulary has at most `most_tokens`.

    Raises
    ------
    Refused
        If the model cannot read text or tokens; with the place of a token or a letter that it does not know.
    """
    if request.batch is not None:
        words, batch = words_of(request.vocabulary, most_tokens), enumerate(request.batch)
        return [_of_batch(one, f"/batch/{n}", words, request, network) for n, one in batch]
    if request.inputs is not None:
        return [Given(request.inputs, "/inputs", network.stack.D)]
    return [written_of(request, network, most_tokens)]


def written_of(request: Written, network: Network, most_tokens: int) -> Given:
    """Return the text, tokens or ids of a request; raises as `sequences_of` does."""
    words = words_of(request.vocabulary, most_tokens)
    if request.text is not None and network.alphabet is not None:
        return Given(rows_of(request.text, network.alphabet, "/text"), "/text", network.stack.D)
    for name in ("text", "tokens", "ids"):
        if (steps := getattr(request, name)) is not None:
            return Given(_tokens(steps, f"/{name}", words, request, network), f"/{name}", network.stack.D)
    raise Refused("/inputs", "this field is required")


def _of_batch(
    given: list[list[float]] | list[int],
    pointer: str,
    words: Words | None,
    request: SequenceRequest,
    network: Network,
) -> Given:
    if not given or isinstance(given[0], list):
        return Given(cast("list[list[float]]", given), pointer, network.stack.D)
    return Given(_tokens(given, pointer, words, request, network), pointer, network.stack.D)


def _tokens(
    steps: str | list[str] | list[int], pointer: str, words: Words | None, request: Written, network: Network
) -> Tokens:
    return tokens_of(steps, words, network, request.model.embedding, pointer)
