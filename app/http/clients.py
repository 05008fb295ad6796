"""What counts as one client: one IPv4 address, or one IPv6 network, as assigned to a household."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.types import Scope

_HOUSEHOLD: Final = 64
_NOBODY: Final = "nobody"
"""The client without an address, as behind a socket in the file system."""


def client_of(scope: Scope) -> str:
    """Return the name under which a connection's requests are counted."""
    address = scope.get("client")
    return counted(address[0]) if address else _NOBODY


@lru_cache(maxsize=4096)
def counted(address: str) -> str:
    """Return the name under which an address is counted.

    >>> counted("2001:db8::1:2")
    '2001:db8::/64'
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _HOUSEHOLD), strict=False)) if found.is_global else str(found)
