"""The weights of a layer in the wire's form."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, RootModel

from app.wire.forms import Matrix, Vector, VectorOrMatrix, Wire
from lstm_core.blueprints import BLUEPRINTS

Peephole = Literal["none", "diagonal", "full"]
MOST_NETS = 32
"""The largest number of small networks of a unit in a request."""


def _known(name: str) -> str:
    if name not in BLUEPRINTS:
        raise ValueError(f"expected one of {', '.join(BLUEPRINTS)}")
    return name


def _letters() -> str:
    """Say which networks each unit has, for instance `lstm: f, i, g, o`."""
    return "; ".join(f"{name}: {', '.join(net.letter for net in b.nets)}" for name, b in BLUEPRINTS.items())


UnitName = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(BLUEPRINTS)})]
"""The name of a blueprint."""


class NetWeights(Wire):
    """The weights of one small network: z = W x + U h + p C + b."""

    W: Matrix = Field(description="(H, D): weights of the input.")
    U: Matrix = Field(description="(H, H): weights of the previous output.")
    b: Vector = Field(description="(H,): bias.")
    p: VectorOrMatrix | None = Field(
        default=None,
        description="Peephole weights: (H,) diagonal, (H, H) full, null for none; only the gates of an LSTM "
        "may have them.",
    )
    bU: Vector | None = Field(  # noqa: N815 - the wire's name
        default=None,
        description="(H,): the bias inside the reset, z = W x + b + r (U h + bU); the candidate of a gru "
        "must have it, and no other net may.",
    )


class Head(Wire):
    """What reads the outputs at each step: answer = V h + c."""

    V: Matrix = Field(description="(K, H).")
    c: Vector = Field(description="(K,).")


class Weights(RootModel[dict[str, NetWeights]]):
    """The weights of a whole layer by the letters of its small networks."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        json_schema_extra={
            "description": "The weights of a whole layer by the letters of its small networks. "
            f"{_letters()}. H is the number of rows of W, D that of its columns."
        },
    )
    root: dict[str, NetWeights] = Field(min_length=1, max_length=MOST_NETS)

    @property
    def size(self) -> int:
        """Roughly how many numbers there are, even if they are otherwise invalid."""
        return sum(len(net.W) * (len(net.W) + max(map(len, net.W), default=0)) for net in self.root.values())
