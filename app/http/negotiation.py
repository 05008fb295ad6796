"""Choosing a representation by a header with q-values (RFC 9110, section 12.4.2)."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def best_type(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the offered media type that an ``Accept`` header prefers.

    The most specific range that fits a type sets its weight; between equal
    weights the earlier offer wins.

    Parameters
    ----------
    accept : str or None
        The header; None and an empty one accept everything.
    offered : tuple of str
        Media types, the server's favourite first.

    Returns
    -------
    str or None
        None if the header accepts no offer.
    """
    ranges = _weights(accept or "*/*")
    quality, _, media_type = max(
        (_quality(ranges, (t, t.partition("/")[0] + "/*", "*/*")), -rank, t) for rank, t in enumerate(offered)
    )
    return media_type if quality > 0 else None


@lru_cache(maxsize=256)
def accepts_coding(accept_encoding: str | None, coding: str) -> bool:
    """Return whether an ``Accept-Encoding`` header allows a content coding, such as ``gzip``."""
    return _quality(_weights(accept_encoding or ""), (coding, "*")) > 0


@lru_cache(maxsize=256)
def preferred_language(accept_language: str | None, offered: tuple[str, ...]) -> str:
    """Return the offered language that an ``Accept-Language`` header prefers (RFC 4647, section 3.3.1).

    Parameters
    ----------
    accept_language : str or None
        The header; None prefers nothing.
    offered : tuple of str
        Primary subtags, such as ``en``; between equal weights the earlier one wins.
    """
    ranges = _weights(accept_language or "*")
    best = {tag: max(_of(ranges, tag), default=ranges.get("*", 0.0)) for tag in offered}
    return max(offered, key=lambda tag: best[tag])


def _of(ranges: dict[str, float], tag: str) -> list[float]:
    """Return the weights of a language in any of its forms: ``zh`` and ``zh-CN``."""
    return [q for name, q in ranges.items() if name == tag or name.startswith(f"{tag}-")]


def _weights(header: str) -> dict[str, float]:
    weights = {}
    for part in header.split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        q = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        weights[name] = _number(q)
    return weights


def _quality(weights: dict[str, float], names: Sequence[str]) -> float:
    return next((weights[name] for name in names if name in weights), 0.0)


def _number(text: str) -> float:
    """Read a q-value; a malformed one counts as 0, which accepts nothing."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0.0 <= value <= 1.0 else 0.0
