"""A moment of a run and a view of it: what the Lab's address expresses, read from a figure's keys."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from app.learn.text.makers import MOMENT
from app.learn.text.places import Place, TutorialError
from app.learn.truth.units import GATES, OF_UNITS, PHASES, values
from lstm_core.running.pins import Pin

VIEWS = ("box", "pipe", "symbols", "cell", "row")
SCOPES = ("step", "onward", "all")
EXTRA = ("text",)
"""Keys of the Lab's address that a reveal or solution may set in addition to a figure's own."""

_PIN = re.compile(
    rf"^(?P<gate>{'|'.join(GATES)}):(?P<value>[0-9.]+)"
    r"(?::(?P<lanes>[\d,]*))?(?::(?P<first>\d*)-(?P<last>\d*))?:?$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Keys and values of the Lab's address, each of them checked; steps and lanes count from 1."""

    keys: Mapping[str, str]
    place: Place

    @property
    def model(self) -> str:
        """The preset's name."""
        return self.keys["model"]

    @property
    def step(self) -> int:
        """The step, starting at 1."""
        return int(self.keys.get("step", "1"))

    @property
    def phase(self) -> str:
        """The phase's name."""
        return self.keys.get("phase", PHASES[0])

    @property
    def view(self) -> str:
        """The view's name."""
        return self.keys.get("view", "pipe")

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The valves held by hand, with indices from 0 as in the core."""
        return tuple(_pin(text, self.place) for text in self.keys.get("pins", "").split())

    @property
    def dye(self) -> int | None:
        """The dyed step, starting at 1; None if no water is dyed."""
        return int(self.keys["dye"]) if self.keys.get("dye") else None

    @property
    def unit(self) -> int:
        """The lane that is looked at, starting at 1."""
        return int(self.keys.get("unit", "1"))

    @property
    def run(self) -> "Moment":
        """Identifies the run, whatever is shown of it: equal runs have equal keys."""
        kept = {key: self.keys[key] for key in ("model", "example", "x", "text", "pins") if key in self.keys}
        return replace(self, keys=kept)

    def without_pins(self) -> "Moment":
        """Return the same moment with every valve under the network's control."""
        return replace(self, keys={key: value for key, value in self.keys.items() if key != "pins"})

    def changed(self, change: str, place: Place) -> "Moment":
        """Return the moment with some keys changed: ``step=3 phase=merge pins=forget:0:1:3- input:1``."""
        found: dict[str, str] = {}
        for word in re.split(r",?\s+", change.strip()):
            key, equals, value = word.partition("=")
            if equals and key in (*MOMENT, *EXTRA):
                found[key] = value
            elif not equals and list(found)[-1:] == ["pins"]:
                found["pins"] += f" {word}"
            else:
                known = ", ".join((*MOMENT, *EXTRA))
                raise TutorialError(place, f"expected 'key=value' with a key of {known}, found {word!r}")
        keys = {**self.keys, **found}
        if {"model", "example", "x", "text"} & set(found):
            keys = {k: v for k, v in keys.items() if k in found or k not in ("example", "x", "text")}
        return moment(keys, place)

    def address(self, *, is_text: bool) -> str:
        """Return the fragment of the Lab's address, without ``#``; `is_text` if the preset reads text."""
        keys = dict(self.keys)
        if "x" in keys and is_text:
            keys["text"] = keys.pop("x")
        return urlencode({key: value for key, value in keys.items() if value}, quote_via=quote, safe=",;:()")


def moment(options: Mapping[str, str], place: Place) -> Moment:
    """Return the moment that a figure's options name.

    Raises
    ------
    TutorialError
        When a value is unknown to the Lab's address.
    """
    keys = {key: value for key, value in options.items() if value}
    for key, known in OF_UNITS.items():
        for value in values(key, keys):
            _one_of({key: value}, key, known, place)
    _one_of(keys, "view", VIEWS, place)
    _one_of(keys, "hold", SCOPES, place)
    _one_of(keys, "gradient", ("back",), place)
    for key in ("step", "unit", "dye"):
        if not re.fullmatch(r"[1-9]\d*", keys.get(key, "1")):
            raise TutorialError(place, f"{key}: expected a number from 1, found {keys[key]!r}")
    if not re.fullmatch(r"[1-9]\d*(,[1-9]\d*)*", keys.get("lanes", "1")):
        raise TutorialError(place, f"lanes: expected numbers from 1 like 1,2, found {keys['lanes']!r}")
    if "example" in keys and "x" in keys:
        raise TutorialError(place, "expected an example or an own input x, found both")
    found = Moment(keys, place)
    if "pins" in keys:
        found = replace(found, keys=keys | {"pins": " ".join(map(_spelt, found.pins))})
    return found


def _one_of(keys: Mapping[str, str], key: str, known: Iterable[str], place: Place) -> None:
    if key in keys and keys[key] not in known:
        raise TutorialError(place, f"{key}: expected one of {', '.join(known)}, found {keys[key]!r}")


def _pin(text: str, place: Place) -> Pin:
    found = _PIN.match(text)
    try:
        if not found:
            raise ValueError
        units = tuple(int(lane) - 1 for lane in (found["lanes"] or "").split(",") if lane)
        first, last = (int(found[name]) - 1 if found[name] else None for name in ("first", "last"))
        return Pin(GATES[found["gate"]], float(found["value"]), units or None, first, last)
    except ValueError as error:
        message = f"pins: expected gate:value:lanes:from-to like forget:0:1,2:3-5, found {text!r}"
        raise TutorialError(place, f"{message}{f' ({error})' if found else ''}") from None


def _spelt(pin: Pin) -> str:
    """Write a pin the way the Lab does."""
    gate = next(name for name, letter in GATES.items() if letter == pin.gate)
    lanes = ",".join(str(unit + 1) for unit in pin.units or ())
    span = "-".join("" if end is None else str(end + 1) for end in (pin.first, pin.last))
    return f"{gate}:{pin.value:g}:{lanes}:{'' if span == '-' else span}"
