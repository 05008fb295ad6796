"""The answer models of presets."""

from collections.abc import Sequence

from app.http.replies import Reply
from app.presets.file import Both, Example, Name, PresetFile
from app.runs.replies import Peepholes, Rows
from app.wire.weights import UnitName


class PresetExampleEntry(Reply):
    """What the list says about one example."""

    id: Name
    title: Both
    steps: int


class PresetEntry(Reply):
    """What the list says about one preset."""

    name: Name
    title: Both
    summary: Both
    unit: UnitName
    units: int
    inputs: int
    input_kind: str
    examples: list[PresetExampleEntry]


class PresetList(Reply):
    """All presets."""

    presets: list[PresetEntry]


class PresetExample(Example):
    """An example, its inputs always given as numbers."""

    inputs: Rows


class PresetReply(PresetFile):
    """One preset, whole."""

    units: int
    inputs: int
    peepholes: Peepholes
    examples: Sequence[PresetExample]
