"""Only requests that call the server by one of its names are answered."""

import socket

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.config import Settings
from app.http.hosts import KnownHosts, named
from app.main import create_app
from tests.app.models.files import MODELS
from tests.app.problems import problem

OWN = socket.gethostname().lower()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        (b"localhost", "localhost"),
        (b"LocalHost.:8000", "localhost"),
        (b"192.168.1.20:80", "192.168.1.20"),
        (b"[::1]:8000", "::1"),
        (b"[0:0:0:0:0:0:0:1]", "::1"),
        (b"[::ffff:10.0.0.7]", "10.0.0.7"),
        (b"", None),
        (b":8000", None),
        (b"::1", None),
        (b"localhost:port", None),
        (b"localhost:8000:8000", None),
        (b"localhost@evil.example", None),
        (b"localhost/", None),
        (b"local host", None),
        (b"caf\xc3\xa9.example", None),
        (b"x" * 254, None),
    ],
)
def test_names_are_read_without_port_and_case(host: bytes, name: str | None) -> None:
    assert named(host) == name


@pytest.mark.parametrize(
    ("host", "server", "status"),
    [
        ("localhost:8000", "127.0.0.1", 200),
        ("127.0.0.1:8000", "127.0.0.1", 200),
        ("[::1]:8000", "::1", 200),
        ("192.168.1.20:8000", "192.168.1.20", 200),
        ("192.168.1.20", "::ffff:192.168.1.20", 200),
        ("[fe80::1]", "fe80::1%eth0", 200),
        (OWN, "192.168.1.20", 200),
        (f"{OWN}.local:8000", "192.168.1.20", 200),
        ("pipe.school.example", "172.17.0.2", 200),
        ("10.0.0.9", "172.17.0.2", 200),
        ("evil.example", "127.0.0.1", 421),
        ("localhost.evil.example", "127.0.0.1", 421),
        ("x.pipe.school.example", "172.17.0.2", 421),
        ("192.168.1.21:8000", "192.168.1.20", 421),
        ("127.0.0.1.evil.example", "127.0.0.1", 421),
        ("[::1", "::1", 400),
    ],
)
def test_the_name_must_be_known(host: str, server: str, status: int) -> None:
    names = Settings(hosts=" Pipe.School.example, 10.0.0.9,").host_names
    known = KnownHosts(PlainTextResponse("fine"), names)

    async def arrived(scope: Scope, receive: Receive, send: Send) -> None:
        await known({**scope, "server": (server, 8000)}, receive, send)

    answer = TestClient(arrived).get("/healthz", headers={"host": host})
    assert answer.status_code == status
    if status == 421:
        name = host.partition(":")[0]
        detail = problem(answer, 421)["detail"]
        assert f'not known as "{name}"' in detail
        assert detail.endswith(f"MEMORY_PIPE_HOSTS={name}")


def test_a_star_lets_everybody_in() -> None:
    with TestClient(create_app(Settings(hosts="*"))) as client:
        assert client.get("/healthz", headers={"host": "evil.example"}).json() == {"status": "ok"}


def test_a_refusal_is_a_problem_with_all_headers(client: TestClient) -> None:
    answer = client.delete(f"{MODELS}/{'0' * 64}", headers={"host": "evil.example"})
    assert "MEMORY_PIPE_HOSTS" in problem(answer, 421)["detail"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("hosts", "found"), [([], "none"), (["localhost"] * 2, "several")])
def test_one_host_must_be_named(hosts: list[str], found: str) -> None:
    known = KnownHosts(PlainTextResponse("fine"))

    async def arrived(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"host", name.encode()) for name in hosts]
        await known({**scope, "headers": headers}, receive, send)

    detail = problem(TestClient(arrived).get("/"), 400)["detail"]
    assert detail == f"Expected one Host header, which names this server; found {found}."
