"""A chapter as plain text with its numbers filled in, for its authors."""

from collections.abc import Callable, Iterator

from app.learn.text.outline import Chapter, Screen
from app.learn.text.parts import Figure, Part, Prose, Question, Task, Terms, Workbench
from app.learn.text.places import Line, TutorialError
from app.learn.truth.checks import revealed, solved
from app.learn.truth.names import Names
from app.learn.truth.numbers import fill, fill_line
from app.learn.truth.scope import Scope
from app.learn.truth.workbenches import names_of


def preview(chapter: Chapter, scope: Scope) -> str:
    """Return the text of a chapter; a number without a value is shown as its error message."""
    lines = [chapter.title, chapter.summary]
    for screen in chapter.screens:
        lines += ["", f"# {screen.title}  (/learn/{chapter.slug}/{screen.id})", ""]
        for part in screen.parts:
            lines += [*_part(part, screen, scope), ""]
    return "\n".join(lines)


def _part(part: Part, screen: Screen, scope: Scope) -> Iterator[str]:
    figure = screen.figure_of(part)
    names = _names(scope, figure)
    match part:
        case Prose():
            yield _tried(lambda: fill(part.text, names, part.place).strip(), part.text.strip())
        case Figure():
            shown = " ".join(f"{key}={value}" for key, value in part.options.items())
            yield f"[{part.kind} {part.id}: {shown}]"
            yield from (f"  {_line(line, names)}" for line in (part.caption, part.alt) if line)
        case Question():
            after = names
            if figure and scope.moment(figure):
                after = scope.names(figure, revealed(part, scope, figure))
            yield f"? {_line(part.ask, names)}"
            for choice in part.choices:
                mark = "+" if choice.right else "-"
                yield f"  {mark} {_line(choice.text, after)}  ->  {_line(choice.feedback, after)}"
        case Task():
            yield f"! {_line(part.do, names)}"
            if part.hint:
                yield f"  hint: {_line(part.hint, names)}"
            at = solved(part, scope, figure) if figure else None
            yield f"  done: {_line(part.done, scope.names(figure, at))}"
        case Workbench():
            yield f"! {part.do.text}"
            yield f"  done: {_line(part.done, names_of(part, 0, part.solution))}"
        case Terms():
            yield from (f"  {term.name} ({term.symbol}): {_line(term.meaning, names)}" for term in part.terms)


def _names(scope: Scope, figure: str | None) -> Names:
    try:
        return scope.names(figure)
    except TutorialError:
        return scope.names(None)


def _line(line: Line, names: Names) -> str:
    return _tried(lambda: fill_line(line, names), line.text)


def _tried(filled: Callable[[], str], written: str) -> str:
    try:
        return filled()
    except TutorialError as error:
        return f"{written} <<{error.fault.text}>>"
