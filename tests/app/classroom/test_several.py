"""Several servers on one store hold the same rooms, with a real Redis between them and without."""

import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from httpx2 import Client

from app.classroom.classrooms import Classrooms
from app.config import Settings
from app.main import create_app
from tests.app.classroom.beside import POSTGRES, REDIS, postgres_in, redis_at
from tests.app.classroom.classes import CHOICE, Class, Seat, new_id, open_class
from tests.app.classroom.conftest import FREELY
from tests.app.classroom.streams import Stream, watching
from tests.app.http.servers import serving

needs_redis = pytest.mark.skipif(REDIS is None, reason="redis-server is not installed (Debian: redis-server)")


class Pair:
    """Two servers on one store."""

    def __init__(self, stack: ExitStack, folder: Path, redis: str | None, store: str | None = None) -> None:
        settings = Settings(
            data_dir=folder, room_rate=FREELY, join_rate=FREELY, seat_rate=FREELY, redis=redis
        )
        if store is not None:
            settings = settings.model_copy(update={"model_store": store})
        apps = [create_app(settings) for _ in range(2)]
        ports = [stack.enter_context(serving(app)) for app in apps]
        self.clients = [stack.enter_context(Client(base_url=f"http://127.0.0.1:{port}")) for port in ports]
        self.classrooms: list[Classrooms] = [app.state.services.classrooms for app in apps]

    def wait(self, *, is_up: bool) -> None:
        """Wait until both hear each other through Redis, or no longer do."""
        deadline = time.monotonic() + 10
        while any(one.hears_others is not is_up for one in self.classrooms):
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Yield two servers without Redis."""
    with ExitStack() as stack:
        yield Pair(stack, tmp_path, None)


def hold(pair: Pair) -> tuple[Class, Seat, Class]:
    """Open a room at one server; return its desk there, and a seat and the desk at the other."""
    here = open_class(pair.clients[0], state="/?preset=latch")
    there = Class(pair.clients[1], here.code, here.key)
    return here, there.join(), there


def step(desk: Class, phone: Stream, n: int, seconds: float) -> float:
    """Take the n-th step; return how long the phone waited for it, at most some seconds."""
    body, began = {"address": f"/?t={n}", "after": n}, time.monotonic()
    desk.done("PUT", "/state", json=body)
    phone.until(seconds, state={"version": n + 1, "address": f"/?t={n}"})
    return time.monotonic() - began


def check_a_class(pair: Pair) -> None:
    """Hold a class at both servers: each hears the other, and an answer sent to both counts once."""
    here, seat, there = hold(pair)
    token = {"X-Seat-Token": seat.token}
    with (
        watching(pair.clients[1], f"{here.room}/events", token) as phone,
        watching(pair.clients[0], f"{here.room}/events") as board,
    ):
        phone.next()
        assert board.until(present=1)
        assert step(here, phone, 1, 2) < 2
        question = here.question(CHOICE)
        while not phone.until()["question"]:
            pass
        name, body = new_id(), {"version": 1, "round": 1, "value": "lose"}
        path = f"{here.room}/questions/{question}/answers/{name}"
        with ThreadPoolExecutor(8) as threads:
            sent = [threads.submit(pair.clients[n % 2].put, path, json=body, headers=token) for n in range(8)]
        receipts = [one.result() for one in sent]
        assert [one.status_code for one in receipts] == [200] * 8
        assert all(one.json() == {"id": name, "counted": True, "why": None} for one in receipts)
        while (board.until()["question"] or {}).get("answered") != 1:
            pass
        for desk in (here, there):
            (kept,) = desk.desk["questions"]
            assert (kept["rounds"][0]["answers"], kept["rounds"][0]["counts"]) == (1, {"keep": 0, "lose": 1})
        there.done("DELETE")
        while board.next() != ("closed", {"code": here.code}):
            pass


def test_two_servers_hold_one_room_without_redis(pair: Pair) -> None:
    check_a_class(pair)


@needs_redis
def test_two_servers_hold_one_room_and_hear_each_other_through_redis(tmp_path: Path) -> None:
    address = tmp_path / "redis.sock"
    with ExitStack() as stack:
        redis = stack.enter_context(redis_at(address))
        pair = Pair(stack, tmp_path / "data", f"unix://{address}")
        pair.wait(is_up=True)
        check_a_class(pair)

        here, seat, _ = hold(pair)
        with watching(pair.clients[1], f"{here.room}/events", {"X-Seat-Token": seat.token}) as phone:
            phone.next()
            for bad in ("", "nonsense", "0123456789abcdef ZZZZ step", f"0123456789abcdef {here.code} leap"):
                publish(address, bad)
            # Beside each other's word there is only a look every two seconds.
            waits = sorted(step(here, phone, n, 5) for n in range(1, 6))
            assert waits[2] < 0.5, waits

            redis.kill()
            redis.wait(10)
            pair.wait(is_up=False)
            question = here.question(CHOICE)
            while not phone.until(5)["question"]:
                pass
            assert seat.counted(question, "keep") is None
            assert step(here, phone, 6, 2) < 2
            stack.enter_context(redis_at(address))
            pair.wait(is_up=True)
            assert seat.counted(question, "lose") is None
            assert step(here, phone, 7, 5) < 5
        (kept,) = here.desk["questions"]
        assert kept["rounds"][0]["counts"] == {"keep": 0, "lose": 1}


@pytest.mark.skipif(POSTGRES is None, reason="PostgreSQL is not installed (Debian: postgresql)")
def test_a_class_outlasts_a_database_that_freezes_and_one_that_crashes() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        folder.chmod(0o755)  # the database has a user of its own
        database = stack.enter_context(postgres_in(folder / "postgres"))
        pair = Pair(stack, folder / "data", None, database.url)
        here, seat, there = hold(pair)
        question = here.question(CHOICE)
        path = f"{here.room}/questions/{question}/answers"
        token, body = {"X-Seat-Token": seat.token}, {"version": 1, "round": 1, "value": "keep"}

        def answer(name: str) -> int:
            return pair.clients[1].put(f"{path}/{name}", json=body, headers=token, timeout=40).status_code

        assert answer(early := new_id()) == 200
        with watching(pair.clients[0], f"{here.room}/events") as board:
            board.until(10)
            for is_crash in (False, True):
                late = new_id()
                if is_crash:
                    database.stop(signal.SIGQUIT)
                    assert answer(late) == 503
                    database.start()
                else:
                    with database.frozen():
                        assert answer(late) == 503
                deadline = time.monotonic() + 40
                while answer(late) != 200:  # the same answer, sent again as a phone does
                    assert time.monotonic() < deadline
                    time.sleep(0.2)
                assert answer(early) == 200
                here.done("PUT", "/state", json={"address": f"/?t={1 + is_crash}", "after": 1 + is_crash})
                board.until(40, state={"version": 2 + is_crash, "address": f"/?t={1 + is_crash}"})
        (kept,) = there.desk["questions"]
        assert (kept["rounds"][0]["answers"], kept["rounds"][0]["counts"]) == (3, {"keep": 1, "lose": 0})


def publish(address: Path, message: str) -> None:
    """Say something on the line between servers."""
    from redis import Redis

    from app.classroom.relay import CHANNEL

    with Redis(unix_socket_path=str(address)) as line:
        assert line.publish(CHANNEL, message) == 2, "both servers listen"


def test_without_its_package_redis_is_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.classroom.relay", None)
    with pytest.raises(ValueError, match=r"pip install 'memory-pipe\[redis\]'"):
        create_app(Settings(data_dir=tmp_path, redis="redis://localhost"))


@pytest.mark.parametrize("url", ["http://localhost", "localhost:6379", "redis://host:port"])
def test_a_malformed_redis_is_refused_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"MEMORY_PIPE_REDIS: expected an address such as redis://host:6379"):
        create_app(Settings(data_dir=tmp_path, redis=url))
