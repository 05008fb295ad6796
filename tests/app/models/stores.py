"""What the tests of the store of models share."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from secrets import token_hex

from sqlalchemy import create_engine, select

from app.config import ROOT
from app.models.files import ModelFile
from app.models.store import ModelStore
from app.models.tables import files as file_table
from app.models.tables import models as model_table

TOKEN = "0" * 64
"""The hash of a deletion token: of a token that nobody has."""
Open = Callable[[str, int], ModelStore]


def put(store: ModelStore, data: bytes, token: str | None = None) -> str:
    """Add bytes to a store, as somebody new where no token is given; return their id."""
    model = hashlib.sha256(data).hexdigest()
    store.add(model, ModelFile(data), "{}", token or token_hex(32))
    return model


def kept(url: str) -> dict[str, bytes]:
    """Return all files of a store by id, once each has its row and its right hash."""
    engine = create_engine(url)
    with engine.connect() as connection:
        data = {row.id: bytes(row.data) for row in connection.execute(select(file_table))}
        sizes = {row.id: row.bytes for row in connection.execute(select(model_table))}
    engine.dispose()
    assert {model: len(content) for model, content in data.items()} == sizes
    assert all(hashlib.sha256(content).hexdigest() == model for model, content in data.items())
    return data


def worker(url: str, most: int, seed: int, count: int, size: int) -> subprocess.Popen[str]:
    """Start a process that fills the store."""
    numbers = map(str, (most, seed, count, size))
    command = [sys.executable, "-m", "tests.app.models.store_worker", url, *numbers]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
