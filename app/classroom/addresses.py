"""The addresses at which phones might reach this server, and whether it answers there."""

import asyncio
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Final

_FAR: Final = ("10.255.255.255", "172.31.255.255", "192.168.255.255", "192.0.2.1")
"""Addresses of private networks, and one of none: what the machine would use to reach them is its own."""
_TRY_SECONDS: Final = 1.0
_KEPT_SECONDS: Final = 15.0
_kept: dict[int, tuple[float, dict[str, Any]]] = {}


async def reach_of(scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the addresses of the server that received a request, and whether only this machine reaches it.

    The server connects to each: that it answers there does not say that a firewall lets others pass.
    """
    port = (scope.get("server") or ("", None))[1]
    if not port:
        return {"addresses": [], "loopback_only": False}
    until, found = _kept.get(port, (0.0, {}))
    if until < time.monotonic():
        found = await _reach(port)
        _kept[port] = time.monotonic() + _KEPT_SECONDS, found
    return found


async def _reach(port: int) -> dict[str, Any]:
    own = sorted(await asyncio.to_thread(own_addresses))
    answers = await asyncio.gather(*(_answers(address, port) for address in own))
    addresses = [
        {"address": f"http://{address}:{port}", "reachable": is_there}
        for address, is_there in zip(own, answers, strict=True)
    ]
    return {"addresses": addresses, "loopback_only": not any(answers)}


def own_addresses() -> set[str]:
    """Return this machine's IPv4 addresses, except those that never leave it. Nothing is sent."""
    found = {address for address in map(_used_for, _FAR) if address}
    with suppress(OSError):  # a machine may have a name that nobody knows
        found |= {str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return {address for address in found if _leaves(address)}


def _used_for(far: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far, 9))
        except OSError:
            return None  # no network
        return str(probe.getsockname()[0])


def _leaves(address: str) -> bool:
    found = ip_address(address)
    return not (found.is_loopback or found.is_unspecified or found.is_link_local)


async def _answers(address: str, port: int) -> bool:
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(address, port), _TRY_SECONDS)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
