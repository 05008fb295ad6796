"""What a worker has done and holds, in the text format of Prometheus."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Final

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS: Final = (0.005, 0.025, 0.1, 0.25, 1.0, 5.0)
"""The upper bounds of the histogram's buckets, in seconds."""

Gauges = Mapping[str, tuple[str, float]]
"""What is measured at this moment: help text and value, by name."""


class Metrics:
    """Counts answered requests. A route is named by its pattern, so nothing of an address is kept."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer, which took this long."""
        self._answers[method, route, status] += 1
        self._seconds[route] += seconds
        self._buckets[route][bisect_left(_BOUNDS, seconds)] += 1

    def text(self, gauges: Gauges) -> str:
        """Return everything that was counted, and what is measured now."""
        return "".join(f"{line}\n" for line in self._lines(gauges))

    def _lines(self, gauges: Gauges) -> Iterator[str]:
        yield from _head("requests_total", "counter", "Answered requests.")
        for (method, route, status), count in sorted(self._answers.items()):
            yield f'{_PREFIX}requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
        yield from _head("request_seconds", "histogram", "How long answers took, from head to last byte.")
        for route, counts in sorted(self._buckets.items()):
            name = f'{_PREFIX}request_seconds_bucket{{route="{route}",le='
            for bound, count in zip((*_BOUNDS, "+Inf"), accumulate(counts), strict=True):
                yield f'{name}"{bound}"}} {count}'
            yield f'{_PREFIX}request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{_PREFIX}request_seconds_count{{route="{route}"}} {sum(counts)}'
        for name, (meaning, value) in gauges.items():
            yield from _head(name, "gauge", meaning)
            yield f"{_PREFIX}{name} {value:g}"


_PREFIX: Final = "memory_pipe_"


def _head(name: str, kind: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {_PREFIX}{name} {meaning}", f"# TYPE {_PREFIX}{name} {kind}"
