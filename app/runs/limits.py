"""How much one request may ask for.

Work is limited by steps times weights, memory by steps times units: a wide layer costs products, a long
sequence costs memory and writing.
"""

from collections.abc import Collection, Sequence

from app.config import Settings
from app.faults.kinds import Refused
from app.faults.wording import setting
from app.runs.states import State
from app.wire.networks import Network

_LESS = "send less"
_LINES = "ask for application/x-ndjson"
_FEWER_OR_LINES = "ask for fewer fields or for application/x-ndjson"
"""The ways out of a limit, besides a higher one."""


class WorkLimits:
    """The limits of one server on work, memory and answers.

    Parameters
    ----------
    settings : Settings
        The limits.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check_work(
        self,
        steps: int,
        network: Network,
        pointer: str,
        keep: Collection[str] | None = None,
        *,
        is_trace: bool = False,
    ) -> None:
        """Raise `Refused` if a run exceeds one of the limits.

        Parameters
        ----------
        steps : int
            The steps of all sequences.
        network : Network
            The network to run.
        pointer : str
            The place of the sequences in the request.
        keep : collection of str, optional
            The only arrays that the run keeps.
        is_trace : bool
            Whether the request could also be answered in lines, which have higher limits.
        """
        way = _LINES if is_trace else _LESS
        self._check_steps(steps, "max_steps", pointer, way)
        self._check_compute(steps, network, "max_compute", pointer, way)
        arrays = network.arrays if keep is None else min(network.arrays, len(keep))
        each = f"{network.units} units x {arrays} arrays"
        if network.outputs:
            each = f"({each} + {network.outputs} outputs of the head)"
        found = steps * (network.units * arrays + network.outputs)
        way = _FEWER_OR_LINES if is_trace else _LESS
        self._check(f"{steps} steps x {each} = {found}", found, "max_values", pointer, way)

    def check_repeated(self, runs: Sequence[tuple[int, int]], network: Network, pointer: str) -> None:
        """Raise `Refused` if sequences, each run several times over, exceed one of the limits.

        Parameters
        ----------
        runs : sequence of (int, int)
            The steps of each sequence, and how many times it is run.
        network : Network
            The network to run.
        pointer : str
            The place of the sequences in the request.
        """
        self.check_work(sum(steps for steps, _ in runs), network, pointer)
        self.check_start(network, "h0", None)
        steps = sum(steps * times for steps, times in runs)
        work = steps * network.size
        what = f"{steps} steps of all runs x {network.size} weights = {work}"
        self._check(what, work, "max_extra_compute", pointer, _LESS)

    def check_stream(self, steps: int, network: Network, pointer: str = "/inputs") -> None:
        """Raise `Refused` if a streamed run, which needs little memory, exceeds one of its own limits."""
        self._check_steps(steps, "max_stream_steps", pointer, _LESS)
        self._check_compute(steps, network, "max_stream_compute", pointer, _LESS)
        found = steps * network.values
        what = f"{steps} steps x {network.values} numbers = {found}"
        self._check(what, found, "max_stream_values", pointer, _LESS)

    def check_start(self, network: Network, name: str, given: State) -> None:
        """Raise `Refused` if an initial hidden state takes too long to be traced back through projections."""
        limit, work = "max_extra_compute", network.start_work(given is not None)
        most = self._settings.max_extra_compute
        if work > most:
            what = f"a hidden state behind these projections takes {work} multiplications"
            raise Refused(
                f"/{name}" if given is not None else "/model",
                f"{what}, over the limit {limit} of {most}; raise the setting {setting(limit)}",
            )

    def _check_steps(self, steps: int, limit: str, pointer: str, way: str) -> None:
        most = getattr(self._settings, limit)
        if steps > most:
            end = f"{way}, or raise the setting {setting(limit)}"
            raise Refused(pointer, f"{steps} steps are over the limit {limit} of {most}; {end}")

    def _check_compute(self, steps: int, network: Network, limit: str, pointer: str, way: str) -> None:
        work = steps * network.size
        self._check(f"{steps} steps x {network.size} weights = {work}", work, limit, pointer, way)

    def _check(self, what: str, found: int, limit: str, pointer: str, way: str) -> None:
        most = getattr(self._settings, limit)
        if found > most:
            end = f"{way}, or raise the setting {setting(limit)}"
            raise Refused(pointer, f"{what} is over the limit {limit} of {most}; {end}")
