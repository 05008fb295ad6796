"""Everything that a tutorial promises, checked: numbers, claims, questions, solutions."""

from collections.abc import Callable, Iterator, Sequence

from app.learn.expressions import ExpressionError, Names, holds, spelt_out
from app.learn.goals import reached, read_goal
from app.learn.moments import Moment
from app.learn.numbers import fill, fill_line
from app.learn.parts import (
    Chapter,
    Fault,
    Figure,
    Line,
    Part,
    Place,
    Prose,
    Question,
    Screen,
    Task,
    Terms,
    Tutorial,
    TutorialError,
)
from app.learn.scope import Scope

Draw = Callable[[str, dict[str, str]], str]
"""Draws a figure of measurements, or raises ValueError: kind and options in, HTML out."""


def check(tutorial: Tutorial, scope: Scope, draw: Draw) -> list[Fault]:
    """Return what is wrong with a tutorial, in order; empty where nothing is."""
    faults = list(tutorial.faults)
    for _, screen in tutorial.screens():
        for part in screen.parts:
            for promise in _promises(part, screen, scope, draw):
                faults += _tried(promise)
    for chapter in tutorial.chapters:
        faults += _wholeness(chapter)
    return faults + _unique(tutorial)


def _promises(part: Part, screen: Screen, scope: Scope, draw: Draw) -> Iterator[Callable[[], object]]:
    """Yield what must go well, each by itself, so that one fault hides no other."""
    names = scope.names

    def fills(line: Line | None, figure: str | None, at: Moment | None = None) -> Callable[[], object]:
        return lambda: line and fill_line(line, names(figure, at))

    def claims(line: Line, figure: str | None, at: Moment | None = None) -> Callable[[], object]:
        return lambda: _claim(line, names(figure, at))

    figure = screen.figure_of(part)
    match part:
        case Prose():
            yield lambda: fill(part.text, names(figure), part.place)
        case Figure():
            yield lambda: _figure(part, scope, draw)
            yield fills(part.caption, figure)
            yield fills(part.alt, figure)
            yield from (claims(line, figure) for line in part.claims)
        case Question():
            if figure is None or figure not in scope:
                yield lambda: _no_figure(part, figure)
                return
            at = _revealed(part, scope, figure)
            yield lambda: _revealed(part, scope, figure, strict=True)
            yield fills(part.ask, figure)
            for choice in part.choices:
                yield fills(choice.text, figure, at)
                yield fills(choice.feedback, figure, at)
            yield from (claims(line, figure, at) for line in part.claims)
        case Task():
            if figure is None or figure not in scope:
                yield lambda: _no_figure(part, figure)
                return
            yield fills(part.do, figure)
            yield fills(part.hint, figure)
            yield fills(part.done, figure, _solved(part, scope, figure))
            yield lambda: _solution(part, scope, figure)
        case Terms():
            yield from (fills(term.meaning, figure) for term in part.terms)


def _tried(promise: Callable[[], object]) -> list[Fault]:
    try:
        promise()
    except TutorialError as error:
        return [error.fault]
    return []


def _no_figure(part: Question | Task, figure: str | None) -> None:
    kind = type(part).__name__.lower()
    if figure is None:
        raise TutorialError(part.place, f"this {kind} needs a figure: on its screen, or 'figure: id'")
    raise TutorialError(part.place, f"figure: there is no figure {figure!r}")


def _claim(line: Line, names: Names) -> None:
    try:
        if holds(line.text, names):
            return
    except ExpressionError as error:
        raise TutorialError(line.place, f"claim: {error}") from None
    found = spelt_out(line.text, names)
    raise TutorialError(line.place, f"claim: {line.text} does not hold: {found}")


def _figure(figure: Figure, scope: Scope, draw: Draw) -> None:
    at = scope.moment(figure.id)
    if at is not None:
        scope.runs.trace(at)
        return
    try:
        draw(figure.kind, dict(figure.options))
    except (ValueError, LookupError) as error:
        raise TutorialError(figure.place, f"{figure.kind}: {error}") from None


def revealed(question: Question, scope: Scope, figure: str) -> Moment | None:
    """Return what the figure shows once a question is answered; its numbers are those of that moment."""
    start = scope.moment(figure)
    if start is None or question.reveal is None:
        return start
    return start.changed(question.reveal.text, question.reveal.place)


def solved(task: Task, scope: Scope, figure: str) -> Moment | None:
    """Return what the figure shows with a task's solution."""
    start = scope.moment(figure)
    return start and start.changed(task.solution.text, task.solution.place)


