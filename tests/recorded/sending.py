"""Requests as data, sent to an application through ASGI."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.testclient import TestClient

from app.main import create_app
from tests.client import Client
from tests.recorded.places import FILES, FIXTURES, PRESETS
from tests.recorded.reading import read

DATABASE = "models.sqlite3"
"""The store's name in the folder of a server's data."""
_FOLDERS = {"files": FILES, "fixtures": FIXTURES}


@contextmanager
def serving(store: bytes | None = None) -> Iterator[TestClient]:
    """Yield a client of an application with the recorded presets beside its own.

    Parameters
    ----------
    store : bytes, optional
        The database of uploaded models that it finds; left out: there is none yet.
    """
    with TemporaryDirectory() as data:
        if store is not None:
            (Path(data) / DATABASE).write_bytes(store)
        given = {"MEMORY_PIPE_DATA_DIR": data, "MEMORY_PIPE_PRESETS_DIR": str(PRESETS)}
        before = {name: os.environ.get(name) for name in given}
        os.environ.update(given)
        try:
            with Client(create_app(), raise_server_exceptions=False, follow_redirects=False) as client:
                yield client
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def send(client: TestClient, ask: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one request.

    Parameters
    ----------
    client : TestClient
        Of the application.
    ask : dict
        ``method`` and ``path``; ``headers`` if there are any; the body as ``json`` or ``text``, or a ``file``
        with its ``name`` and either ``kept``, its place in a folder, or ``bytes`` in base 64.
    """
    more: dict[str, Any] = {}
    if "json" in ask:
        more["json"] = ask["json"]
    if "text" in ask:
        more["content"] = ask["text"].encode()
    if "file" in ask:
        more["files"] = {ask["file"].get("field", "file"): (ask["file"]["name"], content(ask["file"]))}
    answer = client.request(ask["method"], ask["path"], headers=ask.get("headers"), **more)
    return read(answer.status_code, answer.headers, answer.content)


def content(file: dict[str, str]) -> bytes:
    """Return the bytes of a file."""
    if "bytes" in file:
        return base64.b64decode(file["bytes"])
    folder, _, name = file["kept"].partition("/")
    return (_FOLDERS[folder] / name).read_bytes()
