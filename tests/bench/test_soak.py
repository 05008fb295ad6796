"""What a soak calls flat, and what it does not."""

from dataclasses import replace

import pytest

from tests.bench import __main__ as bench
from tests.bench.row import Row
from tests.bench.soak import Look, flat, rested

STEADY = Look(memory=200.0, descriptors=100.0, temporary=50.0, store=20.0)
NAMES = ("memory", "descriptors", "temporary", "store")


@pytest.mark.parametrize("name", NAMES)
def test_what_grows_in_the_second_half_of_the_second_day_does_not_hold(name: str) -> None:
    grown = replace(STEADY, **{name: 2 * getattr(STEADY, name)})
    early = replace(STEADY, **{name: 0.0})
    assert [row.holds for row in flat([early] * 4 + [STEADY] * 4)] == [True] * 4
    rows = flat([STEADY] * 6 + [grown] * 2)
    assert [row.holds for row in rows] == [one != name for one in NAMES]
    assert [row.ratio for row in rows] == [2.0 if one == name else 1.0 for one in NAMES]


@pytest.mark.parametrize(
    ("second", "holds"),
    [
        ({}, [True, True, True]),
        ({"memory": 90.0, "descriptors": 10.0}, [True, True, True]),
        ({"memory": 111.0}, [False, True, True]),
        ({"descriptors": 30.0}, [True, True, True]),
        ({"descriptors": 31.0}, [True, False, True]),
        ({"temporary": 0.1}, [True, True, False]),
    ],
)
def test_what_is_held_at_rest_may_not_grow_from_day_to_day(
    second: dict[str, float], holds: list[bool]
) -> None:
    rest = Look(memory=100.0, descriptors=20.0, temporary=0.0, store=1.0)
    assert [row.holds for row in rested(rest, replace(rest, **second))] == holds


def test_a_soak_lasts_as_long_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []

    def rows(**how: object) -> list[Row]:
        heard.append(how)
        return []

    monkeypatch.setattr("tests.bench.soak.rows", rows)
    for arguments in ([], ["--minutes", "3"], ["--seconds", "20"]):
        assert bench.main(["soak", *arguments]) == 0
    assert heard == [{"seconds": 600.0}, {"seconds": 180.0}, {"seconds": 20.0}]
    with pytest.raises(SystemExit, match=r"^--seconds: expected at least 1, got 0\.$"):
        bench.main(["soak", "--seconds", "0"])