def _revealed(question: Question, scope: Scope, figure: str, *, strict: bool = False) -> Moment | None:
    try:
        at = revealed(question, scope, figure)
        if at is not None:
            scope.runs.trace(at)
    except TutorialError:
        if strict:
            raise
        return scope.moment(figure)
    return at


def _solved(task: Task, scope: Scope, figure: str) -> Moment | None:
    try:
        return solved(task, scope, figure)
    except TutorialError:
        return None


def _solution(task: Task, scope: Scope, figure: str) -> None:
    start = scope.moment(figure)
    if start is None:
        raise TutorialError(task.place, f"figure: {figure!r} is not live, expected one of kind unit")
    end = start.changed(task.solution.text, task.solution.place)
    goal = read_goal(task.goal)
    try:
        if reached(goal, scope.names(figure, start), start):
            raise TutorialError(task.goal.place, "goal: it holds already before anything is done")
        if not reached(goal, scope.names(figure, end), end):
            raise TutorialError(
                task.solution.place, f"solution: with it the goal does not hold: {task.goal.text}"
            )
    except ExpressionError as error:
        raise TutorialError(task.goal.place, f"goal: {error}") from None


def _wholeness(chapter: Chapter) -> list[Fault]:
    """Return what a chapter lacks: 3 to 6 screens, a question, a task, terms on the last screen."""
    faults = []
    count = len(chapter.screens)
    if not 3 <= count <= 6:
        faults.append(Fault(chapter.place, f"expected 3 to 6 screens, found {count}"))
    for kind in (Question, Task):
        if not any(isinstance(part, kind) for screen in chapter.screens for part in screen.parts):
            faults.append(Fault(chapter.place, f"the chapter has no {kind.__name__.lower()}"))
    if not any(isinstance(part, Terms) for part in chapter.screens[-1].parts):
        faults.append(Fault(chapter.screens[-1].place, "the last screen of the chapter has no terms"))
    return faults


def _unique(tutorial: Tutorial) -> list[Fault]:
    seen: dict[str, Place] = {}
    faults = []

    def see(ident: str, place: Place) -> None:
        if ident in seen:
            faults.append(
                Fault(place, f"the id {ident.rsplit(' ', maxsplit=1)[-1]!r} is taken: {seen[ident]}")
            )
        seen.setdefault(ident, place)

    for chapter, screen in tutorial.screens():
        see(f"{chapter.slug} {screen.id}", screen.place)
        for part in screen.parts:
            if isinstance(part, Figure | Question | Task):
                see(part.id, part.place)
    return faults


def compare(one: Tutorial, other: Tutorial) -> list[Fault]:
    """Return where two languages do not hold the same screens, figures, questions and tasks."""
    faults = []
    theirs = {chapter.slug: chapter for chapter in other.chapters}
    for chapter in one.chapters:
        twin = theirs.get(chapter.slug)
        if twin is None:
            faults.append(Fault(chapter.place, f"there is no such chapter in {other.language}"))
            continue
        mine, his = _skeleton(chapter), _skeleton(twin)
        for (what, place), (that, _) in zip(mine, his, strict=False):
            if what != that:
                faults.append(Fault(place, f"{other.language} has {that!r} here, expected {what!r}"))
                break
        else:
            if len(mine) != len(his):
                longer, where = (mine, other) if len(mine) > len(his) else (his, one)
                what, place = longer[min(len(mine), len(his))]
                faults.append(Fault(place, f"{where.language} has no {what!r}"))
    return faults


def _skeleton(chapter: Chapter) -> Sequence[tuple[str, Place]]:
    """Return what must be the same in every language, in order, with where it stands."""
    found = []
    for screen in chapter.screens:
        found.append((f"screen {screen.id}", screen.place))
        for part in screen.parts:
            match part:
                case Figure():
                    shown = " ".join(f"{key}={value}" for key, value in sorted(part.options.items()))
                    found.append(
                        (f"figure {part.id} {part.kind} {shown} [{' '.join(part.controls)}]", part.place)
                    )
                case Question():
                    rights = "".join("+" if choice.right else "-" for choice in part.choices)
                    found.append((f"question {part.id} {rights}", part.place))
                case Task():
                    found.append((f"task {part.id}: {part.goal.text}", part.place))
                case Terms():
                    symbols = " ".join(term.symbol for term in part.terms)
                    found.append((f"terms {symbols}", part.place))
    return found
