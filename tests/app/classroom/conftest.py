"""An application of its own for live classes, without limits that tests would run into."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.classroom.closing import forget
from app.classroom.tables import rooms
from app.config import Settings
from app.main import create_app
from app.models.database import Database
from tests.app.classroom.classes import Class, open_class
from tests.client import Client

FREELY = "1000000/second"


@pytest.fixture(autouse=True)
def _empty_database() -> None:
    """Delete all rooms where the tests share a database with each other: rooms are limited."""
    if url := os.environ.get("MEMORY_PIPE_MODEL_STORE"):
        database = Database(url)
        with database.writing() as connection:
            forget(connection, list(connection.scalars(select(rooms.c.code))))
        database.close()


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application with a store of its own."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("rooms"),
        max_seats=5,
        max_rooms=1000,
        max_rooms_of_client=1000,
        room_rate=FREELY,
        join_rate=FREELY,
        seat_rate=FREELY,
    )
    with Client(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def lesson(school: TestClient) -> Class:
    """Return a room of its own."""
    return open_class(school, state="/?preset=latch")
