"""The plumbing of each unit, read off its equations: what parts there are, and what leads where."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Plumbing:
    """The parts of a unit: nodes by kind, the ends of each pipe and of each wire."""

    kinds: Mapping[str, str]
    pipes: Mapping[str, tuple[str, str]]
    wires: Mapping[str, tuple[str, str]]


def read(*roles: str) -> dict[str, tuple[str, str]]:
    """Return the wires of x and h_prev to these networks."""
    return {f"{signal}_{role}": (signal, f"{role}_net") for role in roles for signal in ("x", "h_prev")}


LSTM = Plumbing(
    kinds={
        "old": "source", "forget": "valve", "write": "valve", "joint": "sum", "fork": "copy", "new": "sink",
        "squeeze": "squeeze", "output": "valve", "out": "sink", "forget_net": "net", "write_net": "net",
        "candidate_net": "net", "output_net": "net",
    },
    pipes={
        "old": ("old", "forget"), "kept": ("forget", "joint"), "candidate": ("candidate_net", "write"),
        "added": ("write", "joint"), "memory": ("joint", "new"), "branch": ("fork", "squeeze"),
        "squeezed": ("squeeze", "output"), "out": ("output", "out"),
    },
    wires={
        **read("forget", "write", "candidate", "output"),
        "peep_f": ("old", "forget_net"), "peep_i": ("old", "write_net"), "peep_o": ("joint", "output_net"),
        "turn_f": ("forget_net", "forget"), "turn_i": ("write_net", "write"),
        "turn_o": ("output_net", "output"),
    },
)  # fmt: skip

_GRU_KINDS = {
    "old": "source", "reset": "valve", "forget": "valve", "write": "valve", "joint": "sum", "new": "sink",
    "forget_net": "net", "reset_net": "net", "candidate_net": "net",
}  # fmt: skip
_GRU_PIPES = {
    "old": ("old", "forget"), "passed": ("reset", "candidate_net"), "kept": ("forget", "joint"),
    "candidate": ("candidate_net", "write"), "added": ("write", "joint"), "memory": ("joint", "new"),
}  # fmt: skip
_GRU_WIRES = {
    **read("forget", "reset"), "x_candidate": ("x", "candidate_net"), "turn_z": ("forget_net", "forget"),
    "turn_r": ("reset_net", "reset"), "turn_fresh": ("forget_net", "write"),
}  # fmt: skip

UNITS: Mapping[str, Plumbing] = {
    "lstm": LSTM,
    "gru": Plumbing(
        {**_GRU_KINDS, "candidate_inner": "inner"},
        {**_GRU_PIPES, "heard": ("candidate_inner", "reset")},
        {**_GRU_WIRES, "h_prev_candidate": ("h_prev", "candidate_inner")},
    ),
    "gru_reset_before": Plumbing(
        {**_GRU_KINDS, "old_fork": "copy"}, {**_GRU_PIPES, "old_branch": ("old_fork", "reset")}, _GRU_WIRES
    ),
    "rnn": Plumbing(
        {"old": "source", "new": "sink", "candidate_net": "net"},
        {"memory": ("candidate_net", "new")},
        read("candidate"),
    ),
}
