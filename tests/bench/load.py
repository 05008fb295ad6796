"""A load of equal requests over a few kept-alive connections, and how many a second were answered."""

import socket
import threading
import time
from urllib.parse import urlsplit


def requests_per_second(address: str, path: str, body: bytes, requests: int, connections: int) -> float:
    """Send `requests` POSTs of `body` over `connections` and return how many were answered a second.

    Each connection sends its next request when the answer to the one before is read whole.

    Raises
    ------
    RuntimeError
        If an answer is not a 200.
    """
    host = urlsplit(address)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    message = head.encode() + body
    faults: list[str] = []

    def work() -> None:
        with socket.create_connection((host.hostname, host.port), timeout=30) as connection:
            for _ in range(requests // connections):
                connection.sendall(message)
                status = _read_answer(connection)
                if status != 200:
                    faults.append(f"{path} answered {status}, expected 200")
                    return

    threads = [threading.Thread(target=work) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if faults:
        raise RuntimeError(faults[0])
    return requests // connections * connections / seconds


def _read_answer(connection: socket.socket) -> int:
    """Read one answer whole and return its status."""
    buffer = b""
    while b"\r\n\r\n" not in buffer:
        buffer += _received(connection)
    head, _, rest = buffer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
    missing = length - len(rest)
    while missing > 0:
        missing -= len(_received(connection))
    return int(lines[0].split()[1])


def _received(connection: socket.socket) -> bytes:
    chunk = connection.recv(1 << 20)
    if not chunk:
        raise RuntimeError("the server closed the connection within an answer")
    return chunk
