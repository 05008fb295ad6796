"""What is left of a class: a summary, and the same with seats, as JSON or CSV.

Seats are numbered at random, and nothing has a time finer than its question. In the rows of seats an answer
that fewer than `FEW` people gave reads "few", and sentences are left out: whoever knows one answer of
somebody should not find all the others.
"""

import csv
import json
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise
from typing import Any, Final, NamedTuple

from app.classroom.documents import people_of
from app.classroom.records import SECOND, Answer, Question, Room, Walk
from app.classroom.spoken import in_words
from app.classroom.tally import People, Round, bin_of, bins_of, counting
from app.site.i18n import Catalogue

FEW: Final = 3
FEW_WORD: Final = "few"
_ABOUT: Final = ("model", "example", "step", "phase", "lane", "gate", "field")
"""What is written of that which a question is about, where the desk has said it."""
_COLUMNS: Final = (
    "question", "round", "opened", "kind", "text_en", "text_zh", *_ABOUT, "truth", "tolerance", "seat",
    "people", "answer", "answer_en", "answer_zh",
)  # fmt: skip
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would compute a text that begins so."""


class Asked(NamedTuple):
    """A question that was asked, with its rounds and its answers."""

    question: Question
    rounds: Sequence[Round]
    answers: Sequence[Answer]


def summary(languages: Mapping[str, Catalogue], room: Room, asked: Sequence[Asked]) -> dict[str, Any]:
    """Return what a class has answered, without seats; questions are in words in each language."""
    people = people_of(room)
    return {
        "code": room.code,
        "opened": _minute(room.made),
        "is_closed": room.is_closed,
        "seats": len(people),
        "people": sum(people.values()),
        "questions": [_summed(n, one, languages) for n, one in enumerate(_opened(asked), 1)],
    }


def whole(languages: Mapping[str, Catalogue], room: Room, asked: Sequence[Asked]) -> dict[str, Any]:
    """Return a summary and the answers by seat, the seats in random order."""
    people = people_of(room)
    order = list(people)
    secrets.SystemRandom().shuffle(order)
    given: dict[int, list[dict[str, Any]]] = {seat: [] for seat in order}
    for n, one in enumerate(_opened(asked), 1):
        for turn in one.rounds:
            for seat, answer in _by_seat(one, turn.round, people):
                given[seat].append({"question": n, "round": turn.round, "answer": answer})
    seats = [
        {"seat": number, "people": people[seat], "answers": given[seat]}
        for number, seat in enumerate(order, 1)
    ]
    return summary(languages, room, asked) | {"by_seat": seats}


def table(found: Mapping[str, Any]) -> str:
    """Return what `whole` returned as CSV: rows of answers and their people, then rows of seats."""
    text = StringIO()
    writer = csv.DictWriter(text, _COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(found):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _opened(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in asked if one.question.state is not Walk.draft]


def _summed(n: int, one: Asked, languages: Mapping[str, Catalogue]) -> dict[str, Any]:
    return {
        "question": n,
        "state": one.question.state.name,
        "opened": _minute(one.question.opened),
        **in_words(one.question.asked, languages),
        "rounds": [turn._asdict() for turn in one.rounds],
    }


def _by_seat(one: Asked, turn: int, people: People) -> Iterator[tuple[int, Any]]:
    """Yield each seat with its answer, as it may be told."""
    kind = one.question.asked["kind"]
    if kind == "sentence":
        return
    known = [answer for answer in one.answers if answer.seat in people]
    counted = counting(one.question, turn, known)
    values = {seat: answer.value for seat, answer in counted.items()}
    if kind in ("number", "valve"):
        edges = bins_of(kind, list(values.values()))
        spans = [f"{low:g}..{high:g}" for low, high in pairwise(edges)]
        values = {seat: spans[bin_of(edges, value)] for seat, value in values.items()}
    gave: Counter[object] = Counter()
    for seat, value in values.items():
        gave[_same(value)] += people[seat]
    for seat, value in values.items():
        yield seat, value if gave[_same(value)] >= FEW else FEW_WORD


def _same(value: object) -> object:
    """Return what answers that are equal have in common, also places, which are lists."""
    return tuple(value) if isinstance(value, list) else value


def _rows(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in found["questions"]:
        for turn in one["rounds"]:
            for answer, people in _counted(turn["counts"]):
                yield _head(one, turn["round"]) | {"people": people} | _answer(one, answer)
    questions = {one["question"]: one for one in found["questions"]}
    for seat in found["by_seat"]:
        for given in seat["answers"]:
            one = questions[given["question"]]
            sits = {"seat": seat["seat"], "people": seat["people"]}
            yield _head(one, given["round"]) | sits | _answer(one, given["answer"])


def _head(one: Mapping[str, Any], turn: int) -> dict[str, Any]:
    text, about = one["text"] or {}, {**(one["generated"] or {}), **(one["about"] or {})}
    # A table counts from 1, as the Lab's does; JSON has what was sent.
    about |= {name: about[name] + 1 for name in ("step", "lane") if isinstance(about.get(name), int)}
    return {
        "question": one["question"],
        "round": turn,
        "opened": one["opened"],
        "kind": one["kind"],
        "text_en": text.get("en"),
        "text_zh": text.get("zh"),
        **{name: about.get(name) for name in _ABOUT},
        "truth": one["truth"],
        "tolerance": one["tolerance"],
    }


def _answer(one: Mapping[str, Any], answer: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an answer and, of a choice, its words."""
    words = next((choice["text"] for choice in one["choices"] if choice["id"] == answer), None) or {}
    return {"answer": answer, "answer_en": words.get("en"), "answer_zh": words.get("zh")}


def _counted(counts: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Yield answers and the people who gave them."""
    if "bins" in counts:
        yield from ((f"{one['from']:g}..{one['to']:g}", one["people"]) for one in counts["bins"])
    elif "dots" in counts:
        yield from ((dot, 1) for dot in counts["dots"])
    elif "passed" in counts:
        yield from ((text, 1) for text in counts["passed"])
    else:
        yield from counts.items()


def _cell(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULAS) else value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _minute(nanoseconds: int) -> str:
    return datetime.fromtimestamp(nanoseconds // SECOND, UTC).strftime("%Y-%m-%dT%H:%MZ")
