"""Pages of listed origins may use the API from a browser; nobody else is told anything."""

from collections.abc import Iterator

import pytest
from httpx2 import Response
from pydantic import ValidationError
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.models.files import MODELS
from tests.app.problems import problem

NOTEBOOK, OTHER = "https://notebook.school.example", "http://localhost:8888"
TRACES = "/api/v1/traces"
TRACE = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0]], "fields": ["C"], "digits": 3}
ALLOWED = "access-control-allow-origin"


@pytest.fixture(scope="module")
def opened() -> Iterator[TestClient]:
    """Yield a client of a server that lists two origins."""
    with TestClient(create_app(Settings(cors_origins=f"{NOTEBOOK}, {OTHER},"))) as client:
        yield client


def asked(client: TestClient, origin: str, method: str = "POST", **headers: str) -> Response:
    """Ask as a browser does before a request that is not simple."""
    asking = {"origin": origin, "access-control-request-method": method}
    return client.options(TRACES, headers=asking | {name.replace("_", "-"): v for name, v in headers.items()})


@pytest.mark.parametrize("origin", [NOTEBOOK, OTHER])
def test_a_listed_origin_may_send_read_and_see_refusals(opened: TestClient, origin: str) -> None:
    headers = {"origin": origin, "sec-fetch-site": "cross-site"}
    answer = opened.post(TRACES, json=TRACE, headers=headers)
    assert answer.json()["layers"][0]["trace"]["C"] == [[0.664]]
    refused = opened.post(TRACES, json={}, headers=headers)
    assert problem(refused, 422)["errors"][0]["pointer"] == "/model"
    read = opened.get("/api/v1/presets/latch", headers=headers)
    unknown = opened.delete(f"{MODELS}/{'0' * 64}", headers=headers)
    assert problem(unknown, 404)
    for each in (answer, refused, read, unknown):
        assert each.headers[ALLOWED] == origin
        assert "Origin" in each.headers["vary"].split(", ")
        assert "access-control-allow-credentials" not in each.headers
        assert each.headers["x-content-type-options"] == "nosniff"
    assert "ETag" in read.headers["access-control-expose-headers"].split(", ")


def test_a_browser_that_asks_first_is_told_methods_and_headers(opened: TestClient) -> None:
    answer = asked(opened, NOTEBOOK, "DELETE", access_control_request_headers="content-type,deletion-token")
    assert answer.status_code == 200
    assert answer.headers[ALLOWED] == NOTEBOOK
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, PATCH, PUT, DELETE"
    told = answer.headers["access-control-allow-headers"].split(", ")
    assert {"Content-Type", "Deletion-Token", "X-Room-Key", "X-Seat-Token", "X-Desk"} <= set(told)
    assert "access-control-allow-credentials" not in answer.headers
    near = asked(opened, NOTEBOOK, access_control_request_private_network="true")
    assert near.headers["access-control-allow-private-network"] == "true"
    assert asked(opened, NOTEBOOK, access_control_request_headers="cookie").status_code == 400


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", f"{NOTEBOOK}.evil.example", f"{NOTEBOOK}:444", "null", "http://testserver"],
)
def test_no_other_origin_is_granted_anything(opened: TestClient, origin: str) -> None:
    preflight = asked(opened, origin)
    assert problem(preflight, 405)
    read = opened.get("/api/v1/presets/latch", headers={"origin": origin})
    for each in (preflight, read):
        assert not [name for name in each.headers if name.startswith("access-control-")]
    assert "Origin" in read.headers["vary"].split(", ")
    sent = opened.post(TRACES, json=TRACE, headers={"origin": origin, "sec-fetch-site": "cross-site"})
    assert "MEMORY_PIPE_CORS_ORIGINS" in problem(sent, 403)["detail"]


@pytest.mark.parametrize("path", ["/", "/lab", "/healthz", "/api", "/words/en/lab"])
def test_only_the_api_is_open(opened: TestClient, path: str) -> None:
    assert ALLOWED not in opened.get(path, headers={"origin": NOTEBOOK}).headers


def test_the_name_of_the_server_must_be_known_all_the_same(opened: TestClient) -> None:
    answer = opened.post(TRACES, json=TRACE, headers={"origin": NOTEBOOK, "host": "evil.example"})
    assert ALLOWED not in answer.headers
    assert problem(answer, 421)


def test_without_the_setting_nothing_is_said_of_origins(client: TestClient) -> None:
    assert problem(asked(client, NOTEBOOK), 405)
    answer = client.get("/api/v1/presets/latch", headers={"origin": NOTEBOOK})
    assert ALLOWED not in answer.headers
    assert "Origin" not in answer.headers.get("vary", "")


@pytest.mark.parametrize(
    "origins",
    ["*", "null", "notebook.example", "https://a.example/", "https://A.example", "https://a.example/x"],
)
def test_what_no_browser_writes_is_refused_at_the_start(origins: str) -> None:
    with pytest.raises(ValidationError, match=r"expected origins as browsers write them.*found "):
        Settings(cors_origins=origins)
    here = "http:" + "//[::1]:8000"
    assert Settings(cors_origins=here).origins == (here,)
