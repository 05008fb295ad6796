"""nginx and Caddy, configured as RUNNING.md says, on ports of the loopback address."""

import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from httpx2 import Client, HTTPTransport, Request

from tests.architecture.tree import ROOT
from tests.browser.server import free_port

NAME: Final = "pipe.school.example"
BELOW: Final = "/memory-pipe"
_RUNNING: Final = (ROOT / "app" / "RUNNING.md").read_text(encoding="utf-8")
_CERTIFICATE: Final = f"/etc/ssl/certs/{NAME}.pem"
_KEY: Final = f"/etc/ssl/private/{NAME}.key"


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs.

    Attributes
    ----------
    name : str
        Its program.
    http, https : int
        Its ports.
    certificate : Path
        The certificate of `NAME`, signed by itself.
    """

    name: str
    http: int
    https: int
    certificate: Path

    def client(self, source: str = "127.0.0.1") -> Client:
        """Return a client at an address of this machine, to which the proxy has its name."""

        def name(request: Request) -> None:
            request.headers.setdefault("Host", NAME)
            request.extensions = {**request.extensions, "sni_hostname": NAME}

        trusted = ssl.create_default_context(cafile=str(self.certificate))
        return Client(
            base_url=f"https://127.0.0.1:{self.https}{BELOW}",
            headers={"Host": NAME},
            event_hooks={"request": [name]},
            timeout=60,  # the first upload starts the process that reads
            transport=HTTPTransport(verify=trusted, local_address=source),
        )

    def first_line(self, request: bytes) -> bytes:
        """Return the first line of the answer to bytes that need not be a whole request."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        with (
            socket.create_connection(("127.0.0.1", self.https), timeout=10) as plain,
            trusted.wrap_socket(plain, server_hostname=NAME) as connection,
        ):
            connection.sendall(request)
            return connection.recv(65536).partition(b"\r\n")[0]


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[Proxy]:
    """Yield an nginx in front of a server's port."""
    said, proxy = _said("nginx", "nginx", folder, port)
    said = said.replace("listen 80;", f"listen 127.0.0.1:{proxy.http};")
    said = said.replace("listen 443 ", f"listen 127.0.0.1:{proxy.https} ")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/log info;"
        f"events {{}} http {{ access_log off; {places} {said} }}"
    )
    command = ["nginx", "-p", str(folder), "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf"]
    with _running(command, proxy, folder / "log"):
        yield proxy


@contextmanager
def caddy(folder: Path, port: int) -> Iterator[Proxy]:
    """Yield a Caddy in front of a server's port."""
    said, proxy = _said("caddy", "caddyfile", folder, port)
    own = f"{{\n admin off\n http_port {proxy.http}\n https_port {proxy.https}\n default_bind 127.0.0.1\n}}\n"
    (folder / "Caddyfile").write_text(own + said)
    command = ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with _running(command, proxy, folder / "log", env=homes):
        yield proxy


PROGRAMS: Final[dict[str, Callable[..., Any]]] = {"nginx": nginx, "caddy": caddy}


def _said(name: str, language: str, folder: Path, port: int) -> tuple[str, Proxy]:
    """Return the configuration in RUNNING.md with a certificate and the server's port put in, and ports."""
    (said,) = re.findall(rf"^```{language}\n(.*?)^```$", _RUNNING, re.MULTILINE | re.DOTALL)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    openssl = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-out", str(certificate), "-keyout", str(key)]
    subprocess.run([*openssl, *names, *files], check=True, capture_output=True)
    for one, other in (("127.0.0.1:8000", f"127.0.0.1:{port}"), (_CERTIFICATE, certificate), (_KEY, key)):
        assert one in said
        said = said.replace(one, str(other))
    return said, Proxy(name, free_port(), free_port(), certificate)


@contextmanager
def _running(command: list[str], proxy: Proxy, log: Path, **options: Any) -> Iterator[None]:
    program = shutil.which(command[0])
    assert program
    with log.open("ab") as output:
        process = subprocess.Popen([program, *command[1:]], stdout=output, stderr=output, **options)
    try:
        deadline = time.monotonic() + 20
        while not all(map(_listens, (proxy.http, proxy.https))):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
