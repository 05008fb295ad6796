"""Invented nicknames: a colour and an animal, by ids, so that each page says them in its own language."""

import secrets
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

Nickname = Mapping[str, str]

COLOURS: Final = (
    "red", "orange", "golden", "green", "blue", "purple", "pink", "silver", "turquoise", "indigo", "copper",
    "lime",
)  # fmt: skip
ANIMALS: Final = (
    "otter", "heron", "fox", "owl", "hare", "seal", "finch", "dolphin", "tortoise", "squirrel", "hedgehog",
    "crane", "panda", "koala", "lynx", "badger", "swan", "robin", "whale", "beaver", "puffin", "penguin",
    "deer", "kiwi", "dove", "marten",
)  # fmt: skip
_EVERY: Final = tuple(product(COLOURS, ANIMALS))


def invented(taken: Iterable[Nickname | None]) -> dict[str, str]:
    """Return a nickname that nobody in the room has, as long as there are any left."""
    known = {(one.get("colour"), one.get("animal")) for one in taken if one is not None}
    free = [one for one in _EVERY if one not in known]
    colour, animal = secrets.choice(free or _EVERY)
    return {"colour": colour, "animal": animal}
