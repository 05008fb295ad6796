"""From Markdown to parts; each mistake is reported with its line."""

import pytest

from app.learn.text.parser import read_text
from app.learn.text.parts import Figure, Prose, Question, Task, Terms
from app.learn.text.places import TutorialError
from tests.app.learn.samples import FIGURE, FILE, QUESTION, TASK, TERMS, chapter


def test_a_chapter_holds_its_parts_in_order() -> None:
    found = chapter("Some text\nwith $f_t$.", FIGURE, "More.\n\n## Below", QUESTION, TASK, TERMS)
    assert (found.slug, found.title, found.summary) == ("sample", "Sample", "One sentence.")
    [screen] = found.screens
    assert (screen.id, screen.title, screen.place.line) == ("one", "A screen", 5)
    assert [type(part) for part in screen.parts] == [Prose, Figure, Prose, Question, Task, Terms]
    prose, figure, _, question, task, terms = screen.parts
    assert isinstance(prose, Prose)
    assert prose.text.strip() == "Some text\nwith $f_t$."
    assert isinstance(figure, Figure)
    assert figure.options == {"model": "latch", "example": "keep", "step": "3", "phase": "forget"}
    assert (figure.id, figure.kind, figure.controls, figure.place.line) == ("shut", "unit", ("phases",), 9)
    assert figure.caption is not None
    assert (figure.caption.text, figure.caption.place.line) == ("It holds {{ C[3,1] }}.", 15)
    assert isinstance(question, Question)
    assert [(c.text.text, c.feedback.text, c.right) for c in question.choices] == [
        ("Half.", "No, {{ kept[3,1] }}.", False),
        ("Nothing.", "Right.", True),
    ]
    assert isinstance(task, Task)
    assert task.solution.text == "pins=forget:0:1:3-"
    assert isinstance(terms, Terms)
    assert [(t.name, t.symbol, t.meaning.text) for t in terms.terms] == [
        ("forget valve", "f_t", "How much stays.")
    ]


def test_a_line_that_begins_with_blanks_goes_on() -> None:
    found = chapter(FIGURE.replace("caption: It holds", "caption: It\n  holds"))
    assert found.screens[0].figures[0].caption is not None
    assert found.screens[0].figures[0].caption.text == "It holds {{ C[3,1] }}."


def test_a_part_speaks_of_the_figure_that_it_names_or_of_the_first() -> None:
    other = FIGURE.replace("id: shut", "id: other")
    [screen] = chapter("a", FIGURE, other, QUESTION, TASK.replace("do:", "figure: other\ndo:")).screens
    assert [screen.figure_of(part) for part in screen.parts] == ["shut", "shut", "other", "shut", "other"]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("# A {#a}\n", "en/06-sample.md:1: expected '---', title and summary"),
        ("---\ntitle: A\n---\n# A {#a}\n", "en/06-sample.md:1: the top of the file has no 'summary'"),
        ("---\ntitle: A\nauthor: B\n---\n", "en/06-sample.md:3: expected 'title: ..' or 'summary: ..'"),
        (
            "---\ntitle: A\nsummary: B\n---\nText\n",
            "en/06-sample.md:5: expected '# Heading {#id}' before",
        ),
        ("---\ntitle: A\nsummary: B\n---\n", "en/06-sample.md:1: expected at least one screen"),
        (
            "---\ntitle: A\nsummary: B\n---\n\n# A {#a side=wells}\n",
            "en/06-sample.md:6: expected a side path of peepholes, libraries, gradients, found 'wells'",
        ),
        ("---\ntitle: A\nsummary: B\n---\n\n# A\n", "en/06-sample.md:6: expected a heading with an id"),
    ],
)
def test_a_malformed_chapter_is_refused(source: str, fault: str) -> None:
    with pytest.raises(TutorialError) as caught:
        read_text(source, FILE, "sample")
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (
            "```picture\n```",
            "6: there is no block 'picture', expected one of figure, question, task, draw, code, find, ",
        ),
        ("```code\nid: a\n```", "6: expected at least one line, 'line: code || step=1'"),
        ("```code\nid: a\nline: c = 0\n```", "8: expected 'code || change of the figure', found 'c = 0'"),
        (
            "```find\nid: a\nask: b\nerror: C-o\ndone: c\n```",
            "9: expected 'line || what is said about it', found 'C-o'",
        ),
        (FIGURE.replace("step: 3", "stop: 3"), "10: a figure has no key 'stop', expected one of id, kind"),
        (FIGURE.replace("step: 3", "step: 3\nstep: 4"), "11: 'step' is given twice in this figure"),
        (FIGURE.replace("step: 3", "step 3"), "10: expected 'key: value' in this figure, found 'step 3'"),
        (FIGURE.replace("id: shut\n", ""), "6: this figure has no 'id'"),
        (FIGURE.replace("id: shut", "id: Shut!"), "7: expected an id of small letters"),
        (FIGURE.replace("alt: A pipe.\n", ""), "6: this figure has no 'alt'"),
        (FIGURE.replace("alt:", "controls: phases wheels\nalt:"), "14: there is no control 'wheels'"),
        (FIGURE.replace("model:", "kind: movie\nmodel:"), "8: expected a kind of unit, tape, window"),
        (QUESTION.replace("+ Nothing.", "- Nothing."), "6: expected one right answer '+'"),
        (QUESTION.replace("+ Nothing. || Right.", "+ Nothing."), "10: expected 'answer || what is said"),
        (
            QUESTION.replace("ask:", "within: near\nask:"),
            "8: within: expected a number above 0, found 'near'",
        ),
        (TASK.replace("goal: ", "gaol: "), "9: a task has no key 'gaol'"),
        (TASK.replace("done: It holds {{ C[4,1] }}.\n", ""), "6: this task has no 'done'"),
        (TERMS.replace(" | f_t |", " |"), "7: expected 'name | symbol | meaning'"),
        ("```terms\n```", "6: expected at least one term"),
    ],
)
def test_a_malformed_block_is_refused(block: str, fault: str) -> None:
    with pytest.raises(TutorialError) as caught:
        chapter(block)
    assert str(caught.value).startswith(f"en/06-sample.md:{fault}")
