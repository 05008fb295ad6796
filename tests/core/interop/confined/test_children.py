"""What a reader can no longer do, and how its end is told."""

import ast
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from lstm_core.interop import FormatError
from lstm_core.interop.confined.children import ENVIRONMENT, Children, ReadersAwayError
from lstm_core.interop.confined.messages import Request
from lstm_core.interop.confined.template import NICENESS
from lstm_core.interop.containers.confine import Caps
from lstm_core.interop.errors import BrokenReaderError, TooLargeError, TooSlowError
from tests.core.interop.confined.jobs import START

CAPS = Caps(memory=200 * 2**20, work=1, wall=120)
BROKEN = "file: found damage at which its reader broke down, expected a whole file"


@pytest.fixture(name="children", scope="module")
def _children() -> Iterator[Children]:
    children = Children(START)
    yield children
    children.close()


def ask(children: Children, job: str, data: bytes = b"", most: int = 2**26, wall: int = CAPS.wall) -> bytes:
    caps = Caps(CAPS.memory, CAPS.work, wall)
    return bytes(children.ask(Request(job, {}, caps), data, most))


def test_a_reader_can_compute_and_nothing_else(children: Children) -> None:
    done, names = ast.literal_eval(ask(children, "tries").decode())
    assert done == []
    assert names == sorted(ENVIRONMENT)


def test_readers_leave_the_processor_to_the_server(children: Children) -> None:
    assert children.template is not None
    assert os.getpriority(os.PRIO_PROCESS, children.template.pid) == min(19, os.nice(0) + NICENESS)


@pytest.mark.parametrize(
    ("job", "kind", "message"),
    [
        ("spin", TooSlowError, "file: found no end within 1 s of work, expected a whole file"),
        ("sleep", TooSlowError, "file: found no end within 1 s, expected a whole file"),
        ("fill", TooLargeError, "file: found more than fits into memory, expected less"),
        ("killed", TooLargeError, "file: found more than fits into memory, expected less"),
        ("abort", BrokenReaderError, BROKEN),
        ("leave", BrokenReaderError, BROKEN),
        ("divide", BrokenReaderError, BROKEN),
    ],
)
def test_the_end_of_a_reader_is_told_as_what_it_was(
    children: Children, job: str, kind: type[FormatError], message: str
) -> None:
    with pytest.raises(FormatError) as told:
        ask(children, job, wall=1 if job == "sleep" else CAPS.wall)
    assert (type(told.value), str(told.value)) == (kind, message)
    if isinstance(told.value, BrokenReaderError):
        assert {"abort": "SIGABRT", "leave": "code 3", "divide": "ZeroDivisionError"}[job] in told.value.trace


def test_files_of_any_size_arrive_whole_and_answers_have_a_limit(children: Children) -> None:
    for size in (0, 1, 2**16, 2**22 + 1):
        data = os.urandom(size)
        assert ask(children, "echo", data) == data
    assert ask(children, "echo", b"12345", 5) == b"12345"
    with pytest.raises(TooLargeError, match="more than 5 bytes of numbers"):
        ask(children, "echo", b"123456", 5)
    with pytest.raises(TooLargeError, match="more than 5 bytes of numbers"):
        ask(children, "echo", bytes(2**22), 5)


def test_a_reader_that_dies_disturbs_no_other(children: Children) -> None:
    found: list[bytes] = []
    others = [
        threading.Thread(target=lambda n=n: found.append(ask(children, "echo", bytes([n])))) for n in range(8)
    ]
    for one in others:
        one.start()
    with pytest.raises(BrokenReaderError):
        ask(children, "abort", bytes(2**20))
    for one in others:
        one.join()
    assert sorted(found) == [bytes([n]) for n in range(8)]


def test_a_template_that_was_killed_is_started_again() -> None:
    children = Children(START)
    assert ask(children, "echo", b"1") == b"1"
    assert children.template is not None
    os.kill(children.template.pid, signal.SIGKILL)
    children.template.wait()
    assert ask(children, "echo", b"2") == b"2"
    children.close()


def test_a_template_that_cannot_start_is_no_fault_of_the_file() -> None:
    children = Children("raise SystemExit(1)")
    with pytest.raises(ReadersAwayError):
        ask(children, "echo")
    children.close()
