"""Bodies that are not an upload, or too large."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.config import ROOT
from app.http.work import AT_A_TIME
from tests.app.models.files import MODELS
from tests.app.problems import problem

FORM = "multipart/form-data; boundary=b"
FRAME = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
END = b"x\r\n--b--\r\n"
OTHER = FRAME.replace(b'"file"', b'"other"')
AT_MOST = 'Expected one file in a field named "file" and at most one in "vocabulary", found another in '
NO_FORM = "The request body is not a multipart form with one file: "
NO_FILE = 'Expected one file in a field named "file", found none.'
EXPECTED = "Expected the content type multipart/form-data, found "


@pytest.mark.parametrize(
    ("content", "kind", "status", "detail"),
    [
        (b"x", "application/json", 415, f'{EXPECTED}"application/json".'),
        (b"", "", 415, f'{EXPECTED}"".'),
        (b"x", "multipart/form-data", 400, f"{NO_FORM}Missing boundary in multipart."),
        (b"junk", FORM, 400, f"{NO_FORM}Invalid multipart data."),
        (b"--b--\r\n", FORM, 400, NO_FILE),
        (FRAME.replace(b'; filename="a"', b"") + END, FORM, 400, f"{NO_FORM}a part has no"),
        (FRAME.replace(b'"file"', b'"other"') + END, FORM, 400, NO_FILE),
        (FRAME + b"x\r\n" + FRAME + END, FORM, 400, f'{AT_MOST}"file".'),
        (FRAME + b"x\r\n" + OTHER + END, FORM, 400, f'{AT_MOST}"other".'),
        (FRAME + b"x\r\n" + OTHER + b"x\r\n" + OTHER + END, FORM, 400, f"{NO_FORM}Too many files."),
        (b"--b\r\n\r\n" + END, FORM, 400, NO_FORM),
    ],
)
def test_a_body_that_is_no_upload_is_told(
    client: TestClient, content: bytes, kind: str, status: int, detail: str
) -> None:
    answer = client.post(MODELS, content=content, headers={"content-type": kind})
    assert problem(answer, status)["detail"].startswith(detail)


def test_a_body_that_grows_is_refused_while_it_comes(client: TestClient) -> None:
    sent = 0

    def endless() -> Any:
        nonlocal sent
        yield FRAME
        while sent < 200:
            sent += 1
            yield b"x" * 2**20

    answer = client.post(MODELS, content=endless(), headers={"content-type": FORM})
    assert problem(answer, 413)["detail"] == (
        "The file is larger than the limit max_upload_bytes of 41943040 bytes; raise the setting "
        "MEMORY_PIPE_MAX_UPLOAD_BYTES."
    )
    assert answer.headers["connection"] == "close"


def test_a_body_that_is_announced_too_large_is_not_read(client: TestClient) -> None:
    headers = {"content-type": FORM, "content-length": "99999999"}
    answer = problem(client.post(MODELS, content=b"x", headers=headers), 413)
    assert answer["detail"].endswith(
        "the limit max_upload_bytes of 41943040 bytes; raise the setting MEMORY_PIPE_MAX_UPLOAD_BYTES."
    )


def test_uploads_at_the_same_time_take_little_memory() -> None:
    command = [sys.executable, "-m", "tests.app.models.upload_memory", "6", "60", "12", "19"]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert child.returncode == 0, child.stderr
    too_large, no_model = map(json.loads, child.stdout.splitlines())
    for answer, count, status in ((too_large, 6, 413), (no_model, 12, 422)):
        assert answer["statuses"] == [status] * count
        # The 250 or 240 MB received are on disk, except for the beginnings and the part being read.
        assert answer["grown"] < 30_000_000 * AT_A_TIME + 5_000_000 * count, count


@given(st.binary(max_size=200))
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
def test_any_body_is_a_problem(client: TestClient, content: bytes) -> None:
    for body in (content, FRAME[:-2] + content):
        answer = client.post(MODELS, content=body, headers={"content-type": FORM})
        assert problem(answer, answer.status_code)["status"] in (400, 422)


def test_a_name_in_a_form_that_multipart_does_not_allow_is_explained(client: TestClient) -> None:
    body = (
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''m.npz\r\n\r\nx\r\n--b--\r\n"
    )
    headers = {"content-type": "multipart/form-data; boundary=b"}
    detail = problem(client.post("/api/v1/models", content=body, headers=headers), 400)["detail"]
    assert 'a part has no "filename" in its Content-Disposition. RFC 7578' in detail
