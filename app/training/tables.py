"""The tables of trainings, in the same database as the models."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from app.models.tables import metadata

trainings = Table(
    "trainings",
    metadata,
    Column("id", String(32), primary_key=True, comment="random; who knows it may watch and stop"),
    Column("client", String(16), nullable=False, comment="a hash of who began it, for fairness"),
    Column("plan", Text, nullable=False, comment="what determines the weights, as JSON"),
    Column("phase", String(8), nullable=False, index=True),
    Column("step", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("checkpoints", Integer, nullable=False),
    Column("error", Text, nullable=True, comment="why it diverged or failed"),
    Column("state", LargeBinary, nullable=False, comment="all that the next chunk needs"),
    Column("made", BigInteger, nullable=False, comment="when it was begun or resumed, in nanoseconds"),
    Column("seen", BigInteger, nullable=False, comment="when somebody last listened, in nanoseconds"),
    Column("owner", String(32), nullable=False, comment="the server process that computes it"),
    Column("lease", BigInteger, nullable=False, comment="until when it does, in nanoseconds"),
)
checkpoints = Table(
    "training_checkpoints",
    metadata,
    Column("training", String(32), ForeignKey("trainings.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True, comment="counted from 0, before the first step"),
    Column("step", Integer, nullable=False),
    Column("told", Text, nullable=False, comment="what the API says about it, as JSON"),
    Column("weights", LargeBinary, nullable=False),
)
