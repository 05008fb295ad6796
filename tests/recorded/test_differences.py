"""Every difference between a recorded answer and one of now is seen."""

import json
from typing import Any, Final

import pytest

from tests.recorded.differences import differences

ANSWER: Final = {
    "status": 200,
    "body": {
        "C": [[0.1, -16.0], [1e-9, 2.0]],
        "name": "latch",
        "n": 3,
        "p": None,
        "headings": [["h1", "API"], ["h2", "GET /presets"]],
        "presets": [{"name": "latch", "units": 1}, {"name": "recall", "units": 4}],
        "map": "<?xml?><urlset><url>/a</url><url>/b</url>",
    },
}


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("C", 0, 0), 0.1 * (1 + 5e-13), []),
        (("C", 1, 0), 1e-9 + 5e-15, []),
        (("C", 0, 0), 0.1 * (1 + 1e-10), ["/body/C/0/0 changed"]),
        (("C", 1, 0), 1.001e-9, ["/body/C/1/0 changed"]),
        (("C", 1, 1), "2.0", ["/body/C/1/1 changed"]),
        (("C", 1), [1e-9], ["/body/C/1 changed"]),
        (("name",), "Latch", ["/body/name changed"]),
        (("n",), 4, ["/body/n changed"]),
        (("n",), True, ["/body/n changed"]),
        (("p",), 0, ["/body/p changed"]),
        (("q",), None, ["/body/q new"]),
        (("C",), ..., ["/body/C gone"]),
        (
            ("headings",),
            [["h1", "API"], ["h2", "GET /units"], ["h2", "GET /presets"]],
            ["/body/headings/h2 GET /units new"],
        ),
        (("headings",), [["h2", "GET /presets"]], ["/body/headings/h1 API gone"]),
        (("headings", 0, 1), "Guide", ["/body/headings/0/1 changed"]),
        (
            ("presets",),
            [{"name": n, "units": 1} for n in ("latch", "gru", "recall")],
            ["/body/presets/gru new", "/body/presets/1/units changed"],
        ),
        (("presets",), [{"name": "recall", "units": 4}], ["/body/presets/latch gone"]),
        (
            ("map",),
            "<?xml?><urlset><url>/a</url><url>/c</url><url>/b</url>",
            ["/body/map//c</url> new"],
        ),
        (("map",), "<?xml?><urlset><url>/b</url>", ["/body/map//a</url> gone"]),
    ],
)
def test_differences_are_seen(place: tuple[Any, ...], value: Any, expected: list[str]) -> None:
    other = json.loads(json.dumps(ANSWER))
    *way, last = place
    inside = other["body"]
    for key in way:
        inside = inside[key]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    assert [f"{one.place} {one.how}" for one in differences(ANSWER, other)] == expected
