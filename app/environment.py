"""The forms of settings that are texts: rates, paths, and lists of networks and origins."""

import re
from ipaddress import ip_network
from typing import Annotated

import limits
from pydantic import AfterValidator


def _checked(rate: str) -> str:
    limits.parse(rate)
    return rate


def _checked_networks(proxies: str) -> str:
    for one in listed(proxies):
        ip_network(one)
    return proxies


def listed(text: str | None) -> tuple[str, ...]:
    """Return the parts of a text that commas separate."""
    return tuple(one.strip() for one in (text or "").split(",") if one.strip())


def _checked_root(path: str) -> str:
    if not _ROOT.fullmatch(path):
        raise ValueError("expected a path such as /memory-pipe, without a slash at its end, not one of ours")
    return path


_ROOT = re.compile(r"(/(?!(api|qr|static|words)(/|$))[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*)?")
_ORIGIN = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


def _checked_origins(origins: str) -> str:
    for one in listed(origins):
        if not _ORIGIN.fullmatch(one):
            raise ValueError(
                f"expected origins as browsers write them, such as https://notebook.school.example, in lower "
                f"case and without a path, found {one}"
            )
    return origins


Rate = Annotated[str, AfterValidator(_checked)]
"""A rate in the notation of the library `limits`, such as 200/second."""
RootPath = Annotated[str, AfterValidator(_checked_root)]
"""A path without a slash at its end, such as /memory-pipe."""
Networks = Annotated[str, AfterValidator(_checked_networks)]
"""Addresses and networks, such as 127.0.0.1, 10.0.0.0/8."""
Origins = Annotated[str, AfterValidator(_checked_origins)]
"""Origins as browsers write them, https://notebook.school.example for instance."""
