"""A model is deleted by its sender alone, and nobody learns what another sender called it."""

import hashlib
import lzma
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.models import store as stores
from app.models.files import ModelFile
from app.models.library import ModelLibrary
from app.models.store import Removal
from app.models.tables import senders, sqlite_url
from tests.app.models.files import MODELS, small_file, upload
from tests.app.models.stores import Open, put
from tests.app.problems import problem
from tests.recorded.places import STORE

DATA = small_file(3)
ID = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[TestClient]:
    """Yield a client of a server that holds no model."""
    with TestClient(create_app(Settings(data_dir=tmp_path))) as client:
        yield client


def remove(client: TestClient, token: str | None) -> int:
    """Ask for the model to be deleted; return the status."""
    headers = {} if token is None else {"Deletion-Token": token}
    return client.delete(f"{MODELS}/{ID}", headers=headers).status_code


def is_there(client: TestClient) -> bool:
    """Return whether the model can be read."""
    return client.get(f"{MODELS}/{ID}").status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"deletion-token": ""}, {"deletion-token": ID}, {"deletion-token": "\u00ff"}]
)
def test_the_id_alone_does_not_allow_deletion(fresh: TestClient, headers: dict[str, str]) -> None:
    upload(fresh, DATA)
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answer = problem(fresh.delete(f"{MODELS}/{ID}", headers=raw), 403)
    assert "the header Deletion-Token" in answer["detail"]
    assert is_there(fresh)


def test_the_last_of_its_senders_takes_a_model_away(fresh: TestClient) -> None:
    mine, others = upload(fresh, DATA, "mine.npz"), upload(fresh, DATA, "others.npz")
    assert (mine["name"], others["name"]) == ("mine.npz", "others.npz")
    assert remove(fresh, mine["deletion_token"]) == 204
    assert is_there(fresh)
    assert remove(fresh, mine["deletion_token"]) == 403
    assert is_there(fresh)
    assert remove(fresh, others["deletion_token"]) == 204
    assert remove(fresh, others["deletion_token"]) == 404
    assert not is_there(fresh)


def test_a_file_that_comes_again_owes_nothing_to_those_of_before(fresh: TestClient) -> None:
    before = upload(fresh, DATA)["deletion_token"]
    assert remove(fresh, before) == 204
    upload(fresh, DATA)
    assert remove(fresh, before) == 403
    assert is_there(fresh)


def test_tokens_and_names_are_kept_nowhere(fresh: TestClient, tmp_path: Path) -> None:
    token = upload(fresh, DATA, "a-name-of-its-own.npz")["deletion_token"]
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert ID.encode() in files
    assert hashlib.sha256(token.encode()).hexdigest().encode() in files
    assert token.encode() not in files
    assert b"a-name-of-its-own" not in files


def test_a_reader_learns_no_name(fresh: TestClient) -> None:
    upload(fresh, DATA, "secret.npz")
    answer = fresh.get(f"{MODELS}/{ID}")
    assert answer.json()["name"] is None
    assert b"secret" not in answer.content


def test_senders_of_one_file_do_not_fill_the_store(
    tmp_path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "MOST_SENDERS", 3)
    store = open_store(sqlite_url(tmp_path), 1000)
    assert [store.add(ID, ModelFile(b"x"), "{}", str(n)) for n in range(5)] == [
        (True, True),
        (False, True),
        (False, True),
        (False, False),
        (False, False),
    ]
    assert store.remove(ID, "4") is Removal.NOT_ALLOWED
    assert [store.remove(ID, str(n)) for n in range(3)] == [Removal.DONE] * 3
    assert store.total() == (0, 0)


def test_what_makes_room_takes_its_senders_along(tmp_path: Path, open_store: Open) -> None:
    store = open_store(sqlite_url(tmp_path), 10)
    put(store, b"a" * 8)
    newest = put(store, b"b" * 8)
    engine = create_engine(sqlite_url(tmp_path))
    with engine.connect() as connection:
        assert list(connection.scalars(select(senders.c.id))) == [newest]
    engine.dispose()


def test_models_of_a_store_without_senders_stay(tmp_path: Path) -> None:
    file = tmp_path / "models.sqlite3"
    file.write_bytes(lzma.decompress(STORE.read_bytes()))
    with sqlite3.connect(file) as before:
        tables = {name for (name,) in before.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ((model, data),) = before.execute("SELECT id, data FROM model_files LIMIT 1").fetchall()
    before.close()
    assert tables == {"models", "model_files"}
    for _ in range(2):  # The second start finds the table.
        with TestClient(create_app(Settings(data_dir=tmp_path))) as client:
            about = client.get(f"{MODELS}/{model}").json()
            assert (about["id"], about["name"]) == (model, None)
            token = upload(client, data)["deletion_token"]
            for rights in ({}, {"deletion-token": ""}, {"deletion-token": token}):
                client.delete(f"{MODELS}/{model}", headers=rights)
            assert client.get(f"{MODELS}/{model}").json() == about


def test_uploads_can_be_turned_off(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data_dir=tmp_path))) as client:
        upload(client, DATA)
    with TestClient(create_app(Settings(data_dir=tmp_path, uploads="off"))) as client:  # type: ignore[arg-type]
        answer = problem(client.post(MODELS, files={"file": ("m", small_file(4))}), 403)
        assert answer["detail"] == "This server takes no models: its setting MEMORY_PIPE_UPLOADS is off."
        assert is_there(client)
        assert 'id="models" data-uploads="off"' in client.get("/lab").text
    with TestClient(create_app(Settings(data_dir=tmp_path))) as client:
        assert "data-uploads" not in client.get("/lab").text


def test_a_deleted_model_leaves_the_memory_of_its_worker_at_once_and_of_others_soon(tmp_path: Path) -> None:
    here, there = (ModelLibrary(Settings(data_dir=tmp_path)) for _ in range(2))
    try:
        about, _ = here.add(here.read(DATA), "file")
        assert there.network(ID, None, None).id == ID
        assert (here.ready, there.ready) == ([ID], [ID])
        here.remove(ID, about["deletion_token"])
        assert (here.ready, there.ready) == ([], [ID])
        there.forget_deleted()
        assert there.ready == []
    finally:
        here.store.close()
        there.store.close()


def test_a_new_store_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    with TestClient(create_app(Settings(data_dir=folder))) as client:
        upload(client, DATA)
        modes = {file.name: file.stat().st_mode & 0o777 for file in folder.glob("models.sqlite3*")}
        assert modes == dict.fromkeys(("models.sqlite3", "models.sqlite3-wal", "models.sqlite3-shm"), 0o600)
