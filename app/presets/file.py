"""The form of a preset file: strict, complete in both languages, checked at start."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from app.wire.forms import Matrix, Number, Vector, Wire
from app.wire.weights import UnitName, Weights

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Both(Wire):
    """A text in both languages."""

    en: Text
    zh: Text


class BothLists(Wire):
    """One text per step, in both languages."""

    en: list[Text]
    zh: list[Text]


class InputSpec(Wire):
    """What the network reads at each step."""

    kind: Literal["numbers", "text"]
    names: list[Both] = Field(description="A name for each of the D inputs.")
    ranges: list[Annotated[list[Number], Field(min_length=2, max_length=2)]] = Field(
        description="The sensible range of each input, lowest and highest; not a limit."
    )
    alphabet: dict[str, Vector] | None = Field(
        default=None, description="The input vector of each letter, for kind text."
    )
    drawn: list[Literal["line", "flag"]] | None = Field(
        default=None,
        description="How to draw each of the D inputs over time: a line, or a flag where it is not 0; "
        "null: lines.",
    )


class Example(Wire):
    """An input sequence to try out."""

    id: Name
    title: Both
    text: Text | None = Field(default=None, description="The sequence as text, for kind text.")
    inputs: Matrix | None = Field(default=None, description="The sequence as numbers, for kind numbers.")
    labels: BothLists = Field(description="A few words or letters for each step.")


class Caption(Wire):
    """A sentence that states what the preset does; the tests assert each of them."""

    id: Name
    example: Name | None = Field(default=None, description="The example that it describes; null means all.")
    text: Both


class Beginning(Wire):
    """Shows whether a machine rounds like the one that made the weights; if not, it trains other weights."""

    validation: float = Field(
        description="Validation loss, which at this early stage hardly depends on rounding."
    )
    weights: str = Field(
        description="SHA-256 of all weights, which depends on every rounding.", pattern="^[0-9a-f]{64}$"
    )


class Training(Wire):
    """How the weights were trained, and what they achieve."""

    task: Text
    command: Text
    seed: int
    steps: int
    scores: dict[str, float]
    beginning: Beginning | None = Field(default=None, description="The state of learning after 100 steps.")


class HeadSpec(Wire):
    """The linear read-out of the outputs at each step: W h + b."""

    W: Matrix = Field(description="(K, H): weights of the outputs.")
    b: Vector = Field(description="(K,): bias.")
    names: list[Both] = Field(description="What each of the K numbers means.")
    says: Literal["numbers", "choice"] = Field(
        default="numbers", description="Whether the K numbers are the answer, or the name of the largest is."
    )


class PresetFile(Wire):
    """One preset: weights, their purpose, examples and captions."""

    name: Name
    title: Both
    summary: Both
    unit: UnitName = Field(default="lstm", description="The blueprint of the unit.")
    weights: Weights
    head: HeadSpec | None = Field(default=None, description="A linear read-out; null if there is none.")
    unit_names: list[Both]
    input: InputSpec
    examples: Annotated[Sequence[Example], Field(min_length=1)]
    captions: list[Caption]
    training: Training | None = Field(
        default=None, description="How the weights were trained; null if they were set by hand."
    )
