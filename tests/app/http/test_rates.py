"""A rate counts each client by itself, begins anew in time, and forgets who has gone."""

import pytest

from app.http.problems import Problem
from app.http.rates import Rate, Windows


def test_a_window_counts_by_client_from_its_first_hit_and_then_anew() -> None:
    windows = Windows(10.0)
    assert windows.hit("one", 1, 100.0) == (1, 10.0)
    assert windows.hit("one", 3, 104.0) == (4, 6.0)
    assert windows.hit("other", 1, 104.0) == (1, 10.0)
    assert windows.hit("one", 1, 109.5) == (5, 0.5)
    assert windows.hit("one", 1, 110.0) == (1, 10.0)
    assert windows.hit("other", 1, 113.0) == (2, 1.0)


def test_a_client_who_has_gone_is_forgotten() -> None:
    windows = Windows(10.0)
    for n in range(1000):
        windows.hit(f"client {n}", 1, 100.0 + n / 1000)
    assert len(windows) == 1000
    windows.hit("late", 1, 111.0)
    assert len(windows) == 1


def test_a_request_over_the_rate_is_refused_and_says_when_to_come_back() -> None:
    rate = Rate("rate", "3/hour", "requests")
    rate.hit("one", 2)
    rate.hit("other", 7)  # what costs more than all that is allowed is allowed alone
    with pytest.raises(Problem) as refused:
        rate.hit("one", 2)
    assert refused.value.status == 429
    assert 3590 <= int(refused.value.headers["Retry-After"]) <= 3600
    with pytest.raises(Problem):
        rate.hit("other")
