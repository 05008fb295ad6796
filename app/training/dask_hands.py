"""Workers of a dask.distributed scheduler, which compute chunks on other machines.

A worker needs this very version of `app` and `lstm_core`. Whoever reaches the scheduler can run code on its
workers and, by what they answer, here: it belongs in a network of one's own.
"""

import contextlib
from concurrent.futures import BrokenExecutor, Future
from typing import Any, Final

from app.faults.kinds import Unavailable
from app.training.chunks import take
from app.training.hands import Result

_PATIENCE: Final = 5
"""Seconds to wait for the scheduler."""


class DaskHands:
    """All workers of a scheduler; one that dies loses its chunk, which another computes anew.

    Parameters
    ----------
    address : str
        Where the scheduler is, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    ModuleNotFoundError
        If `distributed` is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ModuleNotFoundError as missing:
            raise ModuleNotFoundError(
                f"MEMORY_PIPE_TRAINING_SCHEDULER needs the package {missing.name}: pip install '.[dask]'"
            ) from missing
        self._distributed: Any = distributed  # which has no types
        self._address = address
        self._client: Any = None

    @property
    def count(self) -> int:
        """How many chunks are computed at a time; raises `Unavailable` if the scheduler cannot be reached."""
        try:
            return sum(self._connected().nthreads().values())
        except (OSError, TimeoutError, self._distributed.comm.CommClosedError) as error:
            self.rest()
            raise self._away() from error

    def take(self, plan: str, state: bytes, n: int) -> "Future[Result]":
        """Begin a chunk, see `Hands`; raises `Unavailable` if the scheduler cannot be reached."""
        given = self._connected().submit(take, plan, state, n, pure=False)
        promised: Future[Result] = Future()
        given.add_done_callback(lambda done: _carry(done, promised))
        return promised

    def rest(self) -> None:
        """Let go of the scheduler, and of what its workers compute for this process."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(OSError, TimeoutError):
                client.close(timeout=_PATIENCE)

    def _connected(self) -> Any:  # noqa: ANN401 - the library has no types
        if self._client is not None and self._client.status != "running":
            self.rest()
        if self._client is None:
            try:
                self._client = self._distributed.Client(
                    self._address, timeout=_PATIENCE, set_as_default=False
                )
            except (OSError, TimeoutError) as error:
                raise self._away() from error
        return self._client

    def _away(self) -> Unavailable:
        return Unavailable(f"The scheduler of trainings at {self._address} does not answer.")


def _carry(done: Any, promised: "Future[Result]") -> None:  # noqa: ANN401 - the library has no types
    """Hand on what became of a chunk; one that the scheduler has lost counts as given up."""
    if done.status == "finished":
        promised.set_result(done.result())
    elif done.status == "error":
        error = done.exception()
        is_death = type(error).__name__ == "KilledWorker"
        promised.set_exception(BrokenExecutor(str(error)) if is_death else error)
    else:
        promised.cancel()
        promised.set_running_or_notify_cancel()
