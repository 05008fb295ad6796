"""Behind nginx and Caddy, configured as RUNNING.md says: HTTPS, HTTP/2, a path, streams, limits, names."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from httpx2 import Client, get

from app.config import Settings
from app.http import admission
from app.http.connection import Connection
from app.http.security import HEADERS
from app.main import create_app
from tests.app.classroom.classes import ROOMS, Class
from tests.app.classroom.streams import watching
from tests.app.http.proxies import BELOW, NAME, PROGRAMS, Proxy
from tests.app.http.servers import serving
from tests.app.models.files import MODELS, small_file
from tests.app.training.events import events

TRACES = "/api/v1/traces"
TRACE: dict[str, Any] = {"model": {"preset": "latch"}, "inputs": [[1.0, 0.0, 0.0], [0.5, 1.0, 0.0]]}
STREAM = {"Content-Type": "application/x-ndjson"}
SITE = f"https://{NAME}{BELOW}"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a server with the settings that RUNNING.md names, few uploads, and counts."""
    settings = Settings(
        proxies="127.0.0.1",
        hosts=NAME,
        root_path=BELOW,
        data_dir=tmp_path_factory.mktemp("data"),
        upload_rate="2/hour",
        metrics=True,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "unlimited", ())
        patch.setattr(admission, "_PAUSE", 0.1)
        with serving(create_app(settings)) as port:
            yield port


@pytest.fixture(scope="module", params=PROGRAMS)
def proxy(
    request: pytest.FixtureRequest, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """Yield each of the proxies."""
    for program in (request.param, "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (Debian: {program})")
    with PROGRAMS[request.param](tmp_path_factory.mktemp(request.param), port) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: Proxy) -> Iterator[Client]:
    """Yield a client of a proxy."""
    with proxy.client() as client:
        yield client


@pytest.fixture(scope="module")
def direct(port: int) -> Iterator[Client]:
    """Yield a client of the server itself."""
    with Client(base_url=f"http://127.0.0.1:{port}") as client:
        yield client


def lines_of_a_request(steps: int) -> bytes:
    rows = [[k % 7 / 7, k % 5 / 5, 0.0] for k in range(steps)]
    return b"".join(json.dumps(line).encode() + b"\n" for line in ({"model": TRACE["model"]}, *rows))


def test_a_page_and_its_files_lie_below_the_path(proxy: Proxy, client: Client, direct: Client) -> None:
    page = client.get("/lab")
    assert f'<link rel="canonical" href="{SITE}/lab">' in page.text
    assert f'content="{SITE}/static/' in page.text
    found = re.findall(r'(?:href|src)="(/[^"]*)"', page.text)
    files = [one.removeprefix(BELOW) for one in found if "/static/" in one]
    assert len(files) > 8
    assert all(one.startswith(f"{BELOW}/") for one in found)
    script = client.get(next(one for one in files if one.endswith(".js")))
    assert script.headers["content-encoding"] == "gzip"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    for answer in (page, script):
        assert answer.status_code == HTTPStatus.OK
        alone = direct.get(answer.url.path, headers={"Host": NAME}).headers
        held = {name: alone.get_list(name) for name in HEADERS}
        held |= {"Strict-Transport-Security": ["max-age=31536000"]}
        assert {name: answer.headers.get_list(name) for name in held} == held
    start = get(f"http://127.0.0.1:{proxy.http}{BELOW}/lab?preset=latch", headers={"Host": NAME})
    assert start.status_code in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
    assert start.headers["location"] == f"{SITE}/lab?preset=latch"


def test_traces_and_streams_are_those_of_the_server(client: Client, direct: Client) -> None:
    expected = direct.post(TRACES, json=TRACE).json()
    assert client.post(TRACES, json=TRACE).json() == expected
    body = lines_of_a_request(3000)
    lines = client.post(TRACES, content=body, headers=STREAM).text.splitlines()
    assert len(lines) == 3000
    assert lines == direct.post(TRACES, content=body, headers=STREAM).text.splitlines()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed (Debian: curl)")
