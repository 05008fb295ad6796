"""Reading a long input line by line: the request in the first line, then one line per step.

The first line may have text, tokens or ids instead, as other requests have them; then nothing follows.

A streamed request is read to its end before the first line of the answer. Most clients send everything
before they listen; answering meanwhile would block both sides as soon as the buffers between them are
full. So every fault becomes a problem with its place, never a line in the middle of an answer. The numbers
are kept on disk.
"""

from typing import Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.config import Settings
from app.faults.kinds import Fault, Overflow, Refused, Unreadable
from app.faults.wording import refusal, setting
from app.runs.requests import StreamRequest
from app.runs.rows import RowFile
from app.runs.runner import Runner
from app.runs.sequences import Given, written_of
from app.wire.arrays import matrix
from app.wire.forms import Matrix, Vector
from app.wire.names import check_names
from app.wire.networks import Network
from app.wire.parts import Bounds, check_parts

_STRICT: Final = ConfigDict(strict=True, allow_inf_nan=False)
_NUMBERS: Final = 2000
"""About how many numbers are parsed at a time: meanwhile, no other thread can run."""
_ROW: Final = TypeAdapter(Vector, config=_STRICT)
_ROWS: Final = TypeAdapter(Matrix, config=_STRICT)


class Intake:
    """Takes the bytes of a streamed request, and keeps its numbers on disk.

    Parameters
    ----------
    runner : Runner
        Knows the networks.
    settings : Settings
        The limits.

    Attributes
    ----------
    is_begun : bool
        Whether work on it has begun, after which it is not refused any more; its user says so.
    first_bytes : int
        The size of the first line, once it is parsed.
    """

    def __init__(self, runner: Runner, settings: Settings) -> None:
        self.first_bytes = 0
        self.is_begun = False
        self._runner = runner
        self._settings = settings
        self._bounds = Bounds.of(settings)
        self._bytes = 0
        self._rest = bytearray()
        self._opened: tuple[StreamRequest, Network, RowFile] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the request is read, and its network found."""
        return self._opened is not None

    @property
    def bytes_kept(self) -> int:
        """The size of the rows that are kept."""
        return 0 if self._opened is None else self._opened[2].size

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises
        ------
        Unreadable, Overflow, Refused
            If it is not JSON; exceeds the limit of bytes; or does not fit, with its place: ``/inputs/7``
            is the eighth line after the first.
        """
        self._bytes += len(data)
        limit = self._settings.max_stream_bytes
        if self._bytes > limit:
            raise _too_large("request body", "max_stream_bytes", limit)
        limit = self._settings.max_body_bytes
        ended, newline, rest = data.rpartition(b"\n")
        if not newline:  # what is here already is not searched again
            self._rest += data
            if len(self._rest) > limit:
                raise _too_large("line", "max_body_bytes", limit)
            return
        lines = (self._rest + ended).split(b"\n")
        self._rest = bytearray(rest)
        if max(map(len, (*lines, self._rest))) > limit:
            raise _too_large("line", "max_body_bytes", limit)
        self._take([bytes(line) for line in lines if line.strip()])

    def finish(self) -> tuple[StreamRequest, Network, RowFile | Given]:
        """Return the request, its network and all steps; raises as `feed` does."""
        if self._rest.strip():
            self._take([bytes(self._rest)])
        if self._opened is None:
            raise Unreadable("The request body is empty; expected the request in its first line.")
        request, network, rows = self._opened
        if request.is_written:
            given = written_of(request, network, self._settings.max_vocabulary)
            self._runner.limits.check_stream(given.steps, network, given.pointer)
            return request, network, given
        if not rows.steps:
            raise Refused("/inputs", "expected at least one row of numbers, found none")
        return self._opened

    def close(self) -> None:
        """Discard the rows."""
        if self._opened is not None:
            self._opened[2].close()

    def _take(self, lines: list[bytes]) -> None:
        if lines and self._opened is None:
            first, *lines = lines
            self.first_bytes = len(first)
            check_parts(first, self._bounds)
            try:
                request = StreamRequest.model_validate_json(first)
            except ValidationError as error:
                raise _problem(error, "The first line") from None
            check_names(first)
            network = self._runner.network(request.model)
            self._runner.limits.check_start(network, "h0", request.h0)
            self._opened = request, network, RowFile(network.stack.D)
        if self._opened is not None:
            request, network, rows = self._opened
            if lines and request.is_written:
                raise Refused("/inputs", "expected no lines of numbers beside text, tokens or ids")
            each = max(1, _NUMBERS // network.stack.D)
            for start in range(0, len(lines), each):
                some = _rows(lines[start : start + each], rows.steps)
                rows.add(matrix(some, network.stack.D, "/inputs", _MEANING, rows.steps))
                self._runner.limits.check_stream(rows.steps, network)


def _rows(lines: list[bytes], before: int) -> list[list[float]]:
    """Return the numbers in some lines. All at once is quick; line by line finds the one that is wrong."""
    try:
        rows = _ROWS.validate_json(b"[" + b",".join(lines) + b"]")
    except ValidationError:
        rows = []
    return rows if len(rows) == len(lines) else [_row(line, before + n) for n, line in enumerate(lines)]


def _row(line: bytes, step: int) -> list[float]:
    try:
        return _ROW.validate_json(line)
    except ValidationError as error:
        raise _problem(error, f"The line of step {step}", ("inputs", step)) from None


def _problem(error: ValidationError, line: str, place: tuple[str | int, ...] = ()) -> Fault:
    first, *_ = items = error.errors(include_url=False)
    if first["type"] == "json_invalid":
        return Unreadable(f"{line} is not valid JSON: {first['ctx']['error']}.")
    return refusal([{**item, "loc": (*place, *item["loc"])} for item in items])


def _too_large(what: str, name: str, limit: int) -> Overflow:
    return Overflow(
        f"The {what} is larger than the limit {name} of {limit} bytes; raise the setting {setting(name)}."
    )


_MEANING: Final = "the model has inputs"
