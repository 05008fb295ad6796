"""Two servers, as on two machines, on one PostgreSQL: either may be killed, and the database may stop."""

import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2
import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams
from tests.app.classroom.beside import POSTGRES, Postgres, postgres_in
from tests.app.models.files import MODELS, small_file
from tests.app.models.stores import kept
from tests.browser.server import Server
from tests.plain import PLAIN

pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(POSTGRES is None, reason="PostgreSQL is not installed (Debian: postgresql)")

INPUTS = [[1.0], [-2.0], [0.5]]
BACK_SECONDS = 30
"""Within how many seconds servers use a database again that answers again."""


def expected(seed: int) -> list[list[float]]:
    """Return the outputs of the model in `small_file(seed)`."""
    run = LayerStack.of(LSTMParams.random(1, 1, seed, "none")).run(np.array(INPUTS))
    return [list(map(float, row)) for row in run.layers[-1].h]


@dataclass
class Machines:
    """Two servers with data folders of their own, and what they acknowledged.

    Attributes
    ----------
    kept : dict of str to int
        The ids of the models that a server said it has, with their seeds.
    refused : list of int
        The statuses of answers that were no success.
    """

    database: Postgres
    servers: list[Server]
    kept: dict[str, int] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    _seeds: Iterator[int] = field(default_factory=count)
    _ends: threading.Event = field(default_factory=threading.Event)

    def put(self, server: Server) -> str | None:
        """Upload a model that nobody has; return its id, None where the server has no answer or refuses."""
        seed = next(self._seeds)
        try:
            answer = httpx2.post(
                server.address + MODELS, files={"file": ("a", small_file(seed))}, timeout=40, verify=PLAIN
            )
        except httpx2.TransportError:
            return None
        if answer.status_code != 201:
            self.refused.append(answer.status_code)
            return None
        model = str(answer.json()["id"])
        self.kept[model] = seed
        return model

    def check(self, server: Server, model: str) -> None:
        """Trace a model at a server; the numbers are those of its file."""
        body = {"model": {"id": model}, "inputs": INPUTS}
        answer = httpx2.post(f"{server.address}/api/v1/traces", json=body, timeout=40, verify=PLAIN)
        assert answer.status_code == 200, answer.text
        assert np.allclose(
            answer.json()["layers"][0]["trace"]["h"], expected(self.kept[model]), rtol=0, atol=1e-6
        )

    def is_ready(self, server: Server) -> bool:
        """Ask whether a server can use the store."""
        return httpx2.get(f"{server.address}/readyz", timeout=40, verify=PLAIN).status_code == 200

    def uploading(self) -> list[threading.Thread]:
        """Upload to both servers from now on, until `finish`."""

        def upload(server: Server) -> None:
            while not self._ends.is_set():
                self.put(server)
                time.sleep(0.1)

        self._ends.clear()
        threads = [threading.Thread(target=upload, args=(one,)) for one in self.servers for _ in range(2)]
        for one in threads:
            one.start()
        return threads

    def finish(self, threads: list[threading.Thread]) -> None:
        """End what `uploading` began."""
        self._ends.set()
        for one in threads:
            one.join(60)

    def wait_for_more(self, more: int = 6) -> None:
        """Wait until more models have been acknowledged."""
        before, deadline = len(self.kept), time.monotonic() + BACK_SECONDS
        while len(self.kept) < before + more:
            assert time.monotonic() < deadline, "nothing is kept any more"
            time.sleep(0.01)

    def check_all(self) -> None:
        """Nothing acknowledged is lost, and what is there is whole."""
        assert self.kept.keys() <= kept(self.database.url).keys()


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    """Yield two servers on one database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)  # the database has a user of its own
        database = stack.enter_context(postgres_in(folder / "postgres"))
        servers = [
            Server(
                folder / f"{name}.log",
                DATA_DIR=str(folder / name),
                MODEL_STORE=database.url,
                TRAININGS="off",
            )
            for name in ("first", "second")
        ]
        for server in servers:
            stack.callback(server.stop)
        with ThreadPoolExecutor() as threads:
            list(threads.map(Server.start, servers))
        yield Machines(database, servers)


def test_a_model_of_one_server_is_run_by_the_other(machines: Machines) -> None:
    first, second = machines.servers
    for here, there in ((first, second), (second, first)):
        model = machines.put(here)
        assert model is not None
        machines.check(there, model)


def test_a_server_killed_under_load_takes_nothing_with_it(machines: Machines) -> None:
    first, second = machines.servers
    threads = machines.uploading()
    try:
        machines.wait_for_more()
        first.kill()
        for model in list(machines.kept)[-8:]:
            machines.check(second, model)
        machines.wait_for_more()
    finally:
        machines.finish(threads)
    assert machines.refused == []
    machines.check_all()
    first.start()
    for model in list(machines.kept)[-8:]:
        machines.check(first, model)


def test_a_frozen_database_stops_no_preset_and_is_used_again(machines: Machines) -> None:
    first, _ = machines.servers
    model = next(iter(machines.kept)) if machines.kept else machines.put(first)
    preset = {"model": {"preset": "latch"}, "inputs": [[1, 0, 0]]}
    with machines.database.frozen():
        began = time.monotonic()
        about = httpx2.get(f"{first.address}{MODELS}/{model}", timeout=40, verify=PLAIN)
        assert (about.status_code, about.headers["retry-after"]) == (503, "5")
        assert time.monotonic() - began < BACK_SECONDS
        for server in machines.servers:
            assert (
                httpx2.post(f"{server.address}/api/v1/traces", json=preset, verify=PLAIN).status_code == 200
            )
            assert not machines.is_ready(server)
    deadline = time.monotonic() + BACK_SECONDS
    while not all(map(machines.is_ready, machines.servers)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for server in machines.servers:
        assert machines.put(server) is not None
    machines.check_all()


def test_a_database_that_crashes_under_load_loses_nothing(machines: Machines) -> None:
    threads = machines.uploading()
    try:
        machines.wait_for_more()
        machines.database.stop(signal.SIGQUIT)
        time.sleep(0.3)
        machines.database.start()
        machines.wait_for_more()
    finally:
        machines.finish(threads)
    assert set(machines.refused) <= {503}
    machines.check_all()
    for server in machines.servers:
        machines.check(server, list(machines.kept)[-1])
