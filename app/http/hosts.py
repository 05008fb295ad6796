"""A request must call this server by one of its names.

Any site may point its own name at this machine; its pages then come from the same site as the server they
use. Only the name reveals that. Known names are those of the loopback, the address of the connection, the
machine's own name, and names added by a setting; none of them needs the network.
"""

import re
import socket
from collections.abc import Collection
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.problems import Problem, problem_response

ANY: Final = "*"
_SETTING: Final = "MEMORY_PIPE_HOSTS"
_HOST: Final = re.compile(
    rb"(?:\[(?P<address>[\da-fA-F:.]{2,45})\]|(?P<name>[\w.-]{1,253}))(?::\d{1,5})?", re.ASCII
)


class KnownHosts:
    """Refuse requests for servers that are not this one.

    Parameters
    ----------
    app : ASGI application
        The application that answers.
    names : collection of str
        Names and addresses besides the machine's own; `ANY` for all.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self.app = app
        machine = socket.gethostname()
        self._names = {plain(name) for name in ("localhost", machine, f"{machine}.local", *names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400 or 421."""
        found = self._problem(scope) if scope["type"] == "http" else None
        if found is None:
            await self.app(scope, receive, send)
        else:
            await problem_response(found)(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1:
            found = "several" if hosts else "none"
            return Problem(400, f"Expected one Host header, which names this server; found {found}.")
        host = named(hosts[0])
        if host is None:
            return Problem(400, "The Host header is neither a name nor an address, with or without a port.")
        server = scope.get("server") or ("", None)
        if ANY in self._names or host in self._names or is_loopback(host) or host == plain(server[0]):
            return None
        return Problem(
            421,
            f'This server is not known as "{host}". Call it by the address on which it listens, or start it '
            f"with that name in the setting {_SETTING}: {_SETTING}={host}",
        )


@lru_cache(maxsize=256)
def named(host: bytes) -> str | None:
    """Return the plain name of a Host header, without its port; None where it is malformed.

    >>> named(b"LAN.example.:8080")
    'lan.example'
    """
    found = _HOST.fullmatch(host)
    return plain((found["address"] or found["name"]).decode()) if found else None


@lru_cache(maxsize=256)
def plain(name: str) -> str:
    """Return a name in lower case, or an address in its plain form; an IPv4 address is never written as IPv6.

    >>> plain("::FFFF:10.0.0.7")
    '10.0.0.7'
    """
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return name.lower().rstrip(".")
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(inner or address)


@lru_cache(maxsize=256)
def is_loopback(name: str) -> bool:
    """Return whether a plain name is an address that never leaves its machine."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
