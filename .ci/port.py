"""Say in plain words why a server cannot listen on HOST PORT, before it tries; else say its address."""

import socket
import sys


def obstacle(host: str, port: int) -> str | None:
    """Bind the address for a moment and tell what stands in the way, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            return f"--host {host}: this machine knows no address of that name."
        except PermissionError:
            return f"Port {port} is for root alone. Take one above 1023: ./run --port 8000"
        except OSError as error:
            return f"Cannot listen on {host}, port {port}: {error.strerror}. Try ./run --port {port + 1}"
    return None


def main(host: str, port: str) -> None:
    """Print the address, or leave with a message."""
    if not port.isdecimal() or int(port) > 65535:
        sys.exit(f"--port {port}: expected a number from 0 to 65535.")
    if message := obstacle(host, int(port)):
        sys.exit(message)
    shown = f"[{host}]" if ":" in host else host
    if port != "0":
        sys.stderr.write(f"Memory Pipe: http://{shown}:{port} (Ctrl+C stops it)\n")


main(*sys.argv[1:])
