"""A room as the class sees it, and as its desk does. What is hidden from the class is decided here alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from app.classroom.records import SECOND, Answer, Kind, Question, Room, Seat, Walk
from app.classroom.tally import People, Round, counting

Rounds = Mapping[str, Sequence[Round]]
"""The rounds of each question, by its id."""
_TEXT: Final[Kind] = "sentence"


def people_of(room: Room) -> dict[int, int]:
    """Return how many people sit before each seat that was not removed."""
    return {one.seat: one.people for one in room.seats if not one.is_removed}


def public(room: Room, rounds: Rounds, now: int) -> dict[str, Any]:
    """Return what anybody with the code may see.

    Parameters
    ----------
    room : Room
        The room.
    rounds : mapping
        At least those of the present question.
    now : int
        The time in nanoseconds.
    """
    question = room.present_question
    shown = None if question is None else _public_question(question, rounds[question.id])
    return _room(room, room.stand.shown, now) | {"question": shown}


def desk(room: Room, rounds: Rounds, sentences: Mapping[str, Sequence[Answer]], now: int) -> dict[str, Any]:
    """Return what the desk may see, without what depends on which desk asks.

    Parameters
    ----------
    room, rounds, now
        As in `public`, with the rounds of all questions.
    sentences : mapping
        The answers to each question of the kind sentence, by its id.
    """
    question = room.present_question
    whole = None if question is None else _known_question(question, rounds[question.id])
    return {
        "room": _room(room, room.stand.state, now) | {"question": whole},
        "seats": [_seat(one, now) for one in room.seats if not one.is_removed],
        "questions": [
            _kept_question(one, rounds[one.id], sentences.get(one.id, ()), people_of(room))
            for one in room.questions
        ],
        "tasks": _tasks(room),
        "lesson": orjson.loads(room.lesson),
        "showing": room.stand.showing,
        "removed": sum(one.is_removed for one in room.seats),
    }


def _tasks(room: Room) -> list[dict[str, Any]]:
    people = people_of(room)
    far: dict[tuple[str, int], Counter[int]] = {}
    for one in room.tasks:
        far.setdefault((one.task, one.goal), Counter())[one.reached] += people.get(one.seat, 0)
    return [
        {"task": task, "of": of, "reached": [{"reached": n, "people": counts[n]} for n in sorted(+counts)]}
        for (task, of), counts in sorted(far.items())
        if +counts
    ]


def _room(room: Room, state: Mapping[str, Any], now: int) -> dict[str, Any]:
    there = [one for one in room.seats if not one.is_removed]
    stand = room.stand
    return {
        "code": room.code,
        "version": room.version,
        "state": state,
        "pace": stand.pace,
        "paused": stand.paused,
        "frozen": stand.frozen,
        "locked": stand.locked,
        "black": stand.black,
        "own_names": stand.own_names,
        "recall": stand.recall,
        "joined": sum(one.people for one in there),
        "present": sum(one.people for one in there if one.is_present(now)),
    }


def _asked(question: Question) -> dict[str, Any]:
    asked = question.asked
    return {
        "id": question.id,
        "version": question.version,
        "round": question.round,
        "kind": asked["kind"],
        "state": question.state.name,
        "text": asked["text"],
        "generated": asked["generated"],
        "choices": asked["choices"],
        "about": asked["about"],
        "tolerance": asked["tolerance"],
    }


def _public_question(question: Question, rounds: Sequence[Round]) -> dict[str, Any]:
    is_shown, is_revealed = question.state >= Walk.shown, question.state >= Walk.revealed
    known = _known_question(question, rounds)
    if not is_shown:
        known |= {"counts": None, "before": None}
    if not is_revealed:
        known |= {"truth": None, "sentence": None}
    return known


def _known_question(question: Question, rounds: Sequence[Round]) -> dict[str, Any]:
    return _asked(question) | {
        "answered": rounds[-1].answered,
        "counts": rounds[-1].counts,
        "before": rounds[0].counts if question.round > 1 else None,
        "truth": question.asked["truth"],
        "sentence": question.asked["sentence"],
    }


def _kept_question(
    question: Question, rounds: Sequence[Round], sentences: Sequence[Answer], people: People
) -> dict[str, Any]:
    kept = _asked(question) | {
        "truth": question.asked["truth"],
        "sentence": question.asked["sentence"],
        "rounds": [one._asdict() for one in rounds],
    }
    if question.asked["kind"] == _TEXT:
        newest = counting(question, question.round, [one for one in sentences if one.seat in people])
        kept["sentences"] = [
            {"id": one.id, "text": one.value, "passed": one.is_passed} for one in newest.values()
        ]
    return kept


def _seat(seat: Seat, now: int) -> dict[str, Any]:
    return {
        "seat": seat.seat,
        "nickname": seat.nickname,
        "language": seat.language,
        "people": seat.people,
        "doing": seat.doing if seat.is_present(now) else "away",
        "address": seat.address,
        "since": (seat.since if seat.is_present(now) else seat.seen) // SECOND,
    }
