"""Questions and answers over the API: what is hidden, what counts, and what is counted apart."""

from typing import Any

import pytest

from tests.app.classroom.classes import CHOICE, VALVE, Class, new_id
from tests.app.problems import one_error, problem


def test_what_is_hidden_comes_to_light_state_by_state(lesson: Class) -> None:
    question = lesson.question(CHOICE, "draft")
    before = lesson.public
    assert before["question"] is None
    seat = lesson.join()
    problem(seat.answer(question, "keep"), 404)
    hidden: dict[str, Any] = {"counts": None, "before": None, "truth": None, "sentence": None}
    known = {
        "id": question, "version": 1, "round": 1, "kind": "choice", "text": CHOICE["text"],
        "generated": None, "choices": CHOICE["choices"], "about": CHOICE["about"], "tolerance": None,
    }  # fmt: skip
    lesson.go(question, "open")
    assert lesson.public["question"] == known | hidden | {"state": "open", "answered": 0}
    assert seat.counted(question, "lose") is None
    for state, shown in (
        ("closed", {}),
        ("shown", {"counts": {"keep": 0, "lose": 1}}),
        ("revealed", {"truth": "keep", "sentence": CHOICE["sentence"]}),
    ):
        lesson.go(question, state)
        hidden |= shown
        assert lesson.public["question"] == known | hidden | {"state": state, "answered": 1}
    whole = lesson.desk["room"]["question"]
    assert whole == known | hidden | {"state": "revealed", "answered": 1}
    lesson.go(question, "done")
    assert lesson.public["question"] is None


def test_a_seats_newest_answer_counts_while_open_and_late_ones_are_counted_apart(lesson: Class) -> None:
    question = lesson.question(CHOICE)
    one, two = lesson.join(), lesson.join(people=2)
    assert [one.counted(question, value) for value in ("lose", "keep")] == [None, None]
    assert two.counted(question, "lose") is None
    lesson.go(question, "closed")
    assert two.counted(question, "keep") == "late"
    assert two.ask("GET", "/seats/me").json()["answers"] == {question: {"1": "lose"}}
    (found,) = lesson.desk["questions"]
    (counted,) = found["rounds"]
    assert counted.pop("median_seconds") >= 0
    assert counted == {
        "round": 1, "counts": {"keep": 1, "lose": 2}, "answered": 3, "answers": 4, "late": 1,
        "other_version": 0, "right": 1,
    }  # fmt: skip


def test_the_same_id_is_counted_once_and_answered_alike(lesson: Class) -> None:
    question, one, two = lesson.question(CHOICE), lesson.join(), lesson.join()
    name = new_id()
    first = one.answer(question, "keep", name=name)
    lesson.go(question, "closed")
    again = one.answer(question, "keep", name=name)
    other = one.answer(question, "lose", name=name)
    assert first.json() == again.json() == other.json() == {"id": name, "counted": True, "why": None}
    problem(two.answer(question, "lose", name=name), 409)
    assert lesson.desk["questions"][0]["rounds"][0]["answers"] == 1


def test_a_question_changed_while_open_has_a_new_version(lesson: Class) -> None:
    question, one = lesson.question(CHOICE), lesson.join()
    one.counted(question, "keep")
    changed = CHOICE | {"text": {"en": "And now?", "zh": "现在呢？"}}
    assert lesson.done("PUT", f"/questions/{question}", json=changed) == {"id": question, "version": 2}
    found = lesson.public["question"]
    assert (found["version"], found["text"], found["answered"]) == (2, changed["text"], 0)
    assert one.counted(question, "keep") == "other_version"
    assert one.counted(question, "lose", version=2) is None
    (counted,) = lesson.desk["questions"][0]["rounds"]
    assert (counted["counts"], counted["answers"], counted["other_version"]) == ({"keep": 0, "lose": 1}, 3, 2)
    assert one_error(one.answer(question, "keep", version=3))[0] == "/version"
    lesson.go(question, "closed")
    problem(lesson.ask("PUT", f"/questions/{question}", json=changed), 409)


