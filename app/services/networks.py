"""From weights of the wire to the core's parameters."""

from dataclasses import dataclass
from typing import Any, cast

from app.errors import invalid
from app.schemas import CandidateWeights, GateWeights, Weights
from app.services.arrays import Array, matrix, vector
from lstm_core.model import Head
from lstm_core.params import GATES, GateParams, LSTMParams


@dataclass(frozen=True, slots=True)
class Network:
    """A network that is ready to run.

    Attributes
    ----------
    params : LSTMParams
        Its weights.
    preset : str or None
        The preset's name, None for weights that came with a request.
    alphabet : dict or None
        The input vector of each letter, where the network reads text.
    head : Head or None
        What reads the outputs, where that was learnt too.
    """

    params: LSTMParams
    preset: str | None = None
    alphabet: dict[str, list[float]] | None = None
    head: Head | None = None

    @property
    def size(self) -> int:
        """The number of weights, peepholes and biases included."""
        gates = (getattr(self.params, gate) for gate in GATES)
        return sum(a.size for gate in gates for a in (gate.W, gate.U, gate.b, gate.p) if a is not None)

    def summary(self) -> dict[str, Any]:
        """Return what an answer says about the network: its name, sizes and peepholes."""
        return {
            "preset": self.preset,
            "units": self.params.H,
            "inputs": self.params.D,
            "peepholes": peepholes(self.params),
        }


def peepholes(params: LSTMParams) -> dict[str, str]:
    """Return the kind of peephole, ``none | diagonal | full``, of the three gates."""
    return {gate: getattr(params, gate).peephole for gate in ("f", "i", "o")}


def from_wire(weights: Weights, pointer: str, max_units: int, max_inputs: int) -> LSTMParams:
    """Return the parameters of `weights`.

    Parameters
    ----------
    weights : Weights
        As they came; H and D are read off ``f.W``.
    pointer : str
        Where they stand in the body.
    max_units, max_inputs : int
        Limits of H and D.

    Raises
    ------
    Problem
        422 with the place of the first shape that does not fit, or the limit exceeded.
    """
    H, D = len(weights.f.W), len(weights.f.W[0]) if weights.f.W else 0
    if not H or not D:
        raise invalid(f"{pointer}/f/W", "expected at least one row with at least one number")
    if max_units < H:
        raise invalid(f"{pointer}/f/W", f"{H} units are over the limit max_units of {max_units}")
    if max_inputs < D:
        raise invalid(f"{pointer}/f/W/0", f"{D} inputs are over the limit max_inputs of {max_inputs}")
    gates = {name: _gate(getattr(weights, name), f"{pointer}/{name}", H, D) for name in GATES}
    return LSTMParams(**gates)


def to_wire(params: LSTMParams) -> dict[str, Any]:
    """Return the weights of `params` in the wire's form."""
    return {
        name: {
            "W": (gate := getattr(params, name)).W.tolist(),
            "U": gate.U.tolist(),
            "b": gate.b.tolist(),
            "p": None if gate.p is None else gate.p.tolist(),
        }
        for name in GATES
    }


def _gate(gate: GateWeights | CandidateWeights, pointer: str, H: int, D: int) -> GateParams:
    return GateParams(
        W=_rows(gate.W, H, D, f"{pointer}/W", "inputs"),
        U=_rows(gate.U, H, H, f"{pointer}/U", "units"),
        b=vector(gate.b, H, f"{pointer}/b", "units"),
        p=_peephole(gate.p, H, f"{pointer}/p"),
    )


def _rows(rows: list[list[float]], H: int, width: int, pointer: str, meaning: str) -> Array:
    if len(rows) != H:
        raise invalid(pointer, f"expected {H} rows, one for each unit, found {len(rows)}")
    return matrix(rows, width, pointer, meaning)


def _peephole(p: list[float] | list[list[float]] | None, H: int, pointer: str) -> Array | None:
    if p is None:
        return None
    if p and isinstance(p[0], list):
        return _rows(p, H, H, pointer, "units")
    return vector(cast("list[float]", p), H, pointer, "units")
