"""A data folder of each earlier version is taken over; one with other columns is refused at the start."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from sqlalchemy import create_engine, inspect
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.models.tables import metadata, sqlite_url
from lstm_core import LSTMParams, run
from lstm_core.interop import dump
from lstm_core.stacks.stack import LayerStack
from tests.app.classroom.classes import open_class
from tests.app.models.asking import TRACES
from tests.app.models.files import MODELS, small_file, upload

SHAPES: Final = re.findall(
    r"-- shape: (.+)\n((?:[^-].*\n)+)", Path(__file__).with_name("earlier.sql").read_text()
)
PARAMS: Final = LSTMParams.random(1, 1, 7, "none")
FILE: Final = dump(LayerStack.of(PARAMS), "safetensors")
ID: Final = hashlib.sha256(FILE).hexdigest()
_LAYER: Final = {
    "layer": 0,
    "direction": "forward",
    "name": "",
    "units": 1,
    "inputs": 1,
    "peepholes": "none",
    "projection": None,
}
_LSTM: Final = {"name": "", "inputs": 1, "outputs": 1, "layers": [_LAYER]}
ABOUT: Final = {
    "id": ID,
    "name": "mine.safetensors",
    "format": "ours",
    "bytes": len(FILE),
    **{key: _LSTM[key] for key in ("inputs", "layers", "outputs")},
    "lstms": [_LSTM],
    "heads": [],
    "ignored": [],
    "notes": [],
}
"""What the first version said about a model."""


def made(folder: Path, last: int) -> sqlite3.Connection:
    """Return the store of an earlier version, with one model."""
    store = sqlite3.connect(folder / "models.sqlite3")
    for _, statements in SHAPES[: last + 1]:
        store.executescript(statements)
    store.execute("INSERT INTO models VALUES (?, ?, ?, ?)", (ID, len(FILE), 1, json.dumps(ABOUT)))
    store.execute("INSERT INTO model_files VALUES (?, ?)", (ID, FILE))
    store.commit()
    return store


@pytest.mark.parametrize("last", range(len(SHAPES)), ids=[name for name, _ in SHAPES])
def test_a_store_of_an_earlier_version_is_taken_over(tmp_path: Path, last: int) -> None:
    made(tmp_path, last).close()
    with TestClient(create_app(Settings(data_dir=tmp_path, trainings=False))) as client:
        about = client.get(f"{MODELS}/{ID}").json()
        assert (about["id"], about["name"], about["embeddings"]) == (ID, None, [])
        assert about["layers"] == [_LAYER | {"unit": "lstm"}]
        asked = {"model": {"id": ID}, "inputs": [[0.5], [-1.0]]}
        trace = client.post(TRACES, json=asked).json()["layers"][0]["trace"]
        np.testing.assert_allclose(trace["h"], run(PARAMS, np.array([[0.5], [-1.0]])).h, rtol=1e-12)
        assert upload(client, small_file(1))["deletion_token"]
        assert open_class(client).join().seat == 1
        assert client.delete(f"{MODELS}/{ID}", headers={"Deletion-Token": "0" * 32}).status_code == 403


def test_the_last_shape_is_the_present_one(tmp_path: Path) -> None:
    made(tmp_path, len(SHAPES)).close()
    found = inspect(create_engine(sqlite_url(tmp_path)))
    assert {name: {one["name"] for one in found.get_columns(name)} for name in found.get_table_names()} == {
        table.name: set(table.c.keys()) for table in metadata.sorted_tables
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE models DROP COLUMN about", "models has no column about"),
        ("ALTER TABLE rooms RENAME made TO born", "rooms has no column made; rooms needs a column born"),
    ],
)
def test_a_store_with_other_columns_is_refused_at_the_start(tmp_path: Path, change: str, told: str) -> None:
    store = made(tmp_path, len(SHAPES))
    store.execute(change)
    store.close()
    said = rf"models\.sqlite3 was made by another version of Memory Pipe: {told}\. Start that"
    with pytest.raises(ValueError, match=said):
        create_app(Settings(data_dir=tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.execute("ALTER TABLE rooms ADD COLUMN colour TEXT"),
        lambda store: store.execute("CREATE TABLE others (id INTEGER)"),
    ],
)
def test_what_a_later_version_only_adds_keeps_no_server_from_starting(
    tmp_path: Path, change: Callable[[sqlite3.Connection], object]
) -> None:
    store = made(tmp_path, len(SHAPES))
    change(store)
    store.close()
    with TestClient(create_app(Settings(data_dir=tmp_path, trainings=False))) as client:
        assert open_class(client).join().seat == 1
