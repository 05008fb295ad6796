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
    name: str = Field(description="The name of the network in the file.")
    unit: UnitName
    units: int
    inputs: int
    peepholes: Peepholes
    projection: int | None = Field(
        description="The number of outputs of a layer that projects them; otherwise null."
    )


class ModelNetwork(Reply):
    """One recurrent network of an uploaded file."""

    name: str
    inputs: int
    outputs: int
    layers: list[ModelLayer]


class LinearEntry(Reply):
    """A linear layer of an uploaded file, which can be named as the head."""

    name: str
    inputs: int
    outputs: int


class Embedding(Reply):
    """A table of an uploaded file that makes inputs of tokens, as far as names and nodes tell."""

    name: str
    tokens: int = Field(description="The number of its rows, one for each token.")
    inputs: int = Field(description="The numbers of a row, as many as the network must have inputs.")


class VocabularyReply(Reply):
    """A vocabulary that was uploaded beside a model."""

    tokens: int = Field(description="The number of its tokens.")
    sha256: str = Field(description="SHA-256 of its file, in hexadecimal.")
    first: list[str] = Field(description="Its first tokens, in the order of their ids.")
    has_numbers: bool = Field(
        description="Whether a token is a whole number, so that a text of numbers is not a list of ids."
    )


class ModelReply(Reply):
    """An uploaded model."""

    id: str = Field(
        description="SHA-256 of the file, in hexadecimal; with a vocabulary, of both files' hashes joined."
    )
    name: str | None = Field(
        description="The sender's name for the file, only in the answer to the upload; otherwise null."
    )
    format: str = Field(description="pytorch, keras, onnx or memory-pipe.")
    bytes: int
    inputs: int
    layers: list[ModelLayer] = Field(description="The layers of the file's first network.")
    outputs: int
    lstms: list[ModelNetwork] = Field(description="All recurrent networks of the file, LSTMs or others.")
    heads: list[LinearEntry]
    embeddings: list[Embedding]
    vocabulary: VocabularyReply | None = Field(
        description="What makes ids of tokens where a request brings no vocabulary; null if nothing does."
    )
    ignored: list[str] = Field(description="What else is in the file.")
    notes: list[str] = Field(description="The assumptions made in reading it.")


class UploadReply(ModelReply):
    """A model that was just uploaded."""

    deletion_token: str | None = Field(
        description="The token that is needed to delete the model, sent only this once; null if a thousand "
        "others sent the same file before."
    )
