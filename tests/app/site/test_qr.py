"""QR codes: the right modules, and texts that are too long."""

import re
import xml.etree.ElementTree as ET

import pytest
import segno
from starlette.testclient import TestClient

from tests.app.problems import problem

ADDRESS = "http://127.0.0.1:8000/zh/lab#model=lanes&step=4&pins=forget:0.25:1:2-"


def modules(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules of a drawing, as column and row; it is made of horizontal strokes."""
    path = next(e for e in ET.fromstring(svg).iter() if e.tag.endswith("path") and e.get("stroke"))  # noqa: S314
    dark, x, y = set(), 0.0, 0.0
    for name, numbers in re.findall("([Mmh])([^Mmh]*)", path.get("d", "")):
        values = [float(n) for n in numbers.split()]
        if name == "M":
            x, y = values
        elif name == "m":
            x, y = x + values[0], y + values[1]
        elif name == "h":
            dark |= {(int(x) + n, int(y)) for n in range(int(values[0]))}
            x += values[0]
    return dark


def test_the_drawing_holds_the_modules_of_the_code(client: TestClient) -> None:
    answer = client.post("/qr", json={"text": ADDRESS})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "no-store"
    rows = segno.make_qr(ADDRESS, error="l").matrix
    expected = {(x + 4, y + 4) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}
    assert modules(answer.text) == expected


@pytest.mark.parametrize(("text", "words"), [("", "at least 1"), ("😀" * 1000, "4000 bytes are more than")])
def test_what_no_code_can_hold_is_refused(client: TestClient, text: str, words: str) -> None:
    found = problem(client.post("/qr", json={"text": text}), 422)
    assert found["errors"][0]["pointer"] == "/text"
    assert words in found["errors"][0]["detail"]
