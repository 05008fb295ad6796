"""What each field of a run is, in one line."""

from collections.abc import Iterator

from lstm_core.blueprints.fields import fields
from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Inner, Net, Op, gives
from lstm_core.blueprints.spec import Blueprint

_ASCII = str.maketrans({"⊙": "*", "−": "-"})


def explain(blueprint: Blueprint) -> dict[str, str]:
    """Return one line about each field of a unit's trace, by name, in the order of the trace.

    Examples
    --------
    >>> from lstm_core.blueprints import LSTM
    >>> explain(LSTM)["z_o"]
    'W x + U h_prev + p C + b of the output gate, its pre-activation'
    >>> explain(LSTM)["kept"]
    'f * C_prev'
    """
    found = dict(_lines(blueprint))
    return {field.name: found[field.name] for field in fields(blueprint)}


def _lines(b: Blueprint) -> Iterator[tuple[str, str]]:
    yield "x", "inputs"
    for state in b.carried:
        yield f"{state}0", f"{state} before the first step"
        yield f"{state}_prev", f"{state} before each step"
    for net in b.nets:
        name = net.role if net.gate is None else f"{net.gate} gate"
        yield f"z_{net.letter}", f"{_sum(net)} of the {name}, its pre-activation"
    for part in b.parts:
        yield gives(part), _formula(b, part)


def _formula(b: Blueprint, part: Net | Inner | Op) -> str:
    if isinstance(part, Op):
        tokens = (t if isinstance(t, str) else part.of[t] for t in OPS[part.does].tokens)
        text = " ".join(tokens).translate(_ASCII)
        return text.replace(" ( ", "(").replace(" )", ")")
    if isinstance(part, Inner):
        net = next(net for net in b.nets if net.inner == part)
        return f"{part.by} {part.of} + {part.bias} of the {net.role}"
    sign = {"σ": "sigma", "log σ": "log sigma"}.get(SQUASHES[part.squash].sign, SQUASHES[part.squash].sign)
    name = part.role if part.gate is None else f"{part.gate} gate"
    return f"{name}, {sign}(z_{part.letter})" if sign else f"{name}, z_{part.letter}"


def _sum(net: Net) -> str:
    reads = [(read.by, read.of) for read in net.reads]
    if net.peephole is not None:
        reads.append(("p", net.peephole))
    return " + ".join([*(of if by is None else f"{by} {of}" for by, of in reads), "b"])
