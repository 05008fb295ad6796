"""A server below a path, behind a proxy that removes it or not; and proxies that are believed or not."""

import re
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.http import admission
from app.http.connection import Connection
from app.http.paths import path_of
from app.main import create_app
from app.site.pages import mounted
from tests.app.models.files import MODELS, small_file

ROOT = "/memory-pipe"
ADDRESS = re.compile(r'(?:href|src|data-library|data-path)="(/[^"]*)"|"(?:style|words)":"(/[^"]*)"')


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of a server whose proxy removes its path."""
    settings = Settings(root_path=ROOT, data_dir=tmp_path_factory.mktemp("below"))
    with TestClient(create_app(settings), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "root", "below"),
    [
        ("/lab", "", "/lab"),
        ("/lab", ROOT, "/lab"),
        (f"{ROOT}/lab", ROOT, "/lab"),
        (ROOT, ROOT, "/"),
        (f"{ROOT}s/lab", ROOT, f"{ROOT}s/lab"),
    ],
)
def test_a_path_is_what_lies_below_the_root(path: str, root: str, below: str) -> None:
    assert path_of({"path": path, "root_path": root}) == below


@pytest.mark.parametrize("address", ["/lab", "/zh/api", "/learn"])
def test_every_address_in_a_page_lies_below_the_root_and_answers(below: TestClient, address: str) -> None:
    text = below.get(address).text
    assert f' data-root="{ROOT}"' in text
    assert f'<link rel="canonical" href="http://localhost{ROOT}{address}">' in text
    assert f'content="http://localhost{ROOT}/static/' in text
    found = {one or other for one, other in ADDRESS.findall(text)}
    assert len(found) > 8
    assert all(one.startswith(f"{ROOT}/") for one in found)
    assert ("/lab" in address) == any("/words/" in one for one in found), "where doors are, in compact JSON"
    fetched = [one for one in sorted(found) if "/static/" in one or "/words/" in one]
    for one in [*fetched[:3], *fetched[-3:]]:
        assert below.get(one).status_code == 200, one
        assert below.get(one.removeprefix(ROOT)).status_code == 200, one


def test_addresses_in_answers_lie_below_the_root(below: TestClient) -> None:
    assert below.get("/favicon.ico", follow_redirects=False).headers["location"].startswith(f"{ROOT}/static/")
    answer = below.post(MODELS, files={"file": ("m", small_file(9))})
    assert answer.headers["location"] == f"{ROOT}{MODELS}/{answer.json()['id']}"
    room = below.post("/api/v1/rooms", json={})
    assert room.headers["location"] == f"{ROOT}/api/v1/rooms/{room.json()['code']}"
    run = below.post("/api/v1/trainings", json={"plan": {"task": "brackets"}, "recorded": True})
    assert run.headers["location"] == f"{ROOT}/api/v1/trainings/{run.json()['id']}"
    assert below.get("/api/v1/openapi.json").json()["servers"] == [{"url": ROOT}]
    assert f"Sitemap: http://localhost{ROOT}/sitemap.xml" in below.get("/robots.txt").text


def test_links_in_texts_are_found_and_others_left_alone() -> None:
    html = '<a href="/lab">, <a href="/">, <a href="#x">, <a href="https://a.example/">, href=&#34;/x&#34;'
    assert mounted(html, ROOT) == html.replace('"/lab"', f'"{ROOT}/lab"').replace('"/"', f'"{ROOT}/"')
    assert mounted(html, "") == html


@pytest.mark.parametrize("root", ["pipe", "/pipe/", "/api", "/static/x", '/"><script>', "//x"])
def test_a_root_that_cannot_be_one_is_refused_at_the_start(root: str) -> None:
    with pytest.raises(ValueError, match="root_path"):
        Settings(root_path=root)


def test_a_proxy_is_believed_only_if_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "unlimited", ())
    monkeypatch.setattr(admission, "_PAUSE", 0.01)
    app = create_app(Settings(proxies="127.0.0.1, 10.0.0.0/8", rate="2/hour", access_log=False))
    assert Connection.unlimited == (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"))
    proxy, stranger = (TestClient(app, client=(address, 1)) for address in ("10.1.2.3", "192.0.2.7"))
    for n in range(3):
        assert proxy.get("/api/v1/presets", headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code == 200
    statuses = [
        stranger.get("/api/v1/presets", headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code
        for n in range(3)
    ]
    assert statuses == [200, 200, 429]
    headers = {"x-forwarded-for": "198.51.100.9", "x-forwarded-proto": "https"}
    assert "Sitemap: https://testserver/" in proxy.get("/robots.txt", headers=headers).text


def test_a_malformed_proxy_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="proxies"):
        Settings(proxies="my-proxy")
