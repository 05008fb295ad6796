"""Plans on the wire: checked against the limits of a server, and the tasks and defaults it offers."""

from typing import Any, Final

from app.config import Settings
from app.faults.kinds import Refused
from app.faults.wording import setting
from app.training.chunks import plan_of
from app.training.recorded import RecordedRuns
from app.training.requests import DEFAULTS, MOST_CHECKPOINTS, MOST_CHUNK, TrainingPlan
from app.wire.arrays import matrix
from lstm_core.learning.plans import DRAWS, PEEPHOLES, SEQUENCES, Plan, rival
from lstm_core.learning.series import LEAST, MOST
from lstm_core.learning.tasks import TASKS

LEARNING_RATES: Final = (
    ("very_slow", 0.001),
    ("slow", 0.003),
    ("usual", 0.01),
    ("fast", 0.03),
    ("much_too_fast", 3.0),
)
"""Named learning rates; the last one is there to see what goes wrong."""
DEFAULTS_OF: Final[dict[str, dict[str, Any]]] = {
    "christmas_trees": {"units": 4, "forget_bias": 2.0, "learning_rate": 0.03},
    "stock_position": {"units": 4, "learning_rate": 0.05},
    "brackets": {"forget_bias": 3.0, "learning_rate": 0.03},
    "recall": {"units": 4, "learning_rate": 0.03},
    "mauna_loa": {"units": 4, "forget_bias": 2.0, "learning_rate": 0.03},
    "brent": {"units": 4, "forget_bias": 2.0, "learning_rate": 0.03},
}
"""Where a task's defaults differ from those of a plan."""


def checked(plan: TrainingPlan, settings: Settings) -> Plan:
    """Return the core's plan, within the limits of a server.

    Raises
    ------
    Refused
        With the place of what does not fit, or with the limit that is exceeded.
    """
    if plan.series is not None:
        most = min(settings.max_training_series, MOST)
        if len(plan.series) > most:
            end = f"send less, or raise the setting {setting('max_training_series')}"
            raise Refused(
                "/plan/series",
                f"{len(plan.series)} values are over the limit max_training_series of {most}; {end}",
            )
        matrix(plan.series, 1, "/plan/series", "a series has columns")
    if plan.steps > settings.max_training_steps:
        most = settings.max_training_steps
        end = f"send less, or raise the setting {setting('max_training_steps')}"
        raise Refused(
            "/plan/steps", f"{plan.steps} steps are over the limit max_training_steps of {most}; {end}"
        )
    if plan.checkpoints > MOST_CHECKPOINTS:
        raise Refused(
            "/plan/chunk",
            f"expected larger chunks: {plan.steps} steps in chunks of {plan.chunk} leave {plan.checkpoints} "
            f"checkpoints, and there may be {MOST_CHECKPOINTS}",
        )
    try:
        found = plan_of(plan.model_dump_json())
    except ValueError as error:
        raise Refused("/plan/series", str(error)) from None
    if found.weights > settings.max_training_weights:
        most = settings.max_training_weights
        what = f"{found.units} units of {found.unit} have {found.weights} weights with their head"
        end = f"raise the setting {setting('max_training_weights')}"
        raise Refused("/plan/units", f"{what}, over the limit max_training_weights of {most}; {end}")
    return found


def rivals(plan: Plan) -> dict[str, int | None]:
    """Return how many units of each kind have as many weights as a plan; None where a single one has more."""
    found: dict[str, int | None] = {}
    for unit in DRAWS:
        try:
            found[unit] = plan.units if unit == plan.unit else rival(plan, unit).units
        except ValueError:
            found[unit] = None
    return found


def offered(settings: Settings, recorded: RecordedRuns) -> dict[str, Any]:
    """Return what can be learnt here, with which defaults and within which limits, and what is recorded."""
    common = {name: value for name, value in DEFAULTS.items() if name not in ("task", "series")}
    return {
        "tasks": [
            {
                "name": task.name,
                "kind": task.kind,
                "inputs": task.D,
                "outputs": task.K,
                "about": task.about,
                "defaults": common | DEFAULTS_OF[task.name],
            }
            for task in TASKS.values()
        ],
        "series": {"defaults": common},
        "recorded": [
            {"id": name, "preset": run.preset, "plan": run.plan.model_dump()}
            for name, run in recorded.all.items()
        ],
        "units": list(DRAWS),
        "peepholes": list(PEEPHOLES),
        "learning_rates": [{"name": name, "value": value} for name, value in LEARNING_RATES],
        "limits": {
            "weights": settings.max_training_weights,
            "steps": settings.max_training_steps,
            "chunk": MOST_CHUNK,
            "checkpoints": MOST_CHECKPOINTS,
            "batch": SEQUENCES[0],
            "shortest_series": LEAST,
            "longest_series": min(settings.max_training_series, MOST),
            "trainings_of_client": settings.max_trainings_of_client,
            "trainings": settings.max_trainings,
        },
    }
