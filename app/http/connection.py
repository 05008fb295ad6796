"""uvicorn's connection, with limits on unfinished requests and on answers that nobody takes.

uvicorn's parser, httptools, has no limits and no timeouts. The alternative, h11, only limits heads and costs
every request more than all of this. Given to uvicorn as ``--http app.http.connection:Connection``.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.http.clients import counted
from app.http.ending import AT_STOP, HAS_LEFT
from app.http.problems import Problem, problem_response

HEAD_BYTES: Final = 64 * 1024
HEAD_SECONDS: Final = 20.0
BODY_SECONDS: Final = 15.0
BODY_BYTES: Final = 1024
"""At least this many bytes of a body must arrive every `BODY_SECONDS`."""
UNTAKEN_SECONDS: Final = 30.0
"""How long a client may leave a piece of an answer untaken."""
LINGER_SECONDS: Final = 5.0
LINGER_BYTES: Final = 64 * 1024 * 1024
"""How long, and for how much, a client that was refused may go on sending before the connection is cut."""
MOST_CONNECTIONS: Final = 100
"""How many connections a client may have at a time: a browser has six."""


class Closing:
    """A transport that is closed by `close`: a cut while the client sends would destroy the answer.

    Parameters
    ----------
    transport : Transport
        The transport.
    close : callable
        Closes it, sooner or later.
    """

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self._transport, self._close, self._is_closed = transport, close, False
        self.write = transport.write

    def close(self) -> None:
        """Say that there is nothing more to be said."""
        if not self.is_closing():
            self._is_closed = True
            self._close()

    def is_closing(self) -> bool:
        """Return whether it is closed, or will soon be."""
        return self._is_closed or self._transport.is_closing()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)


class Connection(HttpToolsProtocol):
    """One connection of a client."""

    open: ClassVar[Counter[str]] = Counter()
    """How many connections each client has."""
    unlimited: ClassVar[tuple[IPv4Network | IPv6Network, ...]] = ()
    """Proxies: all their clients share their connections."""
    _alarm: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None
    _client = ""
    _is_head = True
    _head = 0
    _body = 0
    _at_stop: Sequence[Callable[[], None]] = ()
    _raw: asyncio.Transport

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # TCP alone
        """Wait for a request; with too many connections, refuse this one."""
        super().connection_made(transport)
        self._raw = transport
        self.transport = Closing(transport, self._close)  # type: ignore[assignment]  # as far as it is used
        transport.set_write_buffer_limits(0)  # so that waiting bytes are noticed at once
        self._client = counted(self.client[0]) if self.client else ""
        self.open[self._client] += 1
        if self.open[self._client] > MOST_CONNECTIONS and not self._is_proxy():
            detail = f"You have more than {MOST_CONNECTIONS} connections to this server."
            self._refuse(Problem(429, detail, headers={"Retry-After": "5"}))
        else:
            self._set_alarm(HEAD_SECONDS, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timeouts."""
        self.open[self._client] -= 1
        if not self.open[self._client]:
            del self.open[self._client]
        self._stop_alarm()
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes of a head or of a body."""
        if self.transport.is_closing():
            self._body += len(data)
            if self._body > LINGER_BYTES:
                self._raw.abort()
            return
        if self._is_head:
            self._head += len(data)
        else:
            self._body += len(data)
        super().data_received(data)
        if self._is_head and self._head > HEAD_BYTES:
            self._refuse(Problem(431, f"The request's head is longer than {HEAD_BYTES} bytes."))
        elif self._alarm is None and not self._is_head:
            self._set_alarm(BODY_SECONDS, self._look_at_the_body)
        elif self._alarm is None and self._head:
            self._set_alarm(HEAD_SECONDS, self._head_is_late)

    def on_message_begin(self) -> None:
        """Let a request know when the server stops, and whether its client has left."""
        super().on_message_begin()
        self.scope[HAS_LEFT] = self._raw.is_closing  # type: ignore[typeddict-unknown-key]  # our own key
        self.scope[AT_STOP] = self._at_stop = []  # type: ignore[typeddict-unknown-key]  # our own key

    def shutdown(self) -> None:
        """Stop: at once, or after the answer under way."""
        super().shutdown()
        for tell in self._at_stop:
            tell()

    def on_headers_complete(self) -> None:
        """Begin a request; from now on its body is expected."""
        self._is_head, self._head, self._body = False, 0, 0
        self._stop_alarm()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Stop waiting."""
        self._is_head = True
        self._stop_alarm()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Give a client some time to take a waiting answer."""
        super().pause_writing()
        if self._untaken is None:
            self._untaken = self.loop.call_later(UNTAKEN_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Continue an answer."""
        self._stop_waiting()
        super().resume_writing()

    def _head_is_late(self) -> None:
        self._alarm = None
        if self._head:
            self._refuse(Problem(408, f"The request's head did not come within {HEAD_SECONDS:g} s."))
        else:
            self.transport.close()  # a browser that connected in advance

    def _look_at_the_body(self) -> None:
        self._alarm = None
        is_ours = self.flow.read_paused or self.cycle.waiting_for_100_continue
        if self._body < BODY_BYTES and not is_ours:
            self.transport.abort()
            return
        self._body = 0
        self._set_alarm(BODY_SECONDS, self._look_at_the_body)

    def _is_proxy(self) -> bool:
        address = ip_address(self.client[0]) if self.client and self.unlimited else None
        return address is not None and any(address in network for network in self.unlimited)

    def _close(self) -> None:
        """Close the connection; if the client is still sending, let it read its answer first."""
        if self._is_head or not self._raw.can_write_eof():
            self._raw.close()
            return
        self._stop_alarm()
        self._body = 0
        self._raw.write_eof()
        self.flow.resume_reading()
        self._set_alarm(LINGER_SECONDS, self._raw.abort)

    def _set_alarm(self, seconds: float, ring: Callable[[], None]) -> None:
        self._alarm = self.loop.call_later(seconds, ring)

    def _stop_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _stop_waiting(self) -> None:
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None

    def _refuse(self, problem: Problem) -> None:
        if self.transport.is_closing():
            return
        response = problem_response(problem)
        head = b"".join(b"%s: %s\r\n" % header for header in response.raw_headers)
        self.transport.write(
            STATUS_LINE[problem.status] + head + b"connection: close\r\n\r\n" + bytes(response.body)
        )
        self.transport.close()
