"""Fills a store of models: ``python -m tests.app.models.store_worker URL MOST SEED COUNT SIZE``."""

import hashlib
import sys
from collections.abc import Iterator

import numpy as np

from app.models.files import ModelFile
from app.models.store import ModelStore


def files(seed: int, count: int, size: int) -> Iterator[bytes]:
    """Yield files of random bytes, one after the other: a worker that is killed needs few of them."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield rng.bytes(size)


def main() -> None:
    """Add all files, and say so after each."""
    url, *numbers = sys.argv[1:]
    most, seed, count, size = map(int, numbers)
    store = ModelStore(url, most)
    for data in files(seed, count, size):
        store.add(hashlib.sha256(data).hexdigest(), ModelFile(data), '{"name": "random"}', f"{seed:064d}")
        sys.stdout.write("kept\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main()
