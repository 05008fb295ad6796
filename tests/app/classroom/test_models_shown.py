"""A model that a class is shown stays until the room ends, also if whoever uploaded it deletes it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.classroom.closing import forget_expired
from app.classroom.opening import OPEN_SECONDS, Most, open_room
from app.classroom.records import Stand
from app.classroom.store import RoomStore
from app.models.database import Database
from app.models.store import ModelStore, Removal
from app.models.tables import sqlite_url
from tests.app.classroom.classes import open_class
from tests.app.models.files import MODELS, small_file, upload
from tests.app.models.stores import kept, put


def test_a_class_goes_on_with_a_model_that_its_uploader_deletes(school: TestClient) -> None:
    about = upload(school, small_file(11))
    model, token = about["id"], {"Deletion-Token": about["deletion_token"]}
    asked = {"model": {"id": model}, "inputs": [[0.5]] * 2}
    answer = school.post("/api/v1/traces", json=asked)
    assert answer.status_code == 200, answer.text
    before = answer.json()

    here, there = open_class(school, state="/?preset=latch"), open_class(school, state=f"/?model={model}&t=1")
    here.done("PUT", "/state", json={"address": f"/?model={model}&t=0", "after": 1})
    here.done("PUT", "/state", json={"address": f"/?model={model}&t=1", "after": 2})
    assert school.delete(f"{MODELS}/{model}", headers=token).status_code == 204
    assert school.delete(f"{MODELS}/{model}", headers=token).status_code == 403
    for room in (here, there):
        assert school.post("/api/v1/traces", json=asked).json() == before
        room.done("DELETE")
    assert school.get(f"{MODELS}/{model}").status_code == 404
    assert school.post("/api/v1/traces", json=asked).status_code == 422


@pytest.mark.parametrize("hours", [0, 12])
def test_a_room_that_nobody_closes_lets_go_of_its_models_and_of_no_others(hours: int, tmp_path: Path) -> None:
    time = [0]
    url = sqlite_url(tmp_path)
    models, rooms = ModelStore(url, 1000), RoomStore(Database(url), lambda: time[0])
    shown, shared, other = (put(models, data, "1" * 64) for data in (b"shown", b"shared", b"other"))
    absent = "f" * 64
    open_room(rooms, "teacher", Stand.at(f"/?model={shown}&also={shared}&absent={absent}"), {}, Most(5, 5))
    open_room(rooms, "teacher", Stand.at(f"/?longer={other}0"), {}, Most(5, 5))
    for model in (shown, other):
        assert models.remove(model, "1" * 64) is Removal.DONE
    assert set(kept(url)) == {shown, shared}
    time[0] = OPEN_SECONDS * 10**9
    forget_expired(rooms, hours * 3600 * 10**9)
    assert set(kept(url)) == {shared}
    assert models.remove(shared, "1" * 64) is Removal.DONE
    models.close()
    rooms.database.close()
