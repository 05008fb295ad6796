"""The weights of a layer as the wire has them."""

from typing import Literal

from pydantic import Field

from app.wire.forms import Matrix, Vector, VectorOrMatrix, Wire

Peephole = Literal["none", "diagonal", "full"]


class GateWeights(Wire):
    """The weights of one gate: z = W x + U h + p C + b."""

    W: Matrix = Field(description="(H, D): weights of the input.")
    U: Matrix = Field(description="(H, H): weights of the previous output.")
    b: Vector = Field(description="(H,): bias.")
    p: VectorOrMatrix | None = Field(
        default=None, description="Peephole weights: (H,) diagonal, (H, H) full, null for none."
    )


class CandidateWeights(Wire):
    """The weights of the new memory, which has no peephole: z = W x + U h + b."""

    W: Matrix = Field(description="(H, D): weights of the input.")
    U: Matrix = Field(description="(H, H): weights of the previous output.")
    b: Vector = Field(description="(H,): bias.")
    p: None = Field(default=None, description="Always null: the new memory reads no memory.")


class Weights(Wire):
    """The weights of a whole LSTM layer; H is the number of rows, D that of columns of W."""

    f: GateWeights = Field(description="The forget gate.")
    i: GateWeights = Field(description="The input gate.")
    g: CandidateWeights = Field(description="The candidate, the new memory.")
    o: GateWeights = Field(description="The output gate.")
