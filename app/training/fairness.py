"""Who is next: clients share the processes, whatever the number and the size of their trainings."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar


class Job(Protocol):
    """What fairness needs to know of a training."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def client(self) -> str:
        """Who began it."""

    @property
    def made(self) -> int:
        """When."""


Kind = TypeVar("Kind", bound=Job)


def queue(running: Iterable[Job], waiting: Iterable[Job]) -> list[str]:
    """Return the ids of waiting jobs in the order in which they begin.

    The client with the fewest jobs that run or are to begin before is next, and of its jobs the oldest.
    """
    has = Counter(job.client for job in running)
    left = sorted(waiting, key=lambda job: (job.made, job.id))
    order = []
    while left:
        job = min(left, key=lambda one: has[one.client])  # the first of equals, which is the oldest
        left.remove(job)
        has[job.client] += 1
        order.append(job.id)
    return order


class Shares:
    """Counts the seconds of clients and their jobs, and gives the next chunk to whoever had least."""

    def __init__(self) -> None:
        self._clients: dict[str, float] = {}
        self._jobs: dict[str, float] = {}

    def next(self, jobs: Sequence[Kind], busy: Collection[str]) -> Kind | None:
        """Return the job to continue, or None if all are under way.

        Parameters
        ----------
        jobs : sequence of Job
            All that run.
        busy : collection of str
            The ids of those of which a chunk is under way.
        """
        under_way = Counter(job.client for job in jobs if job.id in busy)
        ready = [job for job in jobs if job.id not in busy]
        if not ready:
            return None
        return min(
            ready,
            key=lambda job: (
                under_way[job.client],
                self._clients[job.client],
                self._jobs[job.id],
                job.made,
                job.id,
            ),
        )

    def meet(self, jobs: Iterable[Job]) -> None:
        """Learn who there is: who comes later begins with what others have, so that absence earns nothing."""
        found = list(jobs)
        self._clients = _joined(self._clients, {job.client for job in found})
        self._jobs = _joined(self._jobs, {job.id for job in found})

    def charge(self, job: str, client: str, seconds: float) -> None:
        """Count the seconds of a chunk."""
        if client in self._clients:
            self._clients[client] += seconds
        if job in self._jobs:
            self._jobs[job] += seconds


def _joined(known: dict[str, float], present: set[str]) -> dict[str, float]:
    least = min((known[name] for name in present if name in known), default=0.0)
    return {name: known.get(name, least) for name in present}
