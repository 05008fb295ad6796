"""Generated requests for a room that is there, with key and token: Schemathesis finds no fault."""

import pytest

from tests.app.test_openapi import PATHS


@pytest.mark.parametrize("path", sorted(path for path in PATHS if "/rooms" in path))
def test_schemathesis_finds_nothing_in_a_room(path: str) -> None:
    from tests.app.classroom.fuzzed import check, schema
    from tests.app.generated import try_out

    try_out(schema(), path, check)
