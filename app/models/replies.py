"""Answer models of uploaded models, tables and the map of units, as in `app.runs.replies`."""

from pydantic import Field

from app.runs.replies import ModelReply, Peepholes, Reply, Row, Rows
from app.runs.requests import Direction


class OwnLayer(Reply):
    """One layer in one direction of an uploaded model."""

    layer: int
    direction: Direction
    name: str = Field(description="What the file calls the LSTM.")
    units: int
    inputs: int
    peepholes: Peepholes
    projection: int | None = Field(description="How many numbers leave a layer that projects its outputs.")


class OwnLstm(Reply):
    """One LSTM of an uploaded file."""

    name: str
    inputs: int
    outputs: int
    layers: list[OwnLayer]


class LinearEntry(Reply):
    """A linear layer of an uploaded file, which can be named as the head."""

    name: str
    inputs: int
    outputs: int


class OwnModelReply(Reply):
    """An uploaded model."""

    id: str = Field(description="SHA-256 of the file, in hexadecimal.")
    name: str
    format: str = Field(description="pytorch, keras, onnx or memory-pipe.")
    bytes: int
    inputs: int
    layers: list[OwnLayer] = Field(description="The layers of the file's first LSTM.")
    outputs: int
    lstms: list[OwnLstm] = Field(description="All LSTMs of the file.")
    heads: list[LinearEntry]
    ignored: list[str] = Field(description="What in the file is no LSTM.")
    notes: list[str] = Field(description="What the reader had to assume.")


class InputsReply(Reply):
    """A table as the inputs of a request."""

    names: list[str] | None = Field(description="The names of the D columns, where a row tells them.")
    steps: int
    inputs: Rows = Field(description="(T, D): a row of numbers for each step.")


class ValveRows(Reply):
    """For each unit, the correlation of its valves with each input; null where one does not change."""

    forget: list[list[float | None]]
    input: list[list[float | None]]
    output: list[list[float | None]]


class ValveRow(Reply):
    """For each unit, the correlation of its valves with the mask; null where one does not change."""

    forget: list[float | None]
    input: list[float | None]
    output: list[float | None]


class UnitsLayer(Reply):
    """What the units of one layer do, each list with a number for each unit."""

    layer: int
    direction: Direction
    units: list[int] | None
    change: Row = Field(description="Mean of |C - C_prev|.")
    hold: Row = Field(description="Mean opening of the forget valve.")
    open: Row = Field(description="Mean opening of the input valve.")
    output: Row = Field(description="Mean opening of the output valve.")
    forget: Row = Field(description="Mean of 1 - f.")
    correlation: ValveRows
    mask: ValveRow | None


class UnitsAnswer(Reply):
    """A map of all units."""

    steps: int
    layers: list[UnitsLayer]


class UnitsReply(UnitsAnswer):
    """A map of all units in one sequence."""

    model: ModelReply


class UnitsBatch(Reply):
    """A map of all units in each of several sequences."""

    model: ModelReply
    batch: list[UnitsAnswer]
