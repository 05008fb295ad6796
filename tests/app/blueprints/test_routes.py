"""Units over HTTP: each is described completely by its blueprint, in the documented form."""

import pytest
from starlette.testclient import TestClient

from app.blueprints.replies import BlueprintList, BlueprintReply
from lstm_core.blueprints import BLUEPRINTS, as_json, fields, gates
from lstm_core.picture.layouts import layouts
from tests.app.problems import problem

ADDRESS = "/api/v1/blueprints"


@pytest.mark.parametrize("name", BLUEPRINTS)
def test_a_unit_is_told_as_its_blueprint_gives_it(client: TestClient, name: str) -> None:
    answer = client.get(f"{ADDRESS}/{name}")
    assert answer.status_code == 200
    BlueprintReply.model_validate(answer.json())
    found = answer.json()
    assert found.pop("layouts").keys() == layouts(BLUEPRINTS[name]).keys()
    assert found == as_json(BLUEPRINTS[name])


def test_the_list_names_every_unit_with_its_gates_and_fields(client: TestClient) -> None:
    found = client.get(ADDRESS).json()
    BlueprintList.model_validate(found)
    assert [(one["name"], one["gates"], one["fields"]) for one in found["blueprints"]] == [
        (name, dict(gates(blueprint)), [field.name for field in fields(blueprint)])
        for name, blueprint in BLUEPRINTS.items()
    ]


def test_what_is_known_already_is_not_sent_again(client: TestClient) -> None:
    etag = client.get(f"{ADDRESS}/gru").headers["etag"]
    assert client.get(f"{ADDRESS}/gru", headers={"if-none-match": etag}).status_code == 304
    assert client.head(f"{ADDRESS}/gru").headers["etag"] == etag


def test_a_unit_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    assert problem(client.get(f"{ADDRESS}/mogrifier"), 404)["detail"] == "There is no blueprint 'mogrifier'."
