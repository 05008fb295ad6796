"""Memory that is free goes back to the system.

glibc keeps what was freed for later: after a day of classes, a server that did nothing held 120 MB of free
pieces. Large blocks get pages of their own, which are gone when they are freed; threads share two heaps; what
is left is given back now and then. Where the C library is another one, nothing happens.
"""

import ctypes
from typing import Final

LARGE: Final = 256 * 1024
"""From this many bytes on, a block has pages of its own. Left alone, glibc raises this to 32 MB."""
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2
"""How many heaps the threads share; by itself, glibc makes eight for each processor."""


def _libc() -> ctypes.CDLL | None:
    try:
        found = ctypes.CDLL("libc.so.6")
    except OSError:
        return None
    return found if hasattr(found, "mallopt") and hasattr(found, "malloc_trim") else None


_LIBC: Final = _libc()


def prepare() -> None:
    """Give large blocks pages of their own from now on, and let threads share heaps."""
    if _LIBC is not None:
        _LIBC.mallopt(_M_ARENA_MAX, _ARENAS)
        _LIBC.mallopt(_M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give back all pages that are free; takes some milliseconds, in which other threads go on."""
    if _LIBC is not None:
        _LIBC.malloc_trim(0)
