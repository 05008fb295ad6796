"""One application that trains, and one short training, for the tests of this folder."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.training.asking import PLAN, SHORT, begin, watched
from tests.client import Client


@pytest.fixture(scope="package")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application that trains, with a store of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("trainings"), max_trainings_of_client=3)
    with Client(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="package")
def short(learner: TestClient) -> str:
    """Return the id of a training that has ended."""
    training = begin(learner, **PLAN, **SHORT)
    watched(learner, training)
    return training
