"""Places for heavy work: few at a time, clients in turn, a bounded queue."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from app.http.clients import client_of
from app.http.holdings import Holdings
from app.http.problems import Problem
from app.http.rates import Rate
from app.http.turns import Turns


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine in a loop of its own: this thread may have one."""
    with asyncio.Runner() as runner:
        runner.run(asyncio.wait_for(work(), 10))


class Crowd:
    """Clients who work when their turn comes, and until they are told to stop."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.began: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.ends: dict[str, asyncio.Event] = {}

    async def come(self, *names: str, is_begun: bool = False) -> None:
        """Let clients come, one after the other: ``a1`` and ``a2`` are two requests of ``a``."""
        for name in names:
            self.ends[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._work(name, is_begun))
            await settle()

    async def end(self, name: str) -> None:
        """Let one finish."""
        self.ends[name].set()
        await self.tasks[name]
        await settle()

    async def _work(self, name: str, is_begun: bool) -> None:
        async with self.turns.turn(name[0], is_begun=is_begun):
            self.began.append(name)
            await self.ends[name].wait()


async def settle() -> None:
    """Let everything happen that can."""
    for _ in range(10):
        await asyncio.sleep(0)


def refusal(task: asyncio.Task[None]) -> Problem:
    """Return the problem with which a request ended."""
    error = task.exception()
    assert isinstance(error, Problem)
    return error


def test_one_client_never_has_the_last_place() -> None:
    async def work() -> None:
        crowd = Crowd(Turns(3, 40, lambda _: False))
        await crowd.come("a1", "a2", "a3", "a4")
        assert crowd.began == ["a1", "a2"]
        await crowd.come("b1")
        assert crowd.began == ["a1", "a2", "b1"]
        await crowd.end("b1")
        assert len(crowd.began) == 3
        await crowd.end("a1")
        assert crowd.began[3:] == ["a3"]
        await crowd.end("a3")
        await crowd.end("a2")
        await crowd.end("a4")

    run(work)


def test_clients_have_their_turns_one_after_the_other() -> None:
    async def work() -> None:
        crowd = Crowd(Turns(2, 40, lambda _: False))
        await crowd.come("a1", "b1", "a2", "a3", "a4", "b2", "c1")
        assert crowd.began == ["a1", "b1"]
        for name in ("b1", "b2", "c1", "a1", "a2", "a3", "a4"):
            await crowd.end(name)
        assert crowd.began[2:] == ["b2", "c1", "a2", "a3", "a4"]

    run(work)


def test_the_queue_is_bounded_for_each_and_for_all() -> None:
    async def work() -> None:
        crowd = Crowd(Turns(2, 8, lambda _: False))
        await crowd.come("a1", "a2", "a3", "a4")
        mine = refusal(crowd.tasks["a4"])
        assert (mine.status, mine.headers) == (429, {"Retry-After": "5"})
        assert mine.detail == (
            "2 of your requests are waiting, a quarter of the limit max_waiting. "
            "Try again in 5 s, or raise the setting MEMORY_PIPE_MAX_WAITING."
        )
        await crowd.come("b1", "b2", "b3", "c1", "c2", "d1", "d2", "e1")
        all_of_us = refusal(crowd.tasks["e1"])
        assert (all_of_us.status, all_of_us.headers) == (503, {"Retry-After": "5"})
        assert "8 requests are waiting, which is the limit max_waiting." in all_of_us.detail
        await crowd.come("f1", is_begun=True)  # a stream that is under way is not cut off
        assert not crowd.tasks["f1"].done()
        for task in crowd.tasks.values():
            task.cancel()

    run(work)


def test_who_leaves_gives_the_place_back() -> None:
    async def work() -> None:
        crowd = Crowd(Turns(2, 8, lambda _: False))
        await crowd.come("a1", "a2", "b1", "c1")
        crowd.tasks["a2"].cancel()  # while it waits
        crowd.tasks["b1"].cancel()  # while it works
        await settle()
        assert crowd.began == ["a1", "b1", "c1"]
        await crowd.come("d1")
        crowd.ends["c1"].set()
        await asyncio.sleep(0)
        crowd.tasks["d1"].cancel()  # just when its turn comes
        await settle()
        await crowd.come("e1")
        assert crowd.began[-1] == "e1"
        for task in crowd.tasks.values():
            task.cancel()

    run(work)


def test_who_takes_no_answers_has_no_turn() -> None:
    async def work() -> None:
        holdings = Holdings(400, "max_bytes_in_flight")
        turns = Turns(3, 8, holdings.is_held_up)
        crowd = Crowd(turns)
        holdings.make("a", 99)
        await crowd.come("a1")
        holdings.make("a", 1)
        await crowd.come("a2", "b1")
        assert crowd.began == ["a1", "b1"]
        holdings.sent("a", 100)
        turns.go_on()
        await settle()
        assert crowd.began == ["a1", "b1", "a2"]
        assert holdings.total == 0
        for name in crowd.began:
            await crowd.end(name)

    run(work)


def test_bytes_in_flight_are_bounded_for_each_and_for_all() -> None:
    holdings = Holdings(400, "max_bytes_in_flight")
    holdings.take("a", 300, 0)  # alone, it may be larger: other limits bound it
    holdings.take("a", 50, 300)
    with pytest.raises(
        Problem, match="Your requests hold 350 bytes, a quarter of the limit max_bytes_in"
    ) as mine:
        holdings.take("a", 1, 0)
    assert (mine.value.status, mine.value.headers["Retry-After"]) == (429, "5")
    for other in "bcd":
        holdings.take(other, 90, 0)
    with pytest.raises(Problem, match="Other requests hold 370 bytes of the limit max_bytes_in") as others:
        holdings.take("e", 31, 0)
    assert (others.value.status, others.value.headers["Retry-After"]) == (503, "5")
    holdings.give("a", 300)
    holdings.take("e", 31, 0)
    assert holdings.total == 50 + 3 * 90 + 31


def test_a_rate_is_kept_for_each_client() -> None:
    rate = Rate("upload_rate", "3/hour", "models")
    for cost in (1, 2):
        rate.hit("a", cost)
    with pytest.raises(Problem, match="You may send 3/hour models, the limit upload_rate") as mine:
        rate.hit("a")
    assert mine.value.status == 429
    assert 3500 < int(mine.value.headers["Retry-After"]) <= 3600
    rate.hit("b", 1000)  # something large counts as much as there may be, and no more


def test_a_rate_may_be_shared() -> None:
    rate = Rate("rate_of_all", "2/minute", "requests", is_shared=True)
    rate.hit("a")
    rate.hit("b")
    with pytest.raises(Problem, match="All clients may send 2/minute requests") as refused:
        rate.hit("c")
    assert refused.value.status == 503


@pytest.mark.parametrize(
    ("address", "client"),
    [
        (("10.0.0.7", 5), "10.0.0.7"),
        (("::ffff:10.0.0.7", 5), "10.0.0.7"),
        (("2a00:1450:4001:81b::200e", 5), "2a00:1450:4001:81b::/64"),
        (("2a00:1450:4001:81b:1::1", 5), "2a00:1450:4001:81b::/64"),
        (("fe80::1%eth0", 5), "fe80::1"),
        (("testclient", 5), "testclient"),
        (None, "nobody"),
    ],
)
def test_a_client_is_an_address_or_a_network(address: tuple[str, int] | None, client: str) -> None:
    assert client_of({"type": "http", "client": address}) == client
