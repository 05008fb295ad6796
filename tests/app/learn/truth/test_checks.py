"""The checker: correct texts pass, and each kind of fault is found and named."""

from collections.abc import Mapping

import pytest

from app.learn.text.outline import Tutorial
from app.learn.truth.checks import check
from app.learn.truth.wholeness import compare
from tests.app.learn.samples import FIGURE, QUESTION, TASK, TERMS, chapter, scope

WHOLE = "expected 3 to 9 screens, found 1"


def draw(kind: str, options: Mapping[str, str]) -> str:
    if kind != "flawed" and options != {"width": "12"}:
        raise ValueError(f"no {kind} of {options}")
    return "<p></p>"


def faults(*parts: str) -> list[str]:
    found = chapter(*parts)
    return [str(fault) for fault in check(Tutorial("en", (found,)), scope(found), draw)]


def test_a_right_screen_has_no_fault_but_that_it_is_alone() -> None:
    window = "```figure\nid: wide\nkind: window\nwidth: 12\n```"
    assert faults("{{ C[3,1] }} {{ @shut.f[3,1] }}", FIGURE, window, QUESTION, TASK, TERMS) == [
        f"en/06-sample.md:1: {WHOLE}"
    ]


def test_a_question_that_names_none_is_asked_without_a_figure() -> None:
    alone = "```question\nid: q-alone\nfigure: none\nask: Which?\n+ This. || Yes.\n- That. || No.\n```"
    assert faults(alone, FIGURE, QUESTION, TASK, TERMS) == [f"en/06-sample.md:1: {WHOLE}"]
    numbered = alone.replace("Which?", "Is it {{ C[3,1] }}?")
    assert any("there is no figure on this screen" in line for line in faults(numbered, FIGURE))
    moving = alone.replace("- That", "reveal: step=3\n- That")
    assert any(
        "figure: there is no figure 'none'" in line or "needs a figure" in line for line in faults(moving)
    )


FLAWED = "```figure\nid: drawn\nkind: flawed\n```"
FIND = """```find
id: two
figure: drawn
ask: Which?
error: C_prev-o || One.
error: kept-tanh_C || Another.
done: Both.
```"""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (("Both.", "Both."), None),
        (
            ("error: kept-tanh_C || Another.\n", ""),
            "expected the errors C_prev-o, kept-tanh_C, found C_prev-o",
        ),
        (("C_prev-o", "C-o"), "expected the errors C_prev-o, kept-tanh_C, found C-o, kept-tanh_C"),
        (("figure: drawn", "figure: nowhere"), "figure: there is no figure 'nowhere'"),
    ],
)
def test_each_error_of_a_drawing_is_told_and_no_other(changed: tuple[str, str], fault: str | None) -> None:
    parts = FIGURE, FLAWED, FIND.replace(*changed), QUESTION, TASK, TERMS
    found = [line for line in faults(*parts) if WHOLE not in line]
    assert len(found) == (fault is not None), found
    assert fault is None or fault in found[0]


