"""From a view, which places parts relative to each other, to coordinates as plain data."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lstm_core.picture.layouts.frame import Frame, Vector
from lstm_core.picture.layouts.lines import Place, lay, pipe
from lstm_core.picture.layouts.view import Beside, Box, Flange, Readout, View
from lstm_core.picture.layouts.wires import wires

LIP = 8
"""How far a valve stands out beyond its pipe."""
LIFTED = 24
"""How far above the unit a lifted lid is."""
SIGN = 20
"""Radius of the circle that stands for a valve or a sum."""

Layout = dict[str, Any]
"""Coordinates as plain data, ready for JSON; `resolve` describes the contents."""


def resolve(
    view: View, frame: Frame, kinds: Mapping[str, str], pipes: Mapping[str, tuple[str, str]]
) -> Layout:
    """Return the coordinates of a view.

    Parameters
    ----------
    view : View
        The relative places, in this frame.
    frame : Frame
        The orientation.
    kinds : mapping of str to str
        The kind of each part, from the blueprint's nodes: "valve", "net", "sum" ...
    pipes : mapping of str to (str, str)
        The two parts that each pipe connects.

    Returns
    -------
    dict
        ``name`` and ``flip`` of the frame; ``origin`` and ``size`` of the drawing; ``bore``, ``water``,
        ``spread``, ``symbols``, ``bend``, ``stem``; the boxes ``body``, ``tank`` and ``lid`` (``at``,
        ``size``, ``solid``); by name ``nodes`` (``at``, ``along``, ``into``), ``nets``, ``pipes``,
        ``wires``, ``wheels``, ``plates`` (with the flow, across it), ``inverts``, ``labels``, ``badges``,
        ``gauges`` and ``values``; the list ``flanges``; and, if the view has room for it, the
        ``readout`` (the boxes ``head`` and ``answer``, and the ``wires`` to both).
    """
    lines = lay(view, frame)
    at = {**lines.at, **_others(view, frame)}
    found = {
        "name": frame.width,
        "origin": view.drawing.at,
        "size": view.drawing.size,
        "flip": frame(1, -1),
        "stem": view.stem,
        "bore": view.bore,
        "water": view.water,
        "spread": view.spread or view.water,
        "symbols": view.symbols,
        "bend": view.bend,
        "body": _box(view.body),
        "lid": _lid(view),
        "tank": {**_box(view.tank), "solid": int(view.tank.size != (0, 0))},
        "nodes": {name: _node(place, kinds[name]) for name, place in lines.nodes.items()},
        "nets": {name: {"at": lines.at[name], "size": net.size} for name, net in view.nets.items()},
        "pipes": {name: pipe(lines, view, *ends) for name, ends in pipes.items()},
        "wires": wires(view, frame, at, _reach(view, kinds)),
        "wheels": {name: {"side": side} for name, side in view.wheels.items()},
        "plates": {name: view.plates.get(name, (0, 0)) for name, kind in kinds.items() if kind == "valve"},
        "inverts": {name: _beside(place, at) for name, place in view.inverts.items()},
        "flanges": [_flange(one, at[one.part], frame) for one in view.flanges],
        "labels": {
            name: {"at": _beside(one.place, at), "anchor": one.anchor, "lines": one.lines}
            for name, one in view.labels.items()
        },
        "badges": {name: _beside(place, at) for name, place in view.badges.items()},
        "gauges": {name: _gauge(lines.nodes[name], away) for name, away in view.gauges.items()},
        "values": {name: _box(box) for name, box in view.values.items()},
    }
    if view.readout:
        found["readout"] = _readout(view, view.readout, frame, at)
    return {name: _plain(value) for name, value in found.items()}


def _others(view: View, frame: Frame) -> dict[str, Vector]:
    """Return where the parts are that lie on no line: the sources of the signals, and the Cell."""
    (x, y), tank = view.start, view.tank
    found = {"tank": (tank.at[0] + tank.size[0] / 2, tank.at[1] + tank.size[1] / 2)}
    for name, (along, across) in view.sources.items():
        dx, dy = frame.vector(along, across)
        found[name] = x + dx, y + dy
    return found


def _reach(view: View, kinds: Mapping[str, str]) -> dict[str, Vector]:
    """Return half the width and height of each part, up to where a wire can meet it."""
    wall = view.bore / 2
    found: dict[str, Vector] = dict.fromkeys(kinds, (wall, wall))
    valve = SIGN if view.symbols else wall + LIP
    found |= {name: (valve, valve) for name, kind in kinds.items() if kind == "valve"}
    sizes = {name: net.size for name, net in view.nets.items()} | {"tank": view.tank.size}
    found |= {name: (width / 2, height / 2) for name, (width, height) in sizes.items()}
    return found | dict.fromkeys(view.sources, (0.0, 0.0))


def _box(box: Box) -> dict[str, Any]:
    return {"at": box.at, "size": box.size}


def _lid(view: View) -> dict[str, Any]:
    if view.lid:
        return {**_box(view.lid), "solid": 1}
    (x, y), (_, height) = view.body.at, view.body.size
    return {"at": (x, y - height - LIFTED), "size": view.body.size, "solid": 0}


def _node(place: Place, kind: str) -> dict[str, Any]:
    into = place.into or (place.along if kind in ("sum", "copy") else None)
    return {"at": place.at, "along": place.along} | ({"into": into} if into else {})


def _readout(view: View, readout: Readout, frame: Frame, at: Mapping[str, Vector]) -> dict[str, Any]:
    nets = {"head": readout.head, "answer": readout.answer}
    places, wall = dict(at), view.bore / 2
    reach = {str(readout.head.beside): (wall, wall)}
    for name, net in nets.items():
        places[name] = _moved(at[str(net.beside)], frame.vector(net.along, net.across), 1)
        reach[name] = net.size[0] / 2, net.size[1] / 2
    return {
        **{name: {"at": places[name], "size": net.size} for name, net in nets.items()},
        "wires": wires(replace(view, wires=readout.wires), frame, places, reach),
    }


def _flange(flange: Flange, at: Vector, frame: Frame) -> dict[str, Any]:
    along = frame.vector(0, 1) if flange.turned else frame.vector(1, 0)
    return {"of": flange.part, "at": _moved(at, along, flange.away), "along": along}


def _gauge(place: Place, away: float) -> dict[str, Any]:
    x, y = place.along
    outward = (x, y) if away > 0 else (-x, -y)
    return {"at": _moved(place.at, outward, abs(away)), "along": outward}


def _beside(place: Beside, at: Mapping[str, Vector]) -> Vector:
    x, y = at[place.part]
    return x + place.right, y + place.down


def _moved(at: Vector, along: Vector, length: float) -> Vector:
    return at[0] + along[0] * length, at[1] + along[1] * length


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Turn tuples into lists, and whole numbers into integers."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
