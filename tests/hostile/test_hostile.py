"""No uploaded file hurts the server: each is refused soon, takes little memory, and delays nobody else.

Time is counted as processor time, which is the same on a busy machine. `python -m tests.hostile` shows the
seconds by the clock as well, and how long another client waited.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.bodies import BODIES
from tests.hostile.corpus import MODELS, TABLES
from tests.hostile.server import Rival, Served, served

SECONDS = 2.0
"""What server and reader may spend on a refusal."""
GROWTH = 300 * 10**6
"""By how many bytes the server's process may grow."""
WAIT = 0.5
"""What the server's own process may spend of it: so long another client would wait."""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="only Linux tells what a process took"
)


@pytest.fixture(name="server", scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("hostile"), rate="100000/second") as server:
        server.post("models", b"PK\x03\x04")  # The process that reads files starts with the first.
        yield server


@pytest.mark.parametrize(
    ("path", "make"),
    [
        pytest.param(path, make, id=name)
        for path, files in (("models", MODELS), ("inputs", TABLES))
        for name, make in files.items()
    ],
)
def test_a_hostile_file_is_refused_and_hurts_nobody(
    server: Served, path: str, make: Callable[[], bytes]
) -> None:
    data = make()
    before, (own, readers) = server.forget(), server.work()
    answer = server.post(path, data)
    assert answer.status_code in (413, 422), answer.text
    assert answer.json()["detail"].startswith(("This ", "The model has "))
    assert server.peak() - before < GROWTH
    after, readers_after = server.work()
    assert after - own < WAIT
    assert after - own + readers_after - readers < SECONDS


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in BODIES.items()])
def test_a_hostile_body_is_refused_and_costs_little(server: Served, make: Callable[[], bytes]) -> None:
    body = make()
    before, (own, _) = server.forget(), server.work()
    answer = server.post_json("traces", body)
    assert answer.status_code in (400, 413, 422), answer.text
    assert answer.json()["detail"].startswith("The request body ")
    assert server.peak() - before < GROWTH
    assert server.work()[0] - own < SECONDS


def test_another_client_is_answered_while_a_reader_is_busy(server: Served) -> None:
    with Rival(server.url, every=0.05) as rival:
        server.post("models", MODELS["json, 8 MB of lists"]())
    assert max(rival.waits) < 10 * WAIT  # By the clock, on a machine that may be busy with other tests.
    assert len(rival.waits) > 2
