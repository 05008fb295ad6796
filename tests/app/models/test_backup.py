"""Backup and restore, as ``RUNNING.md`` tells them: ids, tokens, trainings and rooms of that time return."""

import re
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from starlette.testclient import TestClient

from app.config import APP, Settings
from app.main import create_app
from tests.app.classroom.beside import POSTGRES, postgres_in
from tests.app.classroom.classes import Class, open_class
from tests.app.models.files import MODELS, small_file, upload
from tests.app.problems import problem

GUIDE = (APP / "RUNNING.md").read_text(encoding="utf-8")
TRAININGS = "/api/v1/trainings"
INPUTS = [[1.0], [-2.0]]


def told(program: str) -> list[str]:
    """Return the words of the command for a program that the guide tells."""
    (line,) = re.findall(rf"^(?:.*`)?({program} [^`\n]*)", GUIDE, re.MULTILINE)
    return shlex.split(line)


class Filled:
    """What was on a server when it was backed up, and what changed afterwards."""

    def __init__(self, client: TestClient) -> None:
        self.model = upload(client, small_file(3))
        self.path = f"{MODELS}/{self.model['id']}"
        self.outputs = self.run(client)
        plan = {"task": "brackets", "steps": 20}
        self.training = client.post(TRAININGS, json={"plan": plan, "paused": True}).json()["id"]
        self.lesson = open_class(client, state="/?preset=latch")
        self.seat = self.lesson.join()

    def run(self, client: TestClient) -> object:
        body = {"model": {"id": self.model["id"]}, "inputs": INPUTS}
        answer = client.post("/api/v1/traces", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["outputs"]

    def change(self, client: TestClient) -> None:
        self.delete(client)
        self.newer = upload(client, small_file(2))
        assert client.delete(f"{TRAININGS}/{self.training}").status_code == 204
        self.lesson.done("DELETE")

    def delete(self, client: TestClient) -> None:
        token = {"Deletion-Token": self.model["deletion_token"]}
        assert client.delete(self.path, headers=token).status_code == 204

    def check(self, client: TestClient) -> None:
        assert self.run(client) == self.outputs
        problem(client.get(f"{MODELS}/{self.newer['id']}"), 404)
        assert client.get(f"{TRAININGS}/{self.training}").json()["status"] == "paused"
        lesson = Class(client, self.lesson.code, self.lesson.key)
        assert [one["seat"] for one in lesson.done("GET", "/desk")["seats"]] == [self.seat.seat]
        self.delete(client)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not installed (Debian: sqlite3)")
def test_an_sqlite_store_is_copied_while_it_is_used_and_put_back(tmp_path: Path) -> None:
    settings, folder = Settings(data_dir=tmp_path / ".data", access_log=False), tmp_path / ".data"
    with TestClient(create_app(settings)) as client:
        filled = Filled(client)
        subprocess.run(told("sqlite3"), cwd=tmp_path, check=True)
        filled.change(client)
    for ending in ("", "-wal", "-shm"):
        assert f"`models.sqlite3{ending}`" in GUIDE
        (folder / f"models.sqlite3{ending}").unlink(missing_ok=True)
    (tmp_path / "models-backup.sqlite3").rename(folder / "models.sqlite3")
    with TestClient(create_app(settings)) as client:
        filled.check(client)


@pytest.mark.skipif(POSTGRES is None, reason="PostgreSQL is not installed (Debian: postgresql)")
def test_a_postgresql_is_dumped_while_it_is_used_and_restored() -> None:
    with TemporaryDirectory() as name, ExitStack() as stack:
        (folder := Path(name)).chmod(0o755)  # the database has a user of its own
        database = stack.enter_context(postgres_in(folder / "postgres"))
        address = database.url.replace("+psycopg", "")

        def run(program: str) -> None:
            assert POSTGRES is not None
            words = [word.replace("postgresql://user@host/name", address) for word in told(program)]
            subprocess.run([str(POSTGRES / words[0]), *words[1:]], cwd=folder, check=True)

        settings = Settings(data_dir=folder / ".data", model_store=database.url, access_log=False)
        with TestClient(create_app(settings)) as client:
            filled = Filled(client)
            run("pg_dump")
            filled.change(client)
        for _ in range(2):
            run("pg_restore")
        with TestClient(create_app(settings)) as client:
            filled.check(client)


def test_a_store_from_before_trainings_rooms_and_tokens_gets_their_tables(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, access_log=False)
    with TestClient(create_app(settings)) as client:
        model = upload(client, small_file(1))
    with closing(sqlite3.connect(tmp_path / "models.sqlite3")) as store, store:
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name not in ("models", "model_files"):
                store.execute(f"DROP TABLE {name}")
    with TestClient(create_app(settings)) as client:
        assert client.get(f"{MODELS}/{model['id']}").json()["id"] == model["id"]
        token = {"Deletion-Token": model["deletion_token"]}
        problem(client.delete(f"{MODELS}/{model['id']}", headers=token), 403)  # it is nobody's
        Filled(client).change(client)
