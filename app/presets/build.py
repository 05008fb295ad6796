"""From a preset file to a runnable preset: every size is checked against the weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.faults.kinds import Refused
from app.presets.file import Example, HeadSpec, InputSpec, PresetFile
from app.presets.truths import targets_of
from app.wire.arrays import matrix
from app.wire.documents import Document
from app.wire.networks import Network, from_wire, peepholes, to_wire
from app.wire.texts import rows_of
from lstm_core import BLUEPRINTS, Head, LayerStack

_NO_LIMIT = 2**31


@dataclass(frozen=True, slots=True)
class Preset:
    """One preset.

    Attributes
    ----------
    network : Network
        The network itself.
    wire : mapping
        Everything that the API says about it.
    document : Document
        `wire`, ready to be sent.
    """

    network: Network
    wire: Mapping[str, Any]
    document: Document


def build(file: PresetFile) -> Preset:
    """Return the preset in a file.

    Raises
    ------
    Refused
        With the place in the file of the first thing that does not fit.
    """
    params = from_wire(file.weights, BLUEPRINTS[file.unit], "/weights", _NO_LIMIT, _NO_LIMIT)
    stack = LayerStack.of(params, _head(file.head, params.H))
    network = Network(stack, preset=file.name, alphabet=file.input.alphabet)
    _expect(file.unit_names, params.H, "/unit_names", "units")
    _check_input(file.input, params.D)
    _check_captions(file)
    wire = file.model_dump(mode="json") | {
        "units": params.H,
        "inputs": params.D,
        "peepholes": peepholes(params),
        "weights": to_wire(params),
        "examples": [_example(e, f"/examples/{n}", network, file) for n, e in enumerate(file.examples)],
    }
    return Preset(network, wire, Document.of(wire))


def _head(spec: HeadSpec | None, H: int) -> Head | None:
    if spec is None:
        return None
    _expect(spec.b, len(spec.W), "/head/b", "rows of W")
    _expect(spec.names, len(spec.W), "/head/names", "rows of W")
    return Head(matrix(spec.W, H, "/head/W", "units"), spec.b)


def _check_input(spec: InputSpec, D: int) -> None:
    _expect(spec.names, D, "/input/names", "inputs")
    _expect(spec.ranges, D, "/input/ranges", "inputs")
    if spec.drawn is not None:
        _expect(spec.drawn, D, "/input/drawn", "inputs")
    for n, (low, high) in enumerate(spec.ranges):
        if low >= high:
            raise Refused(f"/input/ranges/{n}", f"expected the lower end first, found {low:g} and {high:g}")
    if (spec.kind == "text") != (spec.alphabet is not None):
        raise Refused("/input/alphabet", "expected an alphabet for kind text, and only for that")
    for letter, row in (spec.alphabet or {}).items():
        if len(letter) != 1:
            raise Refused("/input/alphabet", f"expected single letters, found {letter!r}")
        _expect(row, D, f"/input/alphabet/{letter}", "inputs")


def _check_captions(file: PresetFile) -> None:
    examples = [e.id for e in file.examples]
    _expect_unique(examples, "/examples")
    _expect_unique([c.id for c in file.captions], "/captions")
    for n, caption in enumerate(file.captions):
        if caption.example is not None and caption.example not in examples:
            raise Refused(f"/captions/{n}/example", f"there is no example {caption.example!r}")


def _example(example: Example, pointer: str, network: Network, file: PresetFile) -> dict[str, Any]:
    rows = _rows(example, pointer, network)
    _expect(example.labels.en, len(rows), f"{pointer}/labels/en", "steps")
    _expect(example.labels.zh, len(rows), f"{pointer}/labels/zh", "steps")
    targets = targets_of(file, rows)
    return example.model_dump(mode="json") | {"inputs": rows} | ({"targets": targets} if targets else {})


def _rows(example: Example, pointer: str, network: Network) -> list[Any]:
    if network.alphabet is None:
        if example.inputs is None or example.text is not None:
            raise Refused(pointer, "expected inputs, and no text, for a preset that reads numbers")
        return list(matrix(example.inputs, network.stack.D, f"{pointer}/inputs", "inputs").tolist())
    if example.text is None or example.inputs is not None:
        raise Refused(pointer, "expected text, and no inputs, for a preset that reads text")
    return rows_of(example.text, network.alphabet, f"{pointer}/text")


def _expect(items: Sequence[object], size: int, pointer: str, meaning: str) -> None:
    if len(items) != size:
        raise Refused(pointer, f"expected {size}, as many as {meaning}, found {len(items)}")


def _expect_unique(ids: Sequence[str], pointer: str) -> None:
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise Refused(pointer, f"the id {min(twice)!r} is given twice")
