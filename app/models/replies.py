"""The answer models of uploaded models."""

from pydantic import Field

from app.http.replies import Reply
from app.runs.replies import Peepholes
from app.wire.forms import Direction
from app.wire.weights import UnitName


class ModelLayer(Reply):
    """One layer in one direction of an uploaded model."""

    layer: int
    direction: Direction
    name: str = Field(description="What the file calls the LSTM.")
    unit: UnitName
    units: int
    inputs: int
    peepholes: Peepholes
    projection: int | None = Field(description="How many numbers leave a layer that projects its outputs.")


class ModelNetwork(Reply):
    """One LSTM of an uploaded file."""

    name: str
    inputs: int
    outputs: int
    layers: list[ModelLayer]


class LinearEntry(Reply):
    """A linear layer of an uploaded file, which can be named as the head."""

    name: str
    inputs: int
    outputs: int


class ModelReply(Reply):
    """An uploaded model."""

    id: str = Field(description="SHA-256 of the file, in hexadecimal.")
    name: str | None = Field(
        description="What the sender called the file: told in the answer to the upload alone, else null."
    )
    format: str = Field(description="pytorch, keras, onnx or memory-pipe.")
    bytes: int
    inputs: int
    layers: list[ModelLayer] = Field(description="The layers of the file's first LSTM.")
    outputs: int
    lstms: list[ModelNetwork] = Field(description="All LSTMs of the file.")
    heads: list[LinearEntry]
    ignored: list[str] = Field(description="What else is in the file, apart from LSTMs.")
    notes: list[str] = Field(description="What the reader had to assume.")


class UploadReply(ModelReply):
    """A model that was just uploaded."""

    deletion_token: str | None = Field(
        description="The right to delete the model, told this once; null where a thousand others sent the "
        "same file before."
    )
