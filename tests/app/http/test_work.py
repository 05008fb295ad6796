"""Long work is done off the event loop."""

import asyncio
import json
import sys
from contextlib import AsyncExitStack, nullcontext
from pathlib import Path
from threading import Event

import pytest
from fastapi import FastAPI
from starlette.requests import ClientDisconnect

from app.config import Settings
from app.http import admission
from app.http.admission import House, Visit
from app.http.problems import Problem
from app.http.work import AT_A_TIME, done, heavy
from app.main import create_app
from app.runs.runner import Runner
from app.runs.sources import ModelChoice
from tests.app.conftest import weights
from tests.app.runs.asgi import stream


def choice(**given: object) -> ModelChoice:
    return ModelChoice.model_validate(given)


@pytest.mark.parametrize(
    ("model", "steps", "long"),
    [
        (choice(preset="latch"), 249, False),
        (choice(preset="latch"), 250, True),
        (choice(preset="no such preset"), 1, False),
        (choice(id="0" * 64), 1, True),
        # 4 gates x 100 units x (100 units + 50 inputs) = 60,000 weights
        (choice(weights=weights(100, 50)), 33, False),
        (choice(weights=weights(100, 50)), 34, True),
    ],
)
def test_steps_times_weights_decide_and_a_database_is_always_slow(
    app: FastAPI, model: ModelChoice, steps: int, long: bool
) -> None:
    runner: Runner = app.state.services.runner
    assert runner.is_long(model, steps) is long


def test_work_beside_the_event_loop_gives_way_soon() -> None:
    assert sys.getswitchinterval() == pytest.approx(0.001)


def test_a_store_that_does_not_answer_takes_no_place_from_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, answers = create_app(Settings(data_dir=tmp_path)), Event()
    monkeypatch.setattr(app.state.services.models.store, "use", lambda _: not answers.wait(10))

    def ask(model: dict[str, str], steps: int) -> asyncio.Task[int]:
        body = json.dumps({"model": model, "inputs": [[0, 0, 0]] * steps}).encode()
        path, kind = "/api/v1/traces", "application/json"
        return asyncio.create_task(stream(app, path, kind, iter([body]), lambda _: None))

    async def both() -> None:
        stuck = [ask({"id": f"{n:064}"}, 1) for n in range(2 * AT_A_TIME)]
        assert await asyncio.wait_for(ask({"preset": "latch"}, 300), 5) == 200
        assert not any(one.done() for one in stuck)
        answers.set()
        assert await asyncio.gather(*stuck) == [422] * len(stuck)

    with asyncio.Runner() as runner:
        runner.run(both())


def test_temporary_files_are_counted_until_their_request_ends() -> None:
    house = House(Settings(max_temporary_bytes=1024 * 1024), AT_A_TIME)
    first, second, third = Visit(house, "a"), Visit(house, "a"), Visit(house, "b")
    first.stored(700_000)
    first.stored(900_000)
    third.stored(700_000)
    with pytest.raises(Problem, match="a quarter of the limit max_temporary_bytes") as own:
        second.stored(1)
    with pytest.raises(Problem, match="MEMORY_PIPE_MAX_TEMPORARY_BYTES") as shared:
        third.stored(800_000)
    assert (own.value.status, shared.value.status) == (429, 503)
    first.end()
    third.stored(800_000)
    assert house.files.total == 800_000


LINES = [b'{"model": {"preset": "latch"}}\n[1,', b"2,3]\n"]
FORM = [b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"', b"\r\n\r\n\r\n--b--"]


@pytest.mark.parametrize(
    ("path", "kind", "pieces", "on_disk"),
    [
        ("/api/v1/traces", "application/x-ndjson", LINES, 3 * 8),
        ("/api/v1/inputs", "multipart/form-data; boundary=b", FORM, sum(map(len, FORM))),
    ],
)
def test_streams_and_files_are_counted(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, path: str, kind: str, pieces: list[bytes], on_disk: int
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(Visit, "stored", lambda _, total: counted.append(total))
    with asyncio.Runner() as runner:
        runner.run(stream(app, path, kind, iter(pieces), lambda _: None))
    assert counted[-1] == on_disk


def test_short_work_of_many_requests_does_not_delay_another_client() -> None:
    house, served = House(Settings(), AT_A_TIME), list[str]()

    async def ask(client: str) -> None:
        token = admission._VISIT.set(Visit(house, client))
        await done(lambda: served.append(client), is_long=False)
        admission._VISIT.reset(token)

    async def crowd() -> None:
        await asyncio.gather(*map(ask, ["a"] * 20 + ["b"] * 20 + ["c"]))

    with asyncio.Runner() as runner:
        runner.run(crowd())
    assert len(served) == 41
    assert served.index("c") <= 3


def test_streams_wait_in_the_same_queue_as_other_work_and_are_refused_when_it_is_full(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, max_waiting=8))  # of which one client has two
    turns = app.state.services.house.turns
    line = b'{"model": {"preset": "latch"}}\n'

    def ask() -> asyncio.Task[int]:
        pieces = iter([line, b"[1, 0, 0]\n" * 10, b"[1, 0, 0]\n" * 10])
        return asyncio.create_task(
            stream(app, "/api/v1/traces", "application/x-ndjson", pieces, lambda _: None)
        )

    async def asked() -> list[int]:
        async with AsyncExitStack() as others:
            for n in range(AT_A_TIME):
                await others.enter_async_context(turns.turn(f"other {n}"))
            tasks = []
            for waiting in (1, 2, 2):
                tasks.append(ask())
                while turns.waiting < waiting or (len(tasks) > 2 and not tasks[2].done()):
                    await asyncio.sleep(0.01)
        return list(await asyncio.gather(*tasks))

    assert asyncio.run(asyncio.wait_for(asked(), 20)) == [200, 200, 429]


@pytest.mark.parametrize("leaves", [False, True])
def test_work_for_which_nobody_waits_any_more_is_not_done(leaves: bool) -> None:
    house, made, left = House(Settings(), 1), list[int](), False
    visit = Visit(house, "a", has_left=lambda: left)

    async def waited() -> None:
        nonlocal left
        async with house.turns.turn("b"):
            token = admission._VISIT.set(visit)
            work = asyncio.create_task(heavy(lambda: made.append(1)))
            admission._VISIT.reset(token)
            await asyncio.sleep(0.01)
            left = leaves
        with pytest.raises(ClientDisconnect) if leaves else nullcontext():
            await work

    asyncio.run(waited())
    assert made == ([] if leaves else [1])
    assert (house.turns.working, house.turns.waiting) == (0, 0)
