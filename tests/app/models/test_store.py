"""The model store: its limit, the order of eviction, several workers, and killed servers."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import create_engine, select
from starlette.testclient import TestClient

from app.config import Settings
from app.faults.kinds import TooLarge
from app.main import create_app
from app.models import store as stores
from app.models.files import ModelFile
from app.models.store import Removal
from app.models.tables import metadata, sqlite_url, vocabularies
from tests.app.models.files import MODELS, small_file, upload
from tests.app.models.stores import TOKEN, Open, kept, put, worker
from tests.app.problems import problem

TRACES = "/api/v1/traces"
POSTGRESQL = os.environ.get("TEST_POSTGRESQL", "")
"""The URL of a PostgreSQL database to be overwritten; without one, the tests know SQLite alone."""


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty database."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "data")
        return
    engine = create_engine(POSTGRESQL)
    metadata.drop_all(engine)
    engine.dispose()
    yield POSTGRESQL


def test_what_goes_in_comes_out(url: str, open_store: Open) -> None:
    store = open_store(url, 1000)
    assert store.add("a" * 64, ModelFile(b"\x00\xffdata"), '{"name": "\u8bb0"}', "1" * 64) == (True, True)
    assert store.add("a" * 64, ModelFile(b"\x00\xffdata"), "another", "2" * 64) == (False, True)
    assert store.file("a" * 64) == ModelFile(b"\x00\xffdata")
    assert store.about("a" * 64) == "another"
    assert store.total() == (1, 6)
    assert (store.file("b"), store.about("b"), store.use("b")) == (None, None, False)
    assert store.remove("b", "1" * 64) is Removal.NOT_THERE
    assert store.remove("a" * 64, "1" * 64) is Removal.DONE
    assert store.total() == (1, 6)
    assert store.remove("a" * 64, "2" * 64) is Removal.DONE
    assert store.total() == (0, 0)


def test_a_vocabulary_goes_in_and_out_with_its_model_and_counts(url: str, open_store: Open) -> None:
    store = open_store(url, 10)
    store.add("a" * 64, ModelFile(b"data", b"words"), "{}", "1" * 64)
    assert store.file("a" * 64) == ModelFile(b"data", b"words")
    assert store.total() == (1, 9)
    store.add("b" * 64, ModelFile(b"da"), "{}", "2" * 64)
    assert (store.file("a" * 64), store.file("b" * 64)) == (None, ModelFile(b"da"))
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(select(vocabularies)).all() == []
    engine.dispose()
    with pytest.raises(TooLarge, match=r"^The file has 11 bytes"):
        store.add("c" * 64, ModelFile(b"12345", b"678901"), "{}", "3" * 64)


def test_a_store_without_vocabularies_goes_on_and_takes_them(url: str, open_store: Open) -> None:
    old = open_store(url, 100)
    model = put(old, b"a model")
    engine = create_engine(url)
    vocabularies.drop(engine)
    assert old.file(model) == ModelFile(b"a model")
    engine.dispose()
    old.close()
    store = open_store(url, 100)
    assert store.file(model) == ModelFile(b"a model")
    store.add("b" * 64, ModelFile(b"data", b"words"), "{}", "1" * 64)
    assert store.file("b" * 64) == ModelFile(b"data", b"words")


@pytest.fixture(autouse=True)
def _every_use_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note every use, not one a minute."""
    monkeypatch.setattr(stores, "NOTE_SECONDS", 0)


def test_the_least_recently_used_goes_first(url: str, open_store: Open) -> None:
    store = open_store(url, 40)
    a, b, c, d = (put(store, bytes([n]) * 10) for n in range(4))
    assert store.use(a)
    assert store.about(b) == "{}"
    e = put(store, b"e" * 10)
    assert set(kept(url)) == {a, b, d, e}
    put(store, b"\x03" * 10)  # The same as d, which counts as a use of d.
    f = put(store, b"f" * 20)
    assert set(kept(url)) == {d, e, f}
    assert store.total() == (3, 40)
    assert c not in kept(url)


