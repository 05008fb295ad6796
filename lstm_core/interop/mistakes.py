"""Mistakes made when weights are carried from one framework to another, each as a change of a unit's weights.

A mistake is not a guess: applied to one of two models, it must make their difference vanish.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations

from lstm_core.arrays import Array
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE, Blueprint
from lstm_core.params import GateParams, UnitParams, params_of
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

Nets = Mapping[str, GateParams]


@dataclass(frozen=True)
class Mistake:
    """A change of the weights of a unit.

    Attributes
    ----------
    text : str
        What it does, to follow "with".
    kind : str
        Two mistakes of one kind are never tried together.
    blueprint : Blueprint
        The unit in which it can be made.
    change : callable
        Returns the changed weights; raises ValueError if they do not fit the unit.
    """

    text: str
    kind: str
    blueprint: Blueprint
    change: Callable[[UnitParams], UnitParams]


def mistakes(blueprint: Blueprint) -> Iterator[Mistake]:
    """Yield the mistakes that can be made with this unit, the most frequent first."""

    def nets(text: str, kind: str, change: Callable[[Nets], Nets]) -> Mistake:
        return Mistake(text, kind, blueprint, lambda params: params.like(change(params.nets)))

    letters = [net.letter for net in blueprint.nets]
    for text, change in _orders(letters):
        yield nets(text, "order", change)
    yield from _forms(blueprint)
    for op in blueprint.ops:
        if op.does == "rest":
            yield nets(f"1 - {op.of[0]} in place of {op.of[0]}", "opposite", _in(op.of[:1], _negated))
    for net in blueprint.nets:
        if net.role == "forget":
            for sign in (1, -1):
                text = f"{sign:+d} added to the bias of {net.letter}"
                yield nets(text, "lift", _in([net.letter], _lifted(sign)))
    for name, by in {"doubled": 2, "halved": 0.5, "left out": 0}.items():
        yield nets(f"its biases {name}", "bias", _in(letters, _scaled(by)))
    for text, names in {"U": "U", "W": "W", "W and U": "WU"}.items():
        yield nets(f"{text} transposed", "transposed", _in(letters, _transposed(names)))


def changed(stack: LayerStack, mistake: Mistake, only: int | None) -> LayerStack:
    """Return the stack with a mistake in all layers of its unit, or in only one.

    Raises
    ------
    ValueError
        If the change does not fit, or a layer has a projection.
    """

    def layer(one: Layer | None) -> Layer | None:
        if one is None or one.params.blueprint is not mistake.blueprint:
            return one
        if one.projection is not None:
            raise ValueError("the layer has a projection, expected none")
        return replace(one, params=mistake.change(one.params))

    layers = [
        replace(one, forward=layer(one.forward), backward=layer(one.backward)) if only in (None, k) else one
        for k, one in enumerate(stack.layers)
    ]
    return replace(stack, layers=layers)


def _orders(letters: list[str]) -> Iterator[tuple[str, Callable[[Nets], Nets]]]:
    """Yield all other orders in which the nets may be stacked."""
    for order in permutations(letters):
        moved = [(own, other) for own, other in zip(letters, order, strict=True) if own != other]
        if moved:
            text = (
                f"its {', '.join(other for _, other in moved)} read as {', '.join(own for own, _ in moved)}"
            )
            yield text, _taken_from(dict(zip(letters, order, strict=True)))


def _forms(blueprint: Blueprint) -> Iterator[Mistake]:
    """Yield the other form of a GRU."""
    if blueprint is GRU:

        def before(params: UnitParams) -> UnitParams:
            n = params.nets["n"]
            both = n.b if n.bU is None else n.b + n.bU
            return params_of(GRU_RESET_BEFORE, {**params.nets, "n": GateParams(n.W, n.U, both)})

        yield Mistake("the reset before the product", "form", GRU, before)
    elif blueprint is GRU_RESET_BEFORE:

        def after(params: UnitParams) -> UnitParams:
            n = params.nets["n"]
            return params_of(GRU, {**params.nets, "n": _with(n, bU=0 * n.b)})

        yield Mistake("the reset after the product", "form", GRU_RESET_BEFORE, after)


def _taken_from(sources: Mapping[str, str]) -> Callable[[Nets], Nets]:
    return lambda nets: {letter: nets[sources[letter]] for letter in nets}


def _with(net: GateParams, **arrays: Array) -> GateParams:
    return GateParams(**net.arrays | arrays)


def _in(letters: Collection[str], change: Callable[[GateParams], GateParams]) -> Callable[[Nets], Nets]:
    return lambda nets: {g: change(net) if g in letters else net for g, net in nets.items()}


def _negated(net: GateParams) -> GateParams:
    return GateParams(**{name: -array for name, array in net.arrays.items()})


def _lifted(by: float) -> Callable[[GateParams], GateParams]:
    return lambda net: _with(net, b=net.b + by)


def _scaled(by: float) -> Callable[[GateParams], GateParams]:
    return lambda net: _with(
        net, **{name: by * net.arrays[name] for name in ("b", "bU") if name in net.arrays}
    )


def _transposed(names: str) -> Callable[[GateParams], GateParams]:
    return lambda net: _with(net, **{name: net.arrays[name].T for name in names})
