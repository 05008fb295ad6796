"""Requests that must be refused, each for another reason."""

from typing import Any, Final

_LATCH: Final[dict[str, Any]] = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0], [0.3, 0, 0]]}


def _body(**changes: Any) -> dict[str, Any]:
    return {"json": {key: value for key, value in (_LATCH | changes).items() if value is not None}}


def _gate(rows: int, width: int, **more: Any) -> dict[str, Any]:
    return {"W": [[0.5] * width] * rows, "U": [[0.5] * rows] * rows, "b": [0.5] * rows} | more


def _weights(**changes: Any) -> dict[str, Any]:
    return {"weights": {letter: _gate(2, 3) for letter in "figo"} | changes}


WRONG: Final[dict[str, dict[str, Any]]] = {
    "a string for a number": _body(inputs=[["1", 0, 0]]),
    "false for a number": _body(inputs=[[0, 0, 0], [0, False, 0]]),
    "an object for inputs": _body(inputs={"0": 1}),
    "no steps": _body(inputs=[]),
    "ragged rows": _body(inputs=[[0, 0, 0], [0, 0]]),
    "a number too large": _body(inputs=[[0, 0, 1e308]]),
    "no inputs": _body(inputs=None),
    "inputs and text": _body(text="("),
    "no model": _body(model=None),
    "an empty model": _body(model={}),
    "two models": _body(model={"preset": "latch", "id": "0"}),
    "an unknown preset": _body(model={"preset": "lach"}),
    "an unknown id": _body(model={"id": "0123456789abcdef"}),
    "lstms without an id": _body(model={"preset": "latch", "lstms": ["a"]}),
    "an unknown field": _body(seed=1),
    "an unknown array": _body(fields=["f", "q"]),
    "an array twice": _body(fields=["f", "f"]),
    "no digits": _body(digits=0),
    "h0 of wrong size": _body(h0=[0, 0]),
    "C0 of wrong size": _body(C0=[]),
    "an unknown gate": _body(pins=[{"gate": "g", "value": 1}]),
    "a pin over 1": _body(pins=[{"gate": "input", "value": 1.5}]),
    "a pin of no such unit": _body(pins=[{"gate": "input", "value": 1, "units": [0, 1]}]),
    "a pin past the end": _body(pins=[{"gate": "input", "value": 1, "from": 2}]),
    "a pin that ends first": _body(pins=[{"gate": "input", "value": 1, "from": 1, "to": 0}]),
    "a pin of no such layer": _body(pins=[{"gate": "input", "value": 1, "layer": 1}]),
    "no such layer": _body(layer=1),
    "no such direction": _body(direction="backward"),
    "no such unit": _body(units=[3]),
    "text for numbers": _body(inputs=None, text="(a)"),
    "an unknown letter": _body(model={"preset": "brackets"}, inputs=None, text="(a]"),
    "a gate is missing": _body(model={"weights": {letter: _gate(2, 3) for letter in "fig"}}),
    "a bias of wrong size": _body(model=_weights(g=_gate(2, 3, b=[0]))),
    "a peephole of wrong size": _body(model=_weights(f=_gate(2, 3, p=[1, 2, 3]))),
    "a peephole of the candidate": _body(model=_weights(g=_gate(2, 3, p=[1, 2]))),
    "an empty batch": _body(inputs=None, batch=[]),
    "a batch of wrong width": _body(inputs=None, batch=[[[0, 0, 0]], [[0]]]),
    "many faults": _body(digits=0, seed=1, fields=[]),
    "half a JSON": {"text": '{"model": ', "headers": {"content-type": "application/json"}},
    "no JSON": {"text": "hello", "headers": {"content-type": "text/plain"}},
    "not acceptable": _body() | {"headers": {"accept": "image/png"}},
    "lines without inputs": {
        "text": '{"model": {"preset": "latch"}}\n',
        "headers": {"content-type": "application/x-ndjson"},
    },
    "a line of wrong width": {
        "text": '{"model": {"preset": "latch"}}\n[0, 0, 0]\n[1]\n',
        "headers": {"content-type": "application/x-ndjson"},
    },
    "a step of wrong width": {"path": "/steps", "json": {"model": {"preset": "latch"}, "x": [0]}},
    "a step without input": {"path": "/steps", "json": {"model": {"preset": "latch"}}},
    "a mask of wrong length": _body(mask=[1]) | {"path": "/units"},
    "output and dh": _body(output={"step": 0}, dh=[[1], [1]]) | {"path": "/gradients"},
    "an output past the end": _body(output={"step": 2}) | {"path": "/gradients"},
    "dh of wrong size": _body(dh=[[1]]) | {"path": "/gradients"},
    "an unknown size": _body(size="big") | {"path": "/gradients"},
    "an unknown task": {"path": "/gradients/rnn", "json": {"task": "chess", "inputs": [[1]]}},
    "a task's step past the end": {
        "path": "/gradients/rnn",
        "json": {"task": "brackets", "inputs": [[1, 0]], "step": 1},
    },
    "no file": {"path": "/models", "json": {}},
    "a file in another field": {"path": "/models", "file": {"field": "model", "name": "a", "bytes": "AAAA"}},
    "a table that is JSON": {"path": "/inputs", "json": [[1]]},
}

FILES_THAT_ARE_WRONG: Final = {
    "empty": b"",
    "text": b"hello, world",
    "pickle": b"\x80\x04}.",
    "half safetensors": b"\x40\0\0\0\0\0\0\0{",
    "no weights": b'{"weights": 1}',
    "half a zip": b"PK\x03\x04abc",
}
TABLES_THAT_ARE_WRONG: Final = {
    "empty": b"",
    "ragged": b"1,2\n3\n",
    "a word": b"a,b\n1,2\nx,3\n",
    "nan": b"1,nan\n",
    "not UTF-8": b"\xff\xfe1",
}
