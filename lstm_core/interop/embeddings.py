"""Embeddings: tables with a row of numbers for each token, and texts as rows of them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.errors import FormatError

Vocabulary: TypeAlias = Mapping[str, int]
"""The id of each token."""
UNKNOWN: Final = ("<unk>", "[UNK]", "<UNK>", "UNK", "unk")
"""Tokens that stand for what is not in the vocabulary."""
EMBEDDING: Final = "an embedding: a row of inputs for each token"
_NAME: Final = re.compile(
    r"(^|.*[._/ ])?\w*(emb|embs|embed|embedder|embeddings?|embed_tokens|wte)_?\d*", re.I
)
_TABLE: Final = re.compile(r"(\.weight|\.embeddings|/vars|/embeddings)$")


@dataclass(frozen=True, eq=False)
class Embedded:
    """Tokens as inputs of a network.

    Attributes
    ----------
    x : (T, E)
        The row of each token.
    labels : tuple of str
        The tokens, as labels for `Trace.labelled`; the ids, if nothing is known but these.
    """

    x: Array
    labels: tuple[str, ...]


class Words:
    """A vocabulary that is checked and inverted at most once, however many texts use it.

    Parameters
    ----------
    given : mapping or sequence
        The id of each token, or the tokens in the order of their ids.
    """

    def __init__(self, given: Vocabulary | Sequence[str]) -> None:
        self._given = given

    @cached_property
    def ids(self) -> dict[str, int]:
        """The id of each token; raises `FormatError` as `as_vocabulary` does."""
        return as_vocabulary(self._given)

    @cached_property
    def tokens(self) -> dict[int, str]:
        """The token of each id."""
        return {number: token for token, number in self.ids.items()}

    @cached_property
    def are_letters(self) -> bool:
        """Whether all tokens are single letters, apart from special ones."""
        is_special = re.compile(r"<.*>|\[.*\]|UNK|PAD|unk|pad").fullmatch
        return all(len(one) == 1 or is_special(one) for one in self.ids)


def is_embedding(name: str) -> bool:
    """Return whether a table is an embedding, going by its name: ``encoder.word_embeddings.weight``."""
    return _NAME.fullmatch(_TABLE.sub("", name)) is not None


def embed(
    table: Array,
    steps: str | Sequence[str] | Sequence[int],
    vocabulary: Vocabulary | Sequence[str] | Words | None,
) -> Embedded:
    """Return a text, its tokens or their ids as rows of a table; see `Contents.embed`.

    Raises
    ------
    FormatError
        If a token is not in the vocabulary, or an id not in the table; the first one is named.
    """
    ids, labels = ids_of(steps, vocabulary, len(table))
    return Embedded(table[ids], tuple(labels))


def ids_of(
    steps: str | Sequence[str] | Sequence[int],
    vocabulary: Vocabulary | Sequence[str] | Words | None,
    size: int,
) -> tuple[list[int], list[str]]:
    """Return the ids of a text, of its tokens, or those given, and the tokens as labels.

    Parameters
    ----------
    steps, vocabulary
        As `Contents.embed` takes them; `Words`, where several texts have the same vocabulary.
    size : int
        The number of rows of the table.

    Raises
    ------
    FormatError
        As from `embed`.
    """
    words = vocabulary if vocabulary is None or isinstance(vocabulary, Words) else Words(vocabulary)
    known = {} if words is None else words.ids
    tokens: list[str] | None = None
    if isinstance(steps, str) or any(isinstance(one, str) for one in steps):
        if words is None:
            raise FormatError(
                "vocabulary", "none", "one, as the steps are text: tokens in the order of their ids"
            )
        tokens = _tokens(steps, words) if isinstance(steps, str) else [str(one) for one in steps]
        ids = [_id(token, place, known) for place, token in enumerate(tokens)]
    else:
        ids = [_whole(one, place) for place, one in enumerate(steps)]
    if not ids:
        raise FormatError("text", "no tokens", "at least one")
    for place, one in enumerate(ids):
        if not 0 <= one < size:
            raise FormatError(f"token {place}", f"id {one}", f"0 to {size - 1}, as the embedding has them")
    if tokens is None:
        names = {} if words is None else words.tokens
        tokens = [names.get(one, str(one)) for one in ids]
    return ids, tokens


def as_vocabulary(given: Vocabulary | Sequence[str]) -> dict[str, int]:
    """Return the id of each token; in a list, ids are places.

    Raises
    ------
    FormatError
        If a token is not a string or is there twice, or its id is not a whole number.
    """
    pairs: list[tuple[object, object]]
    pairs = [*given.items()] if isinstance(given, Mapping) else [(one, k) for k, one in enumerate(given)]
    made: dict[str, int] = {}
    for token, number in pairs:
        if not isinstance(token, str) or isinstance(number, bool) or not isinstance(number, int):
            raise FormatError(
                "vocabulary", f"{token!r:.40}: {number!r:.20}", "texts, each with a whole number"
            )
        if token in made:
            raise FormatError("vocabulary", f"{token!r:.40} twice", "each token once")
        made[token] = number
    return made


def read_vocabulary(data: bytes) -> dict[str, int]:
    """Return a vocabulary from a file: a JSON list, a JSON object of ids, or a text with one token per line.

    Raises
    ------
    FormatError
        If it is none of these.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("vocabulary", f"bytes that are not text ({error.reason})", "UTF-8") from error
    if text.lstrip().startswith(("[", "{")):
        try:
            return as_vocabulary(json.loads(text))
        except (ValueError, RecursionError) as error:
            if isinstance(error, FormatError):
                raise
            if text.lstrip().startswith("{"):
                raise FormatError("vocabulary", f"no JSON ({error})", "a JSON object of ids") from error
    return as_vocabulary(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))


def _tokens(text: str, words: Words) -> list[str]:
    """Split a text by spaces; into letters, if the vocabulary has no longer tokens but special ones."""
    return list(text) if words.are_letters else text.split()


def _id(token: str, place: int, vocabulary: Vocabulary) -> int:
    if token in vocabulary:
        return vocabulary[token]
    for one in UNKNOWN:
        if one in vocabulary:
            return vocabulary[one]
    raise FormatError(
        f"token {place}", f"{token!r:.40}", f"one of the vocabulary: {some(map(repr, vocabulary))}"
    )


def _whole(one: object, place: int) -> int:
    if isinstance(one, bool) or not isinstance(one, int | np.integer):
        raise FormatError(f"token {place}", f"{one!r:.40}", "an id, which is a whole number")
    return int(one)
