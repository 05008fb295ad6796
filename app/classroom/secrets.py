"""Codes that people type, keys and tokens that pages keep, and how both are shown."""

import hashlib
import secrets
from hmac import compare_digest
from typing import Final, NamedTuple

ALPHABET: Final = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no code is a word; no digits, so that none looks like a letter."""
CODE_LENGTH: Final = 4
CODE: Final = f"[{ALPHABET}{ALPHABET.lower()}]{{{CODE_LENGTH}}}"
"""A regular expression of codes as they are typed."""
KEY: Final = "[0-9a-f]{32}"
"""A regular expression of keys and tokens."""


class DeskPass(NamedTuple):
    """What a desk shows: the room's code, its key, and which desk it is if it says so."""

    code: str
    key: str
    desk: str | None = None


class SeatPass(NamedTuple):
    """What a seat shows: the room's code, and its token."""

    code: str
    token: str


def new_code() -> str:
    """Return a random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_key() -> str:
    """Return a random key of 128 bits."""
    return secrets.token_hex(16)


def hash_of(key: str) -> str:
    """Return what the database keeps of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def fits(key: str, kept: str) -> bool:
    """Return whether a key is the one of which this hash is kept."""
    return compare_digest(hash_of(key), kept)
