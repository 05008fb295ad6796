"""Texts as inputs: the options, and what an embedding of the model makes of them."""

import argparse
import re
import sys
from pathlib import Path

from lstm_core.interop import Contents, FormatError
from lstm_core.interop.embeddings import Embedded, read_vocabulary


def add_tokens(action: argparse.ArgumentParser) -> None:
    """Add the options that make INPUT a text, or the ids of its tokens."""
    kind = action.add_mutually_exclusive_group()
    kind.add_argument(
        "--text", action="store_true",
        help="INPUT is a text, or - for standard input, which an embedding of the model turns into inputs: "
        "split by spaces, or into letters if the vocabulary has only these",
    )  # fmt: skip
    kind.add_argument(
        "--ids", action="store_true", help="INPUT is the ids of tokens, such as 4,7,4, for an embedding"
    )
    action.add_argument(
        "--vocabulary", metavar="FILE",
        help="the tokens in the order of their ids: one per line, or a JSON list, or a JSON object of ids",
    )  # fmt: skip
    action.add_argument("--embedding", metavar="NAME", help="the embedding, if the model has several")


def embedded(contents: Contents, given: argparse.Namespace) -> Embedded | None:
    """Return the text of the command line as inputs; None if INPUT is a file of inputs.

    Raises
    ------
    FormatError
        As from `Contents.embed`; also if ids or the file of the vocabulary are malformed.
    OSError
        If that file cannot be read.
    """
    if not given.text and not given.ids:
        return None
    words = read_vocabulary(Path(given.vocabulary).read_bytes()) if given.vocabulary else None
    text = sys.stdin.read().strip() if given.input == "-" else given.input
    return contents.embed(_ids(text) if given.ids else text, words, given.embedding)


def _ids(text: str) -> list[int]:
    if not re.fullmatch(r"[0-9]{1,9}(,[0-9]{1,9})*", text):
        raise FormatError("INPUT", f"{text!r:.60}", "ids such as 4,7,4")
    return [int(one) for one in text.split(",")]
