"""The order in which the parts of a unit can be computed."""

from collections.abc import Collection, Sequence

from lstm_core.blueprints.parts import Net, Part, gives, needs


def waves(
    parts: Sequence[Part], known: Collection[str], blind: Collection[str] = ()
) -> tuple[tuple[Part, ...], ...]:
    """Return the parts in waves: each needs only fields known from the start or given by earlier waves.

    Parameters
    ----------
    parts : sequence of Net, Inner or Op
        All parts; their order is kept within a wave.
    known : collection of str
        The fields known from the start.
    blind : collection of str
        The letters of nets without a peephole.

    Raises
    ------
    ValueError
        If some parts depend on each other in a cycle.
    """
    there, left = set(known), list(parts)
    found: list[tuple[Part, ...]] = []
    while left:
        ready = tuple(
            part
            for part in left
            if there.issuperset(needs(part, sees=not (isinstance(part, Net) and part.letter in blind)))
        )
        if not ready:
            raise ValueError(f"{', '.join(map(gives, left))} depend on each other in a cycle")
        found.append(ready)
        there.update(map(gives, ready))
        left = [part for part in left if part not in ready]
    return tuple(found)
