"""Models kept in memory: as many as fit, the least recently used go first."""

import numpy as np

from app.models.cache import ModelCache, contents_bytes
from lstm_core.interop import Contents, load
from tests.app.models.files import small_file

ONE = 4 * (1 + 1 + 1) * 8
"""The bytes of a model of one unit: W, U and b of four gates."""


def model(seed: int) -> Contents:
    return load(small_file(seed))


def kept(cache: ModelCache, names: str) -> str:
    """Return which of these are there; this uses them in the given order."""
    return "".join(name for name in names if cache.get(name) is not None)


def test_the_least_recently_used_goes_first() -> None:
    cache = ModelCache(2 * ONE)
    a, b, c = map(model, range(3))
    assert contents_bytes(a) == ONE
    cache.add("a", a)
    cache.add("b", b)
    assert cache.get("a") is a
    cache.add("c", c)
    assert kept(cache, "bac") == "ac"


def test_a_model_that_is_removed_makes_room() -> None:
    cache = ModelCache(2 * ONE)
    for name in "ab":
        cache.add(name, model(ord(name)))
    cache.remove("a")
    cache.remove("a")
    cache.add("c", model(3))
    assert kept(cache, "abc") == "bc"


def test_one_that_comes_again_is_counted_once() -> None:
    cache = ModelCache(2 * ONE)
    for name in "aaab":
        cache.add(name, model(ord(name)))
    assert kept(cache, "ab") == "ab"


def test_a_model_larger_than_the_cache_is_not_kept_and_linear_layers_count() -> None:
    cache = ModelCache(2 * ONE)
    wide = Contents("pytorch", model(0).stacks, linears={"fc": (np.zeros((1, 13)), None)})
    assert contents_bytes(wide) == ONE + 8 * 13
    cache.add("wide", wide)
    assert cache.get("wide") is None
    cache.add("a", model(1))
    assert kept(cache, "a") == "a"
