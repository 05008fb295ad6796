"""Requests that the API's description shows; the server runs each to show its answer."""

from typing import Any

TRACE_LINES: dict[str, Any] = {
    "schema": {
        "type": "string",
        "description": "Lines of JSON: the request without inputs, a StreamRequest, then a list of D numbers "
        "for each step. With text, tokens or ids in the request, no lines follow.",
    },
    "example": '{"model":{"preset":"latch"},"fields":["C"],"digits":3}\n[0.8,1,0]\n[0.3,0,0]\n',
}
"""The same request as lines, for inputs of any length."""
TRACE_EXAMPLES: dict[str, dict[str, Any]] = {
    "store": {
        "summary": "A latch stores 0.8 and keeps it",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "fields": ["f", "i", "C"],
            "digits": 4,
        },
    },
    "pinned": {
        "summary": "The same, with the forget valve shut by hand in the last step",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "pins": [{"gate": "forget", "value": 0, "units": [0], "from": 2, "to": 2}],
            "fields": ["f", "C"],
            "digits": 4,
        },
    },
    "text": {
        "summary": "Counting brackets in a text",
        "value": {"model": {"preset": "brackets"}, "text": "(a)", "fields": ["C", "o"], "digits": 4},
    },
    "weights": {
        "summary": "Weights of your own, and why the forget gate is as open as it is",
        "value": {
            "model": {
                "weights": {
                    "f": {"W": [[1]], "U": [[0.5]], "b": [1], "p": [-0.5]},
                    "i": {"W": [[2]], "U": [[0]], "b": [0]},
                    "g": {"W": [[1]], "U": [[0]], "b": [0]},
                    "o": {"W": [[0]], "U": [[0]], "b": [2]},
                }
            },
            "inputs": [[1], [0.5]],
            "C0": [0.2],
            "fields": ["f", "terms"],
            "digits": 4,
        },
    },
    "gru": {
        "summary": "A GRU, whose update gate says how much of the old state stays",
        "value": {
            "model": {
                "unit": "gru",
                "weights": {
                    "z": {"W": [[1]], "U": [[0]], "b": [1]},
                    "r": {"W": [[0]], "U": [[0]], "b": [2]},
                    "n": {"W": [[2]], "U": [[1]], "b": [0], "bU": [0]},
                },
            },
            "inputs": [[1], [0.5]],
            "fields": ["z", "passed", "kept", "added", "h"],
            "digits": 4,
        },
    },
}
REFUSED = {
    "model": {"preset": "latch"},
    "inputs": [[0.8, 1]],
}
"""A trace request with a row that is too short, to show a problem."""

STEP_EXAMPLES: dict[str, dict[str, Any]] = {
    "keep": {
        "summary": "A latch keeps what it holds",
        "value": {"model": {"preset": "latch"}, "x": [0.3, 0, 0], "h": [0.5], "C": [0.6]},
    }
}

GRADIENT_EXAMPLES: dict[str, dict[str, Any]] = {
    "latch": {
        "summary": "How much a latch's last output depends on each earlier state",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.2, 0, 0], [0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 0]],
            "digits": 4,
        },
    },
    "unit": {
        "summary": "The output of one unit at one step, as absolute values, with the forget valve half shut",
        "value": {
            "model": {"preset": "brackets"},
            "text": "((a)b)",
            "output": {"step": 4, "units": [0]},
            "pins": [{"gate": "forget", "value": 0.5}],
            "size": "absolute",
            "digits": 4,
        },
    },
}

RNN_EXAMPLES: dict[str, dict[str, Any]] = {
    "forgotten": {
        "summary": "How much of the first bracket's trace is left four steps later",
        "value": {"task": "brackets", "inputs": [[1, 0], [0, 1], [1, 0], [1, 0], [0, 1]], "digits": 4},
    }
}

UNITS_EXAMPLES: dict[str, dict[str, Any]] = {
    "follow": {
        "summary": "Which valve of a latch follows which input",
        "value": {
            "model": {"preset": "latch"},
            "inputs": [[0.2, 0, 0], [0.8, 1, 0], [-0.5, 0, 0], [0.3, 0, 1]],
            "mask": [0, 1, 0, 0],
            "digits": 4,
        },
    }
}
