"""A unit as data: what it carries, its small networks, the operations on their results, and the phases."""

from collections.abc import Iterator
from dataclasses import dataclass

from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.order import waves
from lstm_core.blueprints.parts import Inner, Net, Op, Part, Phase, gives, needs


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The plan of a recurrent unit, from which everything else about it is derived.

    Parameters
    ----------
    name : str
        Its own name, such as "gru_reset_before".
    unit : str
        The unit of which it is a form, such as "gru".
    carried : tuple of str
        The states carried from step to step; the first is the unit's output.
    lane : str
        The carried state that is drawn as the memory in the pipe.
    nets : tuple of Net
        The small networks.
    ops : tuple of Op
        The operations on their results.
    phases : tuple of Phase
        The parts of one step, in order.

    Raises
    ------
    ValueError
        If a name is unknown or used twice, an operation has the wrong number of operands, parts depend on
        each other in a cycle, or a part belongs to an earlier phase than one of its operands.
    """

    name: str
    unit: str
    carried: tuple[str, ...]
    lane: str
    nets: tuple[Net, ...]
    ops: tuple[Op, ...]
    phases: tuple[Phase, ...]

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise ValueError(f"blueprint {self.name}: {fault}")
        try:
            waves(self.parts, self.known)
        except ValueError as error:
            raise ValueError(f"blueprint {self.name}: {error}") from None

    def __hash__(self) -> int:
        # The unit is the key of its cached derivations; hashing every part would cost more than it saves.
        return hash(self.name)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that is computed: nets, parts of nets computed ahead, operations."""
        inners = (net.inner for net in self.nets if net.inner is not None)
        return (*self.nets, *inners, *self.ops)

    @property
    def before(self) -> tuple[str, ...]:
        """The carried states as they were before the step."""
        return tuple(f"{state}_prev" for state in self.carried)

    @property
    def known(self) -> tuple[str, ...]:
        """The fields that are known before anything is computed."""
        return ("x", *self.before)

    @property
    def output(self) -> str:
        """The state that the unit hands on."""
        return self.carried[0]

    def net(self, letter: str) -> Net:
        """Return the net with this letter.

        Raises
        ------
        ValueError
            If there is no such net.
        """
        for net in self.nets:
            if net.letter == letter:
                return net
        known = ", ".join(net.letter for net in self.nets)
        raise ValueError(f"net is {letter!r}, expected one of {known}")

    def phase(self, name: str) -> int:
        """Return the index of a phase, or raise ValueError if there is none of this name."""
        return [phase.id for phase in self.phases].index(name)


def _faults(b: Blueprint) -> Iterator[str]:
    """Yield what is wrong with the names in a blueprint, and where."""
    given = [*map(gives, b.parts)]
    names = [*b.known, *given, *(f"z_{net.letter}" for net in b.nets)]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"field {name} is given twice"
    phases = [phase.id for phase in b.phases]
    for part in b.parts:
        where = f"{type(part).__name__} {gives(part)}"
        if part.phase not in phases:
            yield f"{where} is in phase {part.phase!r}, expected one of {', '.join(phases)}"
        for name in needs(part):
            if name not in (*b.known, *given):
                there = ", ".join((*b.known, *given))
                yield f"{where} takes {name!r}, which no part gives, expected one of {there}"
        yield from _operand_faults(part, where)
    for name in (*b.carried, b.lane):
        if name not in given:
            yield f"state {name!r} is carried, but no part gives it"
    if b.lane not in b.carried:
        yield f"lane is {b.lane!r}, expected one of the carried {', '.join(b.carried)}"
    yield from _phase_faults(b)


def _operand_faults(part: Part, where: str) -> Iterator[str]:
    if isinstance(part, Net) and part.squash not in SQUASHES:
        yield f"{where} has squash {part.squash!r}, expected one of {', '.join(SQUASHES)}"
    if isinstance(part, Op) and part.does not in OPS:
        yield f"{where} does {part.does!r}, expected one of {', '.join(OPS)}"
    elif isinstance(part, Op) and len(part.of) != OPS[part.does].arity:
        yield f"{where} takes {len(part.of)} fields, expected {OPS[part.does].arity} for {part.does}"
    if isinstance(part, Net):
        matrices = [read.by for read in part.reads if read.by is not None]
        matrices += [name for inner in (part.inner,) if inner is not None for name in (inner.by, inner.bias)]
        for name in dict.fromkeys(
            name for name in matrices if matrices.count(name) > 1 or name in ("b", "p")
        ):
            yield f"{where} uses the weights {name} twice"


def _phase_faults(b: Blueprint) -> Iterator[str]:
    when = {gives(part): b.phase(part.phase) for part in b.parts}
    for part in b.parts:
        for name in needs(part):
            if when.get(name, 0) > when[gives(part)]:
                yield (
                    f"{type(part).__name__} {gives(part)} is in phase {part.phase!r}, "
                    f"before {b.phases[when[name]].id!r}, which gives {name}"
                )


__all__ = ["Blueprint", "Inner", "Net", "Op", "Phase"]