def test_a_file_larger_than_the_store_pushes_nobody_out(url: str, open_store: Open) -> None:
    store = open_store(url, 40)
    a = put(store, b"a" * 30)
    with pytest.raises(TooLarge, match="The file has 41 bytes, over the limit model_store_bytes of 40"):
        put(store, b"b" * 41)
    assert set(kept(url)) == {a}


def test_a_deleted_file_leaves_no_bytes_on_the_disk(tmp_path: Path, open_store: Open) -> None:
    store = open_store(sqlite_url(tmp_path), 10**6)
    secret = b"a secret that somebody uploaded " * 3000
    model = put(store, secret, TOKEN)
    put(store, b"another")
    assert any(secret[:32] in file.read_bytes() for file in tmp_path.iterdir())
    assert store.remove(model, TOKEN) is Removal.DONE
    assert not any(secret[:32] in file.read_bytes() for file in tmp_path.iterdir())


def test_many_uploads_beyond_the_cap(tmp_path: Path) -> None:
    size = len(small_file(0))
    settings = Settings(data_dir=tmp_path, model_store_bytes=20 * size, model_cache_bytes=400)
    question = {"inputs": [[1], [-1]], "fields": ["C"]}

    app = create_app(settings)

    async def run() -> None:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://a.test") as client:

            async def send(seed: int) -> str:
                answer = await client.post(MODELS, files={"file": ("model", small_file(seed))})
                assert answer.status_code == 201, answer.text
                return str(answer.json()["id"])

            async def trace(model: str) -> Any:
                return (await client.post(TRACES, json=question | {"model": {"id": model}})).json()

            used = [await send(seed) for seed in (0, 1, 2)]
            before = [await trace(model) for model in used]
            for seed in range(3, 93):
                await send(seed)
                if seed % 4 == 0:
                    assert await trace(used[seed // 4 % 3]) == before[seed // 4 % 3]
            assert [await trace(model) for model in used] == before
            assert set(used) < set(kept(sqlite_url(tmp_path)))
        app.state.services.models.store.close()

    with start_blocking_portal() as portal:  # a loop of its own: this thread may have one
        portal.call(run)
    data = kept(sqlite_url(tmp_path))
    assert len(data) == 20
    assert set(data.values()) >= {small_file(seed) for seed in (0, 1, 2, *range(78, 93))}
    # Deleted files make room for new ones: the disk does not fill up either.
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 20 * size + 6_000_000


def test_workers_that_start_together_make_one_store(url: str, open_store: Open) -> None:
    start = Barrier(6)

    def first(n: int) -> str:
        store = open_store(url, 1000)
        start.wait()
        return put(store, bytes([n]))

    with ThreadPoolExecutor(6) as threads:
        models = list(threads.map(first, range(6)))
    assert set(kept(url)) == set(models)
    assert len(set(models)) == 6


def test_two_workers_share_a_store(url: str) -> None:
    settings = Settings(model_store=url)
    question = {"inputs": [[1]], "fields": ["C"]}
    with TestClient(create_app(settings)) as one, TestClient(create_app(settings)) as other:
        about = upload(one, small_file(1))
        model, token = about["id"], {"deletion-token": about["deletion_token"]}
        answers = [
            worker.post(TRACES, json=question | {"model": {"id": model}}).json() for worker in (one, other)
        ]
        assert answers[0] == answers[1]
        assert answers[0]["steps"] == 1
        # The first has it in memory, but does not run what was deleted by the other.
        assert other.delete(f"{MODELS}/{model}", headers=token).status_code == 204
        answer = one.post(TRACES, json=question | {"model": {"id": model}})
        assert problem(answer, 422)["errors"][0]["pointer"] == "/model/id"


def test_two_processes_fill_a_store_at_the_same_time(url: str, open_store: Open) -> None:
    put(open_store(url, 10_000), b"first")
    workers = [worker(url, 10_000, seed, 60, 1000) for seed in (1, 2)]
    told = [process.communicate(timeout=60)[0].split() for process in workers]
    assert [process.returncode for process in workers] == [0, 0]
    assert told == [["kept"] * 60] * 2
    assert len(kept(url)) == 10
