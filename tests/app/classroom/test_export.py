"""What is left of a class: counts as they were answered, seats that nobody recognises."""

import csv
import json
from io import StringIO
from typing import Any

from app.classroom.export import table
from tests.app.classroom.classes import CHOICE, VALVE, Class


def held(lesson: Class) -> tuple[str, str]:
    """Hold a class: a choice with two rounds, a valve, a draft; return the ids of the first two."""
    seats = [lesson.join(people=people) for people in (1, 2, 1, 1, 1)]
    first = lesson.question(CHOICE | {"generated": {"model": "latch", "example": 0}})
    for seat, value in zip(seats, ("lose", "lose", "keep", "keep", "lose"), strict=True):
        assert seat.counted(first, value) is None
    lesson.go(first, "shown")
    lesson.done("PATCH", f"/questions/{first}", json={"again": True})
    for seat in seats[:4]:
        seat.counted(first, "keep", turn=2)
    seats[4].counted(first, "lose", turn=2)
    lesson.go(first, "revealed")
    second = lesson.question(VALVE | {"text": {"en": "=1+1", "zh": "开多大？"}})
    for seat, opening in zip(seats, (0.85, 0.88, 0.2, 0.81, 1.0), strict=True):
        assert seat.counted(second, opening) is None
    lesson.go(second, "revealed")
    lesson.question(CHOICE, "draft")
    return first, second


def test_a_summary_has_what_was_answered_and_no_seat(lesson: Class) -> None:
    held(lesson)
    found = lesson.done("GET", "/summary")
    assert (found["code"], found["seats"], found["people"], found["is_closed"]) == (lesson.code, 5, 6, False)
    one, two = found["questions"]
    assert [turn["counts"] for turn in one["rounds"]] == [{"keep": 2, "lose": 4}, {"keep": 5, "lose": 1}]
    assert [turn["right"] for turn in one["rounds"]] == [2, 5]
    assert [one["people"] for one in two["rounds"][0]["counts"]["bins"]] == [0, 0, 1, 0, 0, 0, 0, 0, 4, 1]
    assert (two["rounds"][0]["right"], two["truth"], two["kind"]) == (5, 0.9, "valve")
    assert one["about"] == CHOICE["about"]
    assert set(found) == {"code", "opened", "is_closed", "seats", "people", "questions"}
    lesson.done("DELETE")
    assert lesson.done("GET", "/summary") == found | {"is_closed": True}


def test_an_export_by_seat_says_few_where_few_gave_an_answer(lesson: Class) -> None:
    held(lesson)
    found = lesson.done("GET", "/export?format=json")
    by_seat = found.pop("by_seat")
    assert found == lesson.done("GET", "/summary")
    assert [one["seat"] for one in by_seat] == [1, 2, 3, 4, 5]

    def answers(question: int, turn: int) -> list[tuple[Any, int]]:
        return sorted(
            (given["answer"], seat["people"])
            for seat in by_seat
            for given in seat["answers"]
            if (given["question"], given["round"]) == (question, turn)
        )

    assert answers(1, 1) == [("few", 1), ("few", 1), ("lose", 1), ("lose", 1), ("lose", 2)]
    assert answers(1, 2) == [("few", 1), ("keep", 1), ("keep", 1), ("keep", 1), ("keep", 2)]
    assert answers(2, 1) == [("0.8..0.9", 1), ("0.8..0.9", 1), ("0.8..0.9", 2), ("few", 1), ("few", 1)]
    orders = {json.dumps(lesson.done("GET", "/export?format=json")["by_seat"]) for _ in range(12)}
    assert len(orders) > 1, "the seats are always in the same order"


