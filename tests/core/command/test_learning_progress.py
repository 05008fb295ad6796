"""The progress of learning: a bar on a terminal, lines in a file."""

from io import StringIO

from lstm_core.command.learning_progress import learning_progress
from lstm_core.learning.plans import Plan
from lstm_core.learning.training import Metrics

STATE = Plan("brackets").start()
CHUNKS = [Metrics(500, 0.25, 0.125, 1.5), Metrics(2000, 0.2, 0.0625, 0.5)]


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def told(stream: StringIO) -> str:
    times = iter([10.0, 12.0, 19.0])
    tell = learning_progress(stream, 2000, lambda: next(times))
    for chunk in CHUNKS:
        tell(STATE, chunk)
    return stream.getvalue()


def test_a_terminal_has_a_bar_that_is_drawn_over_and_ends_with_its_line() -> None:
    first, second = told(Terminal()).split("\r\x1b[K")[1:]
    # After 2 s a quarter is done: three quarters take 6 s.
    assert first == "memory-pipe: [######..................] step 500 of 2,000, validation 0.125, 6 s left"
    assert second == (
        "memory-pipe: [########################] step 2,000 of 2,000, validation 0.0625, 0 s left\n"
    )


def test_anything_else_has_a_line_for_each_chunk() -> None:
    assert told(StringIO()) == (
        "memory-pipe: step 500 of 2,000: loss 0.25, validation 0.125, gradient norm 1.5\n"
        "memory-pipe: step 2,000 of 2,000: loss 0.2, validation 0.0625, gradient norm 0.5\n"
    )
