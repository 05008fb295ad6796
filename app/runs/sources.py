"""The network of a request and what it reads: a preset, a model or weights; rows, text, tokens or ids."""

from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from app.wire.forms import Ids, Items, Matrix, RowsOrIds, Token, Vocabulary, Wire, exactly_one
from app.wire.weights import Head, UnitName, Weights

MAX_SEQUENCES: Final = 256
"""The largest number of sequences in a batch."""


class ModelChoice(Wire):
    """Which network runs: a preset by its name, an uploaded model by its id, or weights of your own."""

    model_config = ConfigDict(json_schema_extra=exactly_one("preset", "id", "weights"))

    preset: str | None = Field(default=None, description="The name of a preset.")
    id: str | None = Field(default=None, description="The id of an uploaded model.")
    weights: Weights | None = Field(default=None, description="All weights of a layer.")
    unit: UnitName | None = Field(
        default=None,
        description="The unit to which the weights belong, by its blueprint's name; by default, lstm.",
    )
    readout: Head | None = Field(
        default=None, description="Beside weights, what reads the outputs; without it, nothing does."
    )
    lstms: Annotated[Items[str], Field(min_length=1, max_length=64)] | None = Field(
        default=None,
        description="The networks of an uploaded file that run, by name, the lowest first; "
        "by default, the file's first.",
    )
    head: str | None = Field(
        default=None, description="The linear layer of an uploaded file that reads the outputs, by name."
    )
    embedding: str | None = Field(
        default=None,
        description="The embedding of an uploaded file that reads text, tokens or ids, by name; "
        "by default, the only one that fits.",
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if [self.preset, self.id, self.weights].count(None) != 2:
            raise ValueError("expected exactly one of preset, id and weights")
        if self.id is None and (self.lstms or self.head) is not None:
            raise ValueError("expected lstms and head only beside id")
        if self.id is None and self.embedding is not None:
            raise ValueError("expected embedding only beside id")
        if self.weights is None and self.unit is not None:
            raise ValueError("expected unit only beside weights")
        if self.weights is None and self.readout is not None:
            raise ValueError("expected readout only beside weights")
        return self


class Written(Wire):
    """A network, and what it reads in the place of numbers."""

    model: ModelChoice
    text: str | None = Field(
        default=None,
        description="Instead of inputs: for a preset that reads text, one letter per step; for an uploaded "
        "model with an embedding, tokens separated by spaces, or letters if its vocabulary has only these.",
    )
    tokens: Items[Token] | None = Field(
        default=None,
        description="Instead of inputs, for an uploaded model with an embedding: the token of each step.",
    )
    ids: Ids | None = Field(
        default=None,
        description="Instead of inputs, for an uploaded model with an embedding: each step's id.",
    )
    vocabulary: Vocabulary | None = Field(
        default=None,
        description="Beside text, tokens or ids of an uploaded model: the tokens in the order of their ids, "
        "or the id of each token; by default, the vocabulary that was uploaded with the model.",
    )


class SequenceRequest(Written):
    """A network and its inputs."""

    model_config = ConfigDict(json_schema_extra=exactly_one("inputs", "text", "tokens", "ids", "batch"))

    inputs: Matrix | None = Field(default=None, description="(T, D): one row of numbers per step.")
    batch: Annotated[Items[RowsOrIds], Field(min_length=1, max_length=MAX_SEQUENCES)] | None = Field(
        default=None,
        description="Instead of inputs, several sequences, which may differ in length; for an uploaded model "
        "with an embedding, each may be a list of ids.",
    )

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if [self.inputs, self.text, self.tokens, self.ids, self.batch].count(None) != 4:
            raise ValueError("expected exactly one of inputs, text, tokens, ids and batch")
        if self.vocabulary is not None and self.inputs is not None:
            raise ValueError("expected vocabulary only beside text, tokens, ids and batch")
        return self

    @property
    def steps(self) -> int:
        """The number of steps of all sequences."""
        if self.batch is not None:
            return sum(map(len, self.batch))
        return len(self.inputs or self.text or self.tokens or self.ids or ())

    @property
    def has_ids(self) -> bool:
        """Whether a sequence of the batch is a list of ids, whose steps have labels."""
        return any(one and not isinstance(one[0], list) for one in self.batch or ())


class TextRequest(Wire):
    """A text for the embedding of an uploaded model."""

    model_config = ConfigDict(json_schema_extra=exactly_one("text", "ids"))

    model: ModelChoice
    text: str | None = Field(
        default=None, description="Tokens separated by spaces, or letters if the vocabulary has only these."
    )
    ids: Ids | None = Field(default=None, description="Instead of a text, the id of each step's token.")
    vocabulary: str | None = Field(
        default=None,
        description="The text of a vocabulary's file: a JSON list of the tokens in the order of their ids, a "
        "JSON object of ids, or one token per line; by default, the one that was uploaded with the model.",
    )

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if (self.text is None) == (self.ids is None):
            raise ValueError("expected exactly one of text and ids")
        return self
