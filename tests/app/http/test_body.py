"""Bodies that are not a JSON object, each with its own problem."""

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient
from starlette.types import Message

from app.main import create_app
from tests.app.conftest import LIMITS
from tests.app.problems import problem

TRACES = "/api/v1/traces"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "The request body is empty; expected a JSON object."),
        (b" \n", "The request body is empty; expected a JSON object."),
        (b"{", "not valid JSON: EOF while parsing an object at line 1 column 1."),
        (b'{"model": {"preset": "latch"},\n "inputs": [[1, 0, 0],]}', "trailing comma at line 2 column 23."),
        (b'{"a": 01}', "The request body is not valid JSON: invalid number at line 1 column 8."),
        (b'{"a": 1} x', "The request body is not valid JSON: trailing characters at line 1 column 10."),
        (b"\xff\xfe{}", "The request body is not UTF-8 text: byte 0 does not fit."),
        (b'{"text": "\xe9"}', "The request body is not UTF-8 text: byte 10 does not fit."),
        ("{}".encode("utf-16"), "The request body is not UTF-8 text: byte 0 does not fit."),
        (b"[" * 9000 + b"]" * 9000, "The request body is nested too deeply."),
        (
            b'{"a": "\x01"}',
            "control character (\\u0000-\\u001F) found while parsing a string at line 1 column 8.",
        ),
        (
            b'{"model": {"preset": "latch"}, "inputs": [[1, 0, 0]], "model": {"preset": "lanes"}}',
            'The request body has "model" twice in one object, at bytes 1 and 54; expected it once.',
        ),
        (b'{"text": "\\ud800"}', "unexpected end of hex escape at line 1 column 17."),
    ],
)
def test_a_body_that_is_no_json_is_a_400_that_says_where(small: TestClient, body: bytes, detail: str) -> None:
    answer = problem(small.post(TRACES, content=body, headers=JSON), 400)
    assert detail in answer["detail"]
    assert answer["errors"] == []


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b'"x"', b"true", b"NaN"])
def test_json_that_is_no_object_is_a_422(client: TestClient, body: bytes) -> None:
    answer = problem(client.post(TRACES, content=body, headers=JSON), 422)
    found = {
        b"[]": "a list",
        b"null": "null",
        b"3": "the number 3",
        b'"x"': 'the string "x"',
        b"true": "true",
    }
    expected = f"expected an object, found {found.get(body, 'the number nan')}"
    assert answer["errors"] == [{"pointer": "", "detail": expected}]


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"content-type": "text/plain"}, 'found "text/plain"'),
        ({"content-type": "application/x-www-form-urlencoded"}, "found"),
        ({"content-type": ""}, 'found ""'),
        ({}, "found none"),
        ([("content-type", "application/json"), ("content-type", "text/csv")], ' and "text/csv"'),
        ([("content-type", "application/json")] * 2, '"application/json" and "application/json"'),
    ],
)
def test_a_body_that_is_not_declared_as_json_is_a_415(
    client: TestClient, headers: dict[str, str], found: str
) -> None:
    answer = problem(client.post(TRACES, content=b"{}", headers=headers), 415)
    assert answer["detail"].startswith("Expected the content type application/json, found")
    assert found in answer["detail"]


def test_a_charset_after_the_content_type_is_fine(client: TestClient) -> None:
    body = b'{"model": {"preset": "latch"}, "inputs": [[0, 0, 0]], "fields": ["C"]}'
    answer = client.post(TRACES, content=body, headers={"content-type": "Application/JSON; charset=utf-8"})
    assert answer.json()["outputs"] == [[0.0]]


def test_a_body_over_the_limit_is_a_413_that_names_it(small: TestClient) -> None:
    answer = problem(small.post(TRACES, content=b" " * (LIMITS.max_body_bytes + 1), headers=JSON), 413)
    assert answer["detail"] == (
        "The request body is larger than the limit max_body_bytes of 20000 bytes; send inputs as "
        "application/x-ndjson, or raise the setting MEMORY_PIPE_MAX_BODY_BYTES."
    )


def test_a_body_without_length_is_read_no_further_than_the_limit() -> None:
    asked, answered = 0, []

    async def receive() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b" " * 1000, "more_body": True}

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": TRACES,
        "raw_path": TRACES.encode(),
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }
    with start_blocking_portal() as portal:  # a loop of its own: this thread may have one
        portal.call(create_app(LIMITS), scope, receive, send)
    assert asked == LIMITS.max_body_bytes // 1000 + 1
    assert answered[0]["status"] == 413
    assert b"the limit max_body_bytes of 20000 bytes" in answered[1]["body"]


def test_a_body_of_just_the_limit_is_read(small: TestClient) -> None:
    body = b'{"model": {"preset": "latch"}, "inputs": [[0, 0, 0]], "fields": ["C"]}'
    answer = small.post(TRACES, content=body.ljust(LIMITS.max_body_bytes), headers=JSON)
    assert answer.json()["layers"][0]["trace"] == {"C": [[0.0]]}
