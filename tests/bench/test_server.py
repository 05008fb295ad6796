"""What readers cost follows from what each of their requests costs."""

import pytest

from tests.bench import server


def test_readers_cost_the_sum_of_their_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = dict.fromkeys(server.KINDS, 0.5) | {"page": 0.002, "preset": 0.001, "trace": 0.004}
    monkeypatch.setattr(server, "measured", lambda: costs)
    rows = {row.what: row for row in server.rows()}
    assert rows["page, `GET /`: answers in a second of one processor"].ratio == pytest.approx(500)
    # 15 x 0.002 + 15 x 0.001 + 75 x 0.004 = 0.345 s each
    assert rows["1,000 readers in a day, processors"].ratio == pytest.approx(345 / 86_400)
    million = rows["1,000,000 readers in a day, processors"]
    assert million.ratio == pytest.approx(345_000 / 86_400)
    assert million.note.startswith("95.83 hours of one processor; a reader asks 15 times page")
