"""Clients share what there is, whatever the number and the size of their trainings."""

from collections import Counter
from typing import NamedTuple

from app.training.fairness import Shares, queue


class Job(NamedTuple):
    """A training."""

    id: str
    client: str
    made: int


A1, A2, A3, B1, B2, C1 = (
    Job(name, name[0], n) for n, name in enumerate(("a1", "a2", "a3", "b1", "b2", "c1"))
)


def test_the_queue_takes_clients_in_turns_and_of_each_the_oldest() -> None:
    assert queue([], [A1, A2, A3, B1, B2, C1]) == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert queue([A1, A2], [A3, B1, B2]) == ["b1", "b2", "a3"]
    assert queue([A1], []) == []


def test_seconds_are_shared_by_clients_not_by_trainings() -> None:
    jobs, shares, had = [A1, A2, A3, B1], Shares(), Counter[str]()
    shares.meet(jobs)
    for _ in range(60):
        job = shares.next(jobs, ())
        assert job is not None
        seconds = 3.0 if job.client == "b" else 1.0  # the chunks of b are three times as long
        shares.charge(job.id, job.client, seconds)
        had[job.id] += int(seconds)
    assert had["b1"] == had["a1"] + had["a2"] + had["a3"]
    assert max(had["a1"], had["a2"], had["a3"]) - min(had["a1"], had["a2"], had["a3"]) <= 1


def test_absence_earns_nothing() -> None:
    shares = Shares()
    shares.meet([A1])
    shares.charge("a1", "a", 100.0)
    shares.meet([A1, B1])
    turns = []
    for _ in range(6):
        job = shares.next([A1, B1], ())
        assert job is not None
        turns.append(job.client)
        shares.charge(job.id, job.client, 1.0)
    assert turns in (["a", "b"] * 3, ["b", "a"] * 3)


def test_a_free_process_goes_to_a_client_that_has_none() -> None:
    shares = Shares()
    shares.meet([A1, A2, B1])
    shares.charge("b1", "b", 50.0)
    assert shares.next([A1, A2, B1], {"a1"}) == B1
    assert shares.next([A1, A2, B1], {"a1", "b1"}) == A2
    assert shares.next([A1, B1], {"a1", "b1"}) is None