def test_http_2_answers_the_same(proxy: Proxy, direct: Client) -> None:
    host = f"{NAME}:{proxy.https}"
    asked = [
        "--resolve",
        f"{host}:127.0.0.1",
        "--cacert",
        str(proxy.certificate),
        "--json",
        json.dumps(TRACE),
    ]
    said = ["--http2", "--silent", "--write-out", "\n%{http_version} %{http_code}"]
    command = ["curl", *asked, *said, f"https://{host}{BELOW}{TRACES}"]
    body, _, end = subprocess.run(command, check=True, capture_output=True, text=True).stdout.rpartition("\n")
    assert end == "2 200"
    assert json.loads(body) == direct.post(TRACES, json=TRACE).json()


def test_news_of_a_class_and_of_a_training_arrive_at_once(client: Client, direct: Client) -> None:
    opened = client.post(ROOMS, json={"state": "/?preset=latch"})
    room = opened.json()
    assert opened.headers["location"] == f"{BELOW}{ROOMS}/{room['code']}"
    desk = Class(client, room["code"], room["key"])
    with watching(client, f"{desk.room}/events") as board:
        for n in range(1, 4):
            desk.done("PUT", "/state", json={"address": f"/?t={n}", "after": n})
            board.until(2, state={"version": n + 1, "address": f"/?t={n}"})
    desk.done("DELETE")
    wanted = {"plan": {"task": "brackets"}, "recorded": True}
    training = client.post("/api/v1/trainings", json=wanted).headers["location"]
    assert training.startswith(f"{BELOW}/api/v1/trainings/")
    told = events(client.get(f"{training.removeprefix(BELOW)}/events").text)
    assert told == events(direct.get(f"{training}/events").text)
    assert [one.data["step"] for one in told if one.name == "checkpoint"][:2] == [0, 20]


def test_each_client_has_its_own_share_and_cannot_name_another(proxy: Proxy) -> None:
    nth = [*PROGRAMS].index(proxy.name) + 1
    first, second = (f"127.0.{nth}.{n}" for n in (2, 3))
    with proxy.client(first) as one, proxy.client(second) as other:

        def uploads(client: Client, seed: int, claimed: str) -> int:
            headers = {"X-Forwarded-For": claimed, "Origin": f"https://{NAME}"}
            answer = client.post(MODELS, files={"file": ("m", small_file(seed))}, headers=headers)
            return answer.status_code

        created, refused = HTTPStatus.CREATED, HTTPStatus.TOO_MANY_REQUESTS
        seeds = range(100 * nth, 100 * nth + 12)
        asked = [uploads(one, seed, f"198.51.100.{n}") for n, seed in enumerate(seeds)]
        assert asked == [created, created, *[refused] * 10]
        assert uploads(other, 100 * nth + 12, first) == created


def test_bodies_have_the_servers_limits(client: Client) -> None:
    most = Settings().max_body_bytes
    large = client.post(TRACES, content=b" " * (most + 1), headers={"Content-Type": "application/json"})
    assert large.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    says = f"The request body is larger than the limit max_body_bytes of {most} bytes"
    assert large.json()["detail"].startswith(says)


def test_nginx_refuses_no_body_that_the_server_would_take(proxy: Proxy) -> None:
    if proxy.name != "nginx":
        pytest.skip(f"{proxy.name} has no limit of its own")
    most = Settings().max_stream_bytes
    for length, answers in ((most, 100), (most + 1, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)):
        head = (f"POST {BELOW}{TRACES} HTTP/1.1", f"Host: {NAME}", "Expect: 100-continue")
        line = "\r\n".join((*head, f"Content-Length: {length}", "", ""))
        assert f" {answers} ".encode() in proxy.first_line(line.encode())


def test_strangers_names_and_counts_stay_outside(proxy: Proxy, client: Client, direct: Client) -> None:
    stranger = client.get("/lab", headers={"Host": "evil.example"})
    assert stranger.status_code == 421 or stranger.content == b""
    foreign = client.post(TRACES, json=TRACE, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == HTTPStatus.FORBIDDEN
    assert client.post(TRACES, json=TRACE, headers={"Origin": f"https://{NAME}"}).status_code == HTTPStatus.OK
    assert "memory_pipe_requests_total" in direct.get("/metrics").text
    for address in ("metrics", "%6Detrics", "/metrics", "lab/../metrics", "memory-pipe/metrics", "METRICS"):
        line = f"GET {BELOW}/{address} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n"
        assert b" 404 " in proxy.first_line(line.encode()), address
