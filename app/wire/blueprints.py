"""The units as JSON, as pages and the API receive them."""

from collections.abc import Mapping, Set
from functools import cache
from typing import Any

from lstm_core.blueprints import BLUEPRINTS
from lstm_core.picture.units import drawn

NAMES = tuple(BLUEPRINTS)
"""The names of all units, the LSTM's first."""
LATE = frozenset({"symbols"})
"""The views whose layouts pages fetch when somebody opens them."""
_LATE_IF_SPARSE = LATE | {"cell", "row"}
_BESIDE = ("plates", "inverts")
DEFAULT = BLUEPRINTS[NAMES[0]]
"""The unit that runs if none is named."""


@cache
def described(name: str) -> Mapping[str, Any]:
    """Return what is derived from a unit's blueprint, and the layouts of its pictures.

    Raises
    ------
    KeyError
        When no unit has this name.
    """
    return drawn(BLUEPRINTS[name])


@cache
def on_pages(name: str, *, sparse: bool = False, without: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Return the same as pages carry it: layouts that most readers never open are None, and fetched then.

    The other layouts come without what says that plates are on their pipes.

    Parameters
    ----------
    name : str
        The unit's name.
    sparse : bool
        Not those of Cell and unrolled row either, and none of other units than the default one: these come
        with a model.
    without : frozenset of str
        Further views that nobody on the page opens.

    Raises
    ------
    KeyError
        When no unit has this name.
    """
    unit = described(name)
    late: Set[str] = _LATE_IF_SPARSE if sparse else LATE | without
    if sparse and name != DEFAULT.name:
        late = unit["layouts"].keys()
    layouts = {
        view: None
        if view in late
        else {width: {k: v for k, v in one.items() if k not in _BESIDE} for width, one in widths.items()}
        for view, widths in unit["layouts"].items()
    }
    return {**unit, "layouts": layouts}
