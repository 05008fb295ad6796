"""The formula of each part of a unit as tokens: operators, symbols, and terms that depend on peepholes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Inner, Net, Op, Part, gives
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.symbols import Symbol, symbols


@dataclass(frozen=True, slots=True)
class PeepholeTokens:
    """A piece of a formula that depends on the kind of a net's peephole.

    Attributes
    ----------
    peephole : str
        The letter of the net.
    none, diagonal, full : tuple of str or Symbol
        The tokens.
    """

    peephole: str
    none: tuple[str | Symbol, ...]
    diagonal: tuple[str | Symbol, ...]
    full: tuple[str | Symbol, ...]


Token: TypeAlias = str | Symbol | PeepholeTokens
Formula: TypeAlias = tuple[Token, ...]


def formulas(blueprint: Blueprint, phase: str) -> tuple[Formula, ...]:
    """Return the formulas of a phase; a squeezed memory is written out in the formula of its taker."""
    found: list[Formula] = []
    for part in in_phase(blueprint, phase):
        symbol = symbols(blueprint)[gives(part)]
        found.append((symbol, "=", *_tokens(blueprint, part)))
    return tuple(found)


def in_phase(blueprint: Blueprint, phase: str) -> tuple[Part, ...]:
    """Return the parts of a phase that have a formula of their own, in the order of evaluation."""
    parts = sorted((part for part in blueprint.parts if part.phase == phase), key=_networks_first)
    return tuple(part for part in parts if not is_written_out(blueprint, part))


def is_written_out(blueprint: Blueprint, part: Part) -> bool:
    """Return whether another formula of the same phase contains that of this part."""
    takers = [op for op in blueprint.ops if gives(part) in op.of]
    return (
        isinstance(part, Op)
        and part.does == "tanh"
        and [taker.phase for taker in takers] == [part.phase]
        and part.field not in blueprint.carried
    )


def _networks_first(part: Part) -> bool:
    return isinstance(part, Op)


def _tokens(b: Blueprint, part: Part) -> Iterator[Token]:
    known = symbols(b)
    if isinstance(part, Op):
        operands = {op.field: op for op in b.ops if is_written_out(b, op) and op.phase == part.phase}
        for token in OPS[part.does].tokens:
            if isinstance(token, str):
                yield token
            elif part.of[token] in operands:
                yield from _tokens(b, operands[part.of[token]])
            else:
                yield known[part.of[token]]
    elif isinstance(part, Inner):
        net = next(net for net in b.nets if net.inner == part)
        yield from (_weight(net, part.by), known[part.of], "+", _weight(net, part.bias))
    else:
        sign = SQUASHES[part.squash].sign
        yield from (sign, "(") if sign else ()
        yield from _sum(b, part)
        yield from (")",) if sign else ()


def _sum(b: Blueprint, net: Net) -> Iterator[Token]:
    known = symbols(b)
    for k, read in enumerate(net.reads):
        yield from ("+",) if k else ()
        yield from (_weight(net, read.by),) if read.by is not None else ()
        yield known[read.of]
    if net.peephole is not None:
        seen = known[net.peephole]
        yield PeepholeTokens(
            net.letter,
            none=(),
            diagonal=("+", _weight(net, "p"), "⊙", seen),
            full=("+", _weight(net, "P"), seen),
        )
    yield from ("+", _weight(net, "b"))


def _weight(net: Net, name: str) -> Symbol:
    return Symbol(name[0], net.role, f"{name[1:]}{net.letter}")
