"""The Lab's tasks: blocks of one Markdown file, without words; the catalogues have those."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from app.learn.text.blocks import Block, read_block
from app.learn.text.makers import MOMENT
from app.learn.text.places import Line, Place, TutorialError

_KEYS = ("id", "goal", "solution")


@dataclass(frozen=True, slots=True)
class LabTask:
    """Something to do by hand in the Lab.

    Attributes
    ----------
    id : str
        Part of the ids of its words.
    options : mapping of str to str
        Its start, with the keys of a figure.
    goal : Line
        A comparison ``count(..) == whole``, whose sides tell how much of it has been reached.
    solution : Line
        What reaches it, as changes of the start.
    """

    id: str
    options: Mapping[str, str]
    goal: Line
    solution: Line
    place: Place


def read_lab_tasks(file: Path) -> tuple[LabTask, ...]:
    """Return the tasks in a file, in order.

    Raises
    ------
    TutorialError
        At the first thing that cannot be understood.
    """
    tokens = MarkdownIt("commonmark").parse(file.read_text(encoding="utf-8"))
    return tuple(
        _task(token.info.strip(), token.content, Place(file, token.map[0] + 1))
        for token in tokens
        if token.type == "fence" and token.map
    )


def _task(name: str, body: str, place: Place) -> LabTask:
    if name != "task":
        raise TutorialError(place, f"there is no block {name!r}, expected task")
    block = read_block(name, body, place)
    block.expect_keys((*_KEYS, *MOMENT), repeated=())
    return LabTask(
        id=block.need("id").text,
        options=_start(block),
        goal=block.need("goal"),
        solution=block.need("solution"),
        place=place,
    )


def _start(block: Block) -> Mapping[str, str]:
    block.need("model")
    return {key: value.text for key, value in block.entries if key in MOMENT}