def test_a_table_has_the_same_and_nothing_that_a_spreadsheet_would_compute(lesson: Class) -> None:
    held(lesson)
    answer = lesson.ask("GET", "/export")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="class-{lesson.code}.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    counts = [row for row in rows if not row["seat"]]
    found = [(row["question"], row["round"], row["answer"], row["people"]) for row in counts]
    assert found[:4] == [
        ("1", "1", "keep", "2"),
        ("1", "1", "lose", "4"),
        ("1", "2", "keep", "5"),
        ("1", "2", "lose", "1"),
    ]
    assert found[4:] == [
        ("2", "1", f"{n / 10:g}..{(n + 1) / 10:g}", {2: "1", 8: "4", 9: "1"}.get(n, "0")) for n in range(10)
    ]
    names = ("model", "example", "step", "phase", "lane", "gate", "truth", "kind", "text_zh")
    assert [rows[0][f"answer_{language}"] for language in ("en", "zh")] == ["Stay.", "不变。"]
    assert [rows[0][name] for name in names] == [
        "latch", "0", "3", "forget", "1", "f", "keep", "choice", CHOICE["text"]["zh"]
    ]  # fmt: skip
    assert {row["text_en"] for row in rows if row["question"] == "2"} == {"'=1+1"}
    assert len([row for row in rows if row["seat"]]) == 15


def test_a_sentence_is_in_no_row_of_a_seat(lesson: Class) -> None:
    question = lesson.question({"kind": "sentence", "text": CHOICE["text"]})
    lesson.join().counted(question, "Nobody should read this.")
    lesson.go(question, "revealed")
    found = lesson.done("GET", "/export?format=json")
    assert "Nobody" not in json.dumps(found)
    assert "Nobody" not in table(found)


def test_a_question_made_from_the_run_is_in_words_in_both_languages(lesson: Class) -> None:
    made = {"lane": 1, "at": 13, "reveals": 14, "blueprint": "lstm", "pin": None}
    turned = {"gate": "forget", "value": 0, "units": [1], "from": 2, "to": 2}
    choices = [{"id": one, "text": None} for one in ("grows", "shrinks", "own")]
    choice = {"kind": "choice", "text": None, "choices": choices}
    valve = {"kind": "valve", "text": None}
    asked: list[dict[str, Any]] = [
        choice | {"generated": made | {"kind": "change"}},
        choice | {"generated": made | {"kind": "pin", "pin": turned}},
        valve | {"generated": made | {"kind": "opening", "gate": "update", "blueprint": "gru"}},
        choice | {"generated": made | {"kind": "kept", "blueprint": "gru"}},
        # What no desk of ours makes has no words, and does no harm.
        *(
            valve | {"generated": made | bad}
            for bad in (
                {"kind": "pin_open"}, {"kind": "x"}, {"kind": "change", "lane": "1"}, {"kind": 1},
                {"kind": "change", "blueprint": "cell"}, {"kind": "opening", "gate": "none"},
            )
        ),
    ]  # fmt: skip
    for one in asked:
        lesson.go(lesson.question(one), "done")
    found = lesson.done("GET", "/summary")["questions"]
    assert [one["text"] and (one["text"]["en"], one["text"]["zh"]) for one in found] == [
        ("What will this step do to the memory of lane 2?", "这一步过后，水道 2 的记忆会怎样？"),
        (
            "You shut the forget valve of lane 2 at step 3 only. What is in its pipe behind the T-joint?",
            "只在第 3 步把水道 2 的遗忘阀关死。三通之后，这条水道里会有什么？",
        ),
        ("How far open is the update valve of lane 2 in step 3?", found[2]["text"]["zh"]),
        ("How much of lane 2's old memory will pass the update valve?", found[3]["text"]["zh"]),
        *[None] * 6,
    ]
    assert "更新阀" in found[2]["text"]["zh"]
    assert "更新阀" in found[3]["text"]["zh"]
    assert found[0]["choices"] == [
        {"id": "grows", "text": {"en": "it grows", "zh": found[0]["choices"][0]["text"]["zh"]}},
        {"id": "shrinks", "text": {"en": "it shrinks", "zh": found[0]["choices"][1]["text"]["zh"]}},
        {"id": "own", "text": None},
    ]
