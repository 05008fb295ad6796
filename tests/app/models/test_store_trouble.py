"""A store whose disk is full or read-only, whose clock goes back, whose database does not answer."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.faults.kinds import Unavailable
from app.main import create_app
from app.models import engines
from app.models import store as stores
from app.models.files import ModelFile
from app.models.store import ModelStore, Removal
from app.models.tables import sqlite_url
from tests.app.models.files import MODELS, small_file, upload
from tests.app.models.stores import TOKEN, Open, kept, put
from tests.app.problems import problem

TRACES = "/api/v1/traces"


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something over a folder, where this machine lets us."""
    command = ["mount", *options, str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> None:
    """Leave not a byte free on a disk."""
    with (folder / "ballast").open("wb", buffering=0) as file:
        for size in (2**16, 2**10, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def random(seed: int, size: int) -> bytes:
    """Return bytes that no file system can make smaller."""
    return np.random.default_rng(seed).bytes(size)


def test_a_full_disk_lets_people_read_and_delete(tmp_path: Path) -> None:
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        store = ModelStore(sqlite_url(tmp_path), 10**9)
        try:
            large, other = put(store, random(1, 1_500_000), TOKEN), put(store, random(2, 10_000), TOKEN)
            fill(tmp_path)
            with pytest.raises(Unavailable):
                put(store, random(3, 3_000_000))
            again = ModelStore(sqlite_url(tmp_path), 10**9)  # as after a restart
            for one in (store, again):
                assert one.use(large)
                assert one.about(large) == "{}"
                assert one.file(large) == ModelFile(random(1, 1_500_000))
            again.close()
            assert store.remove(large, TOKEN) is Removal.DONE
            assert put(store, random(4, 500_000)) in kept(sqlite_url(tmp_path))
            assert store.remove(other, TOKEN) is Removal.DONE
        finally:
            store.close()


def test_a_folder_that_cannot_be_written_to_is_read(tmp_path: Path, open_store: Open) -> None:
    store = open_store(sqlite_url(tmp_path), 10**9)
    model = put(store, b"a model", TOKEN)
    store.close()
    with mounted(tmp_path, "--bind", str(tmp_path)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(tmp_path)], check=True)
        read = open_store(sqlite_url(tmp_path), 10**9)
        assert (read.use(model), read.about(model), read.file(model)) == (True, "{}", ModelFile(b"a model"))
        for write in (lambda: put(read, b"another"), lambda: read.remove(model, TOKEN)):
            with pytest.raises(Unavailable):
                write()
        read.close()


def test_to_read_is_not_to_write(tmp_path: Path, open_store: Open) -> None:
    store = open_store(sqlite_url(tmp_path), 10**9)
    model = put(store, b"a model")
    journal = tmp_path / "models.sqlite3-wal"
    before = journal.stat().st_size
    for _ in range(5):
        assert store.use(model)
        assert store.about(model) == "{}"
        assert store.file(model) == ModelFile(b"a model")
    assert journal.stat().st_size == before


def test_a_use_that_cannot_be_noted_is_a_use(
    tmp_path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "NOTE_SECONDS", 0)
    store = open_store(sqlite_url(tmp_path), 10**9)
    model = put(store, b"a model")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores, "_touch", full)
    assert store.use(model)


def test_a_clock_that_goes_back_ages_nothing(
    tmp_path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(sqlite_url(tmp_path), 30)
    old = [put(store, bytes([n]) * 10) for n in range(2)]
    then = time.time_ns() - 3600 * 10**9
    monkeypatch.setattr("app.models.store.time.time_ns", lambda: then)
    newer = put(store, b"newer" * 2)
    assert store.use(old[0])  # an hour away from its note, and so noted
    put(store, b"newest" + b"t" * 4)
    assert set(kept(sqlite_url(tmp_path))) >= {old[0], newer}
    assert old[1] not in kept(sqlite_url(tmp_path))


def test_a_driver_that_is_missing_is_told_at_the_start(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, model_store="mysql+mysqldb://user@localhost/models")
    with pytest.raises(
        ValueError, match=r"needs the driver mysql\+mysqldb.*pip install 'memory-pipe\[postgresql\]'"
    ):
        create_app(settings)


def test_a_database_that_does_not_answer_is_given_up_and_then_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr(engines, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as frozen:  # it listens, and says nothing
        url = f"postgresql+psycopg://user@127.0.0.1:{frozen.getsockname()[1]}/models"
        with TestClient(create_app(Settings(data_dir=tmp_path, model_store=url))) as client:
            waited = []
            for _ in range(3):
                began = time.monotonic()
                answer = client.get(f"{MODELS}/{'0' * 64}")
                waited.append(time.monotonic() - began)
                assert "The store cannot be used" in problem(answer, 503)["detail"]
                assert answer.headers["retry-after"] == "5"
            preset = client.post(TRACES, json={"model": {"preset": "latch"}, "inputs": [[1, 0, 0]]})
            assert preset.status_code == 200
    assert waited[0] < 5
    assert max(waited[1:]) < 1


def test_a_full_folder_for_temporary_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with mounted(temporary, "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        monkeypatch.setattr("tempfile.tempdir", str(temporary))
        settings = Settings(data_dir=tmp_path / "data")
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            fill(temporary)
            lines = b'{"model": {"preset": "latch"}}\n' + b"[1, 0, 0]\n" * 50_000
            form = {"content-type": "application/x-ndjson"}
            for answer in (
                client.post(TRACES, content=lines, headers=form),
                client.post(MODELS, files={"file": ("large.npz", b"x" * 3_000_000)}),
            ):
                assert "TMPDIR" in problem(answer, 507)["detail"]
                assert answer.headers["retry-after"] == "30"
            assert upload(client, small_file(1))["bytes"] == len(small_file(1))