def test_a_second_vote_has_the_first_behind_it(lesson: Class) -> None:
    question, one, two = lesson.question(CHOICE), lesson.join(), lesson.join()
    assert one_error(one.answer(question, "keep", turn=2))[0] == "/round"
    one.counted(question, "lose")
    two.counted(question, "lose")
    lesson.go(question, "shown")
    lesson.done("PATCH", f"/questions/{question}", json={"again": True})
    found = lesson.public["question"]
    assert (found["round"], found["state"], found["answered"], found["before"]) == (2, "open", 0, None)
    assert one.counted(question, "keep") == "late"
    assert one.counted(question, "keep", turn=2) is None
    lesson.go(question, "revealed")
    found = lesson.public["question"]
    assert (found["counts"], found["before"]) == ({"keep": 1, "lose": 0}, {"keep": 0, "lose": 2})
    assert one.ask("GET", "/seats/me").json()["answers"] == {question: {"1": "lose", "2": "keep"}}
    problem(lesson.ask("PATCH", f"/questions/{question}", json={"again": True}), 409)


def test_one_question_is_under_way_at_a_time(lesson: Class) -> None:
    first, second = lesson.question(CHOICE), lesson.question(VALVE, "draft")
    for state in ("open", "closed", "shown"):
        lesson.go(first, state)
        refused = problem(lesson.ask("PATCH", f"/questions/{second}", json={"state": "open"}), 409)
        assert refused["detail"] == f"The question {first} is {state}; reveal it before another is opened."
        problem(lesson.ask("POST", "/questions", json=CHOICE | {"state": "open"}), 409)
    lesson.go(first, "revealed")
    assert lesson.public["question"]["id"] == first
    lesson.go(second, "open")
    assert lesson.public["question"]["id"] == second
    assert [one["state"] for one in lesson.desk["questions"]] == ["done", "open"]


def test_a_question_goes_forward_except_to_be_opened_again(lesson: Class) -> None:
    question = lesson.question(CHOICE, "draft")
    for state in ("closed", "shown", "revealed"):
        problem(lesson.ask("PATCH", f"/questions/{question}", json={"state": state}), 409)
    problem(lesson.ask("PATCH", f"/questions/{question}", json={"again": True}), 409)
    for state in ("open", "closed", "open", "shown"):
        lesson.go(question, state)
    lesson.go(question, "shown")
    for state in ("open", "closed"):
        problem(lesson.ask("PATCH", f"/questions/{question}", json={"state": state}), 409)


def test_a_question_is_asked_once_by_its_id_and_deleted_with_its_answers(lesson: Class) -> None:
    name, seat = new_id(), lesson.join()
    asked = [lesson.ask("POST", "/questions", json=CHOICE | {"id": name, "state": "open"}) for _ in range(2)]
    assert [one.status_code for one in asked] == [201, 200]
    assert asked[0].json() == asked[1].json() == {"id": name, "version": 1}
    seat.counted(name, "keep")
    lesson.done("DELETE", f"/questions/{name}")
    assert lesson.desk["questions"] == []
    assert seat.ask("GET", "/seats/me").json()["answers"] == {}
    problem(lesson.ask("DELETE", f"/questions/{name}"), 404)
    problem(seat.answer(name, "keep"), 404)


