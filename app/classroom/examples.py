"""Requests that the API's description shows."""

from typing import Any

_HEX = "0123456789abcdef"
ROOM_EXAMPLES: dict[str, dict[str, Any]] = {
    "class": {
        "summary": "A class that begins with a latch",
        "value": {"language": "en", "state": "/?preset=latch"},
    }
}
STATE_EXAMPLES: dict[str, dict[str, Any]] = {
    "step": {"summary": "The next step", "value": {"address": "/?preset=latch&t=1", "after": 1}}
}
CHANGE_EXAMPLES: dict[str, dict[str, Any]] = {
    "within": {
        "summary": "Seats may move within three steps",
        "value": {"pace": {"mode": "within", "first": 0, "last": 2}, "paused": False},
    }
}
CLAIM_EXAMPLES: dict[str, dict[str, Any]] = {
    "desk": {"summary": "The first desk", "value": {"desk": _HEX, "take_over": False}}
}
LESSON_EXAMPLES: dict[str, dict[str, Any]] = {
    "lesson": {"summary": "A plan of one moment", "value": {"moments": [{"address": "/?preset=latch"}]}}
}
JOIN_EXAMPLES: dict[str, dict[str, Any]] = {
    "two": {
        "summary": "Two people at one phone",
        "value": {"language": "zh", "people": 2, "nickname": "invented"},
    }
}
SEAT_EXAMPLES: dict[str, dict[str, Any]] = {
    "help": {"summary": "Somebody needs help", "value": {"id": _HEX, "doing": "help"}},
    "task": {
        "summary": "It tries a task",
        "value": {
            "id": _HEX,
            "doing": "roaming",
            "address": "/lab#preset=latch&t=3",
            "task": {"task": "keep", "reached": 12, "of": 20},
        },
    },
}
SHOWING_EXAMPLES: dict[str, dict[str, Any]] = {
    "ask": {"summary": "May this be shown?", "value": {"id": _HEX, "seat": 1}}
}
AGREED_EXAMPLES: dict[str, dict[str, Any]] = {
    "agree": {"summary": "It may", "value": {"agreed": True}},
    "refuse": {"summary": "It may not", "value": {"agreed": False}},
}
QUESTION_EXAMPLES: dict[str, dict[str, Any]] = {
    "choice": {
        "summary": "A question with two answers",
        "value": {
            "kind": "choice",
            "text": {"en": "What will the memory do?", "zh": "记忆会怎样？"},
            "choices": [
                {"id": "keep", "text": {"en": "It stays.", "zh": "保持不变。"}},
                {"id": "lose", "text": {"en": "It drains.", "zh": "流失。"}},
            ],
            "truth": "keep",
            "sentence": {"en": "The forget gate is open.", "zh": "遗忘门是开着的。"},
            "state": "open",
        },
    },
    "valve": {
        "summary": "A valve to be set",
        "value": {
            "kind": "valve",
            "text": {"en": "How far is the valve open?", "zh": "阀门开多大？"},
            "about": {"step": 2, "phase": "forget", "lane": 0, "gate": "f"},
            "truth": 0.9,
            "tolerance": 0.1,
        },
    },
}
WALK_EXAMPLES: dict[str, dict[str, Any]] = {
    "close": {"summary": "No more answers", "value": {"state": "closed"}},
    "again": {"summary": "A second vote", "value": {"again": True}},
}
ANSWER_EXAMPLES: dict[str, dict[str, Any]] = {
    "choice": {"summary": "One of the choices", "value": {"version": 1, "round": 1, "value": "keep"}},
    "valve": {"summary": "An opening", "value": {"version": 1, "round": 1, "value": 0.8}},
}
