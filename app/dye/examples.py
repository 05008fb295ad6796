"""Requests that the API's description shows; the server runs each to show its answer."""

from typing import Any

DYE_EXAMPLES: dict[str, dict[str, Any]] = {
    "step": {
        "summary": "When each part of a latch's final memory entered",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.2, 0, 0], [0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "digits": 4,
        },
    },
    "source": {
        "summary": "How long the first bracket's part remains, with the forget valve half shut in one step",
        "value": {
            "model": {"preset": "brackets"},
            "text": "((a)b)",
            "source": 0,
            "pins": [{"gate": "forget", "value": 0.5, "from": 3, "to": 3}],
            "units": [0],
            "digits": 4,
        },
    },
    "unit": {
        "summary": "When each part of a latch's memory entered, after every step",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.2, 0, 0], [0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "unit": 0,
            "digits": 4,
        },
    },
}

ATTRIBUTION_EXAMPLES: dict[str, dict[str, Any]] = {
    "ablation": {
        "summary": "How much less a latch would remember without each step's input",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.2, 0, 0], [0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "output": {"field": "C"},
            "method": "ablation",
            "digits": 4,
        },
    },
    "integrated_gradients": {
        "summary": "Each input's share of the memory, compared with no input",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.8, 1, 0], [0.3, 0, 0]],
            "output": {"field": "C"},
            "method": "integrated_gradients",
            "digits": 4,
        },
    },
}