DRAW = "```draw\nid: d\nfield: C\nlane: 1\nfrom: 2\nto: 9\nask: Draw it.\ndone: It holds {{ C[9,1] }}.\n```"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (("lane: 1", "lane: 1"), None),
        (("lane: 1", "lane: 2"), "expected at most step 12 and lane 1"),
        (("to: 9", "to: 13"), "expected at most step 12 and lane 1"),
        (("field: C", "field: Q"), "field: expected one of"),
        (("field: C", "figure: wide\nfield: C"), "figure: 'wide' is not live, expected one of kind unit"),
        (("{{ C[9,1] }}", "{{ C[13,1] }}"), "there is no step 13, expected 1 to 12"),
    ],
)
def test_a_course_to_be_drawn_is_one_of_its_figure_s_run(changed: tuple[str, str], fault: str | None) -> None:
    window = "```figure\nid: wide\nkind: window\nwidth: 12\n```"
    found = [
        line
        for line in faults(FIGURE, window, QUESTION, TASK, DRAW.replace(*changed), TERMS)
        if WHOLE not in line
    ]
    assert bool(found) == (fault is not None)
    assert fault is None or any(fault in line for line in found)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("{{ C[13,1] }}", "there is no step 13, expected 1 to 12"),
        ("{{ @nowhere.C[1,1] }}", "there is no figure @nowhere, expected one of @shut"),
        (FIGURE.replace("> 0.95", "< 0.95"), "claim: f[3,1] < 0.95 does not hold: 0.9997 < 0.95"),
        (FIGURE.replace("f[3,1] > 0.95", "f[3,1]"), "claim: 'f[3,1]' is not a claim"),
        (FIGURE.replace("{{ C[3,1] }}", "{{ Q[3,1] }}"), "there is no 'Q', expected one of x, h0"),
        (QUESTION.replace("kept[3,1] == 0", "kept[3,1] > 0"), "claim: kept[3,1] > 0 does not hold: 0.0 > 0"),
        (QUESTION.replace("phase=merge", "phase=merged"), "phase: expected one of signals"),
        (QUESTION.replace("step=3 ", "steps=3 "), "expected 'key=value' with a key of model"),
        (QUESTION.replace("ask:", "figure: nowhere\nask:"), "figure: there is no figure 'nowhere'"),
        (TASK.replace("forget:0:1:3-", "forget:0:1:4-"), "solution: with it the goal does not hold"),
        (TASK.replace("f[3,1] < 0.1 and", "f[3,1] > 0.1 and"), "solution: with it the goal does not hold"),
        (
            TASK.replace("f[3,1] < 0.1 and abs(C[4,1]) < 0.1 * C[2,1]", "f[3,1] > 0.1"),
            "goal: it holds already",
        ),
        (TASK.replace("f[3,1]", "f[33,1]"), "goal: there is no step 33, expected 1 to 12"),
        ("```figure\nid: w\nkind: window\nwidth: 13\n```", "window: no window of {'width': '13'}"),
        (FIGURE, "the id 'shut' is taken: en/06-sample.md"),
        ("$a \\odto b$", "has a command that is not known: \\odto"),
    ],
)
def test_a_fault_is_found(part: str, fault: str) -> None:
    found = [line for line in faults(FIGURE, part) if fault in line]
    assert len(found) == 1


def test_a_question_without_a_figure_is_found() -> None:
    assert any("this question needs a figure: on its screen" in line for line in faults(QUESTION))
    assert any("name one, @figure-id" in line for line in faults("{{ f[3,1] }}"))


def test_what_a_chapter_lacks_is_found() -> None:
    assert [line.split(": ", 1)[1] for line in faults(FIGURE)] == [
        WHOLE,
        "the chapter has no question",
        "the chapter has no task",
        "the last screen of the chapter has no terms",
    ]


def test_what_differs_between_languages_is_found() -> None:
    def told(*parts: str) -> list[str]:
        zh = Tutorial("zh", (chapter(*parts),))
        return [fault.text for fault in compare(Tutorial("en", (chapter(FIGURE, TASK, TERMS),)), zh)]

    assert told("Anders.", FIGURE.replace("It holds", "Er hält"), TASK, TERMS) == []
    assert told(FIGURE, TERMS, TASK) == [
        "zh has 'terms f_t' here, expected 'task t-shut: f[3,1] < 0.1 and abs(C[4,1]) < 0.1 * C[2,1]'"
    ]
    assert told(FIGURE, TASK) == ["zh has no 'terms f_t'"]
    assert told(FIGURE.replace("step: 3", "step: 4"), TASK, TERMS)[0].startswith("zh has 'figure shut unit")
    assert (
        compare(Tutorial("en", (chapter("a"),)), Tutorial("zh"))[0].text == "there is no such chapter in zh"
    )


TYPED = """```question
id: q
within: 0.05
ask: What is left?
- {{ kept[3,1] + 0.5 }} || Too much.
+ {{ kept[3,1] }} % || Right.
```"""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (("", ""), None),
        (("within: 0.05", "within: 0.6"), "within: 0 is as near to another answer"),
        (
            ("+ {{ kept[3,1] }} %", "+ Nothing"),
            "within: expected an answer that begins with a number, found 'Nothing'",
        ),
    ],
)
def test_an_answer_to_be_typed_is_a_number_apart_from_the_others(
    changed: tuple[str, str], fault: str | None
) -> None:
    shut = FIGURE.replace("phase: forget", "phase: forget\npins: forget:0:1:3-")
    found = faults(shut, TYPED.replace(*changed), TERMS)
    told = [text for text in found if "within" in text]
    assert len(told) == (fault is not None)
    assert all(text.endswith(str(fault)) for text in told)
