"""An application of its own for live classes, without limits that tests would run into."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.classroom.classes import Class, open_class

FREELY = "1000000/second"


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application with a store of its own."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("rooms"),
        max_seats=5,
        max_rooms=1000,
        room_rate=FREELY,
        join_rate=FREELY,
        seat_rate=FREELY,
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def lesson(school: TestClient) -> Class:
    """Return a room of its own."""
    return open_class(school, state="/?preset=latch")