@pytest.mark.parametrize(
    ("asked", "values", "counts", "right"),
    [
        (
            VALVE,
            [0.0, 0.85, 1.0, 0.3],
            {
                "bins": [
                    {"from": n / 10, "to": (n + 1) / 10, "people": int(n in (0, 3, 8, 9))} for n in range(10)
                ]
            },
            2,
        ),
        (
            {"kind": "number", "truth": 2.0, "tolerance": 0.5},
            [1.5, 2.5, 2.6, -1.0],
            {
                "bins": [
                    {"from": low / 2, "to": (low + 1) / 2, "people": {-2: 1, 3: 1, 5: 2}.get(low, 0)}
                    for low in range(-2, 6)
                ]
            },
            2,
        ),
        (
            {"kind": "place", "truth": [0.5, 0.5]},
            [[0.9, 0.1], [0.5, 0.59], [0.5, 0.61], [0.1, 0.2]],
            {"dots": [[0.1, 0.2], [0.5, 0.59], [0.5, 0.61], [0.9, 0.1]]},
            1,
        ),
    ],
)  # fmt: skip
def test_numbers_and_places_are_counted(
    lesson: Class, asked: dict[str, Any], values: list[Any], counts: Any, right: int
) -> None:
    question = lesson.question({"text": CHOICE["text"]} | asked)
    for value in values:
        assert lesson.join().counted(question, value) is None
    lesson.go(question, "shown")
    assert lesson.public["question"]["counts"] == counts
    assert lesson.desk["questions"][0]["rounds"][0]["right"] == right


def test_a_sentence_is_shown_when_the_desk_passes_it(lesson: Class) -> None:
    question = lesson.question({"kind": "sentence", "text": CHOICE["text"]})
    one, two = lesson.join(), lesson.join()
    names = new_id(), new_id()
    one.counted(question, "It forgets.", name=names[0])
    two.counted(question, "它忘了。", name=names[1])
    lesson.go(question, "shown")
    assert lesson.public["question"]["counts"] == {"passed": []}
    told = lesson.desk["questions"][0]["sentences"]
    assert told == [
        {"id": names[0], "text": "It forgets.", "passed": False},
        {"id": names[1], "text": "它忘了。", "passed": False},
    ]
    lesson.done("PATCH", f"/questions/{question}", json={"passed": [names[1]]})
    assert lesson.public["question"]["counts"] == {"passed": ["它忘了。"]}


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (CHOICE, ["keeps", 1, [0.1, 0.2], None, True]),
        (VALVE, [-0.01, 1.01, "0.5", [0.1, 0.2]]),
        ({"kind": "number"}, ["1", 1e10, [1.0, 1.0]]),
        ({"kind": "place"}, [[0.1], [0.1, 0.2, 0.3], [0.1, 1.2], 0.4]),
        ({"kind": "sentence"}, ["x" * 281, " ", 0.4, "a\u0000b"]),
    ],
)
def test_values_that_answer_nothing_are_refused(lesson: Class, asked: Any, values: list[Any]) -> None:
    question, seat = lesson.question({"text": CHOICE["text"]} | asked), lesson.join()
    for value in values:
        answer = problem(seat.answer(question, value), 422)
        assert all(error["pointer"].startswith("/value") for error in answer["errors"]), value
    assert lesson.public["question"]["answered"] == 0


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"choices": CHOICE["choices"][:1]}, ""),
        ({"choices": [*CHOICE["choices"], CHOICE["choices"][0]]}, ""),
        ({"choices": CHOICE["choices"] * 4}, "/choices"),
        ({"truth": "neither"}, ""),
        ({"text": None}, ""),
        ({"kind": "riddle"}, "/kind"),
        ({"state": "shown"}, "/state"),
        ({"tolerance": -1}, "/tolerance"),
        ({"kind": "valve", "choices": [], "truth": 1.5}, ""),
    ],
)  # fmt: skip
def test_malformed_questions_are_refused_with_their_place(
    lesson: Class, change: dict[str, Any], pointer: str
) -> None:
    refused = problem(lesson.ask("POST", "/questions", json=CHOICE | change), 422)
    assert refused["errors"][0]["pointer"] == pointer
    assert lesson.desk["questions"] == []


def test_answers_of_a_removed_seat_no_longer_count(lesson: Class) -> None:
    question, one, two = lesson.question(CHOICE), lesson.join(), lesson.join()
    one.counted(question, "keep")
    two.counted(question, "lose")
    lesson.done("DELETE", f"/seats/{one.seat}")
    problem(one.answer(question, "keep"), 403)
    lesson.go(question, "shown")
    assert lesson.public["question"]["counts"] == {"keep": 0, "lose": 1}
