"""Requests that the API's description shows."""

from typing import Any

TRAINING_EXAMPLES: dict[str, dict[str, Any]] = {
    "task": {
        "summary": "Two units learn to remember the price at which a stock was bought",
        "value": {"plan": {"task": "stock_position", "units": 2, "learning_rate": 0.03, "steps": 1000}},
    },
    "gru": {
        "summary": "A GRU learns how deep brackets nest",
        "value": {"plan": {"task": "brackets", "unit": "gru", "units": 3, "seed": 7, "steps": 400}},
    },
    "recorded": {
        "summary": "A recorded run, closest to this plan: nothing is computed",
        "value": {"plan": {"task": "recall", "units": 4}, "recorded": True},
    },
    "series": {
        "summary": "A plain recurrent network learns to continue a series of one's own",
        "value": {
            "plan": {
                "series": [[(7 * n) % 10 / 10] for n in range(60)],
                "unit": "rnn",
                "steps": 200,
            }
        },
    },
}
