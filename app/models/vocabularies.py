"""Vocabularies that are kept with models: what makes ids of the tokens that an embedding reads."""

import hashlib
import re
from codecs import BOM_UTF8
from typing import Any, Final

from app.faults.kinds import Refused
from app.wire.files import writable
from app.wire.parts import VOCABULARY, Bounds, check_parts
from app.wire.tokens import read_words
from lstm_core.interop import Contents
from lstm_core.interop.embeddings import Words

_POINTER: Final = f"/{VOCABULARY}"
_FIRST: Final = 8
_LENGTH: Final = 40
_NUMBER: Final = re.compile(r"\d{1,9}")


def read_vocabulary_file(data: bytes, contents: Contents, bounds: Bounds, most_tokens: int) -> Words:
    """Return the vocabulary in a file that came beside a model.

    Parameters
    ----------
    data : bytes
        A JSON list of the tokens in the order of their ids, a JSON object of ids, or one token per line.
    contents : Contents
        The model whose embeddings read them.
    bounds : Bounds
        The most lists and values of JSON.
    most_tokens : int
        The most tokens.

    Raises
    ------
    TooLarge, Refused
        If it has too many lists or tokens, is no vocabulary, or has ids for which no embedding has a row.
    """
    if not contents.embeddings:
        raise Refused(_POINTER, "expected none, as the model has no embedding that reads tokens")
    text = data.removeprefix(BOM_UTF8).lstrip()
    if text.startswith((b"[", b"{")):
        check_parts(b'{"%s":%s}' % (VOCABULARY.encode(), text), bounds)
    words = read_words(data, most_tokens)
    if not any(words.ids):
        raise Refused(_POINTER, "expected at least one token, found none")
    rows = max(map(len, contents.embeddings.values()))
    for token, number in words.ids.items():
        if not 0 <= number < rows:
            raise Refused(
                _POINTER,
                f"found id {number} of {token!r:.40}, expected 0 to {rows - 1}, as the embedding has them",
            )
    return words


def about_vocabulary(words: Words | None, data: bytes | None) -> dict[str, Any] | None:
    """Return what the API says of a model's vocabulary; None if it has none."""
    if words is None or data is None:
        return None
    first = sorted(words.ids, key=words.ids.__getitem__)[:_FIRST]
    return {
        "tokens": len(words.ids),
        "sha256": hashlib.sha256(data).hexdigest(),
        "first": [writable(token[:_LENGTH]) for token in first],
        "has_numbers": any(map(_NUMBER.fullmatch, words.ids)),
    }
