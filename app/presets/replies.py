"""The answer models of presets."""

from collections.abc import Sequence

from pydantic import Field

from app.http.replies import Reply
from app.presets.file import Both, Example, Name, PresetFile
from app.runs.replies import Peepholes, Rows
from app.wire.weights import UnitName


class PresetExampleEntry(Reply):
    """An example's entry in the list."""

    id: Name
    title: Both
    steps: int


class PresetEntry(Reply):
    """A preset's entry in the list."""

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
    targets: list[list[float | None]] | None = Field(
        default=None,
        description="(T, K): what the preset's task asks of the head at each step, null where it asks "
        "nothing; absent if there is no such task.",
    )


class PresetReply(PresetFile):
    """A complete preset."""

    units: int
    inputs: int
    peepholes: Peepholes
    examples: Sequence[PresetExample]
