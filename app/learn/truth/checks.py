"""Everything that a tutorial promises, checked: numbers, claims, questions, solutions."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from app.learn.drawings.findings import Draw
from app.learn.drawings.flawed import ERRORS
from app.learn.text.lab_tasks import LabTask
from app.learn.text.outline import Screen, Tutorial
from app.learn.text.parts import (
    ALONE,
    Code,
    Course,
    Figure,
    Find,
    Part,
    Prose,
    Question,
    Task,
    Terms,
    Workbench,
)
from app.learn.text.places import Fault, Line, TutorialError
from app.learn.text.prose import Prose as Markdown
from app.learn.truth.expressions import holds, spelt_out
from app.learn.truth.goals import reached, read_goal, read_progress
from app.learn.truth.moments import Moment, moment
from app.learn.truth.names import ExpressionError, Names
from app.learn.truth.numbers import fill, fill_line
from app.learn.truth.runs import Runs
from app.learn.truth.scope import Scope
from app.learn.truth.typed import apart
from app.learn.truth.units import FIELDS
from app.learn.truth.wholeness import incomplete
from app.learn.truth.workbenches import check_workbench, names_of

Promise = Callable[[], object]
"""A check that raises TutorialError if it fails."""


def check(tutorial: Tutorial, scope: Scope, draw: Draw) -> list[Fault]:
    """Return the faults of a tutorial, in order; empty if there are none."""
    faults = list(tutorial.faults)
    for _, screen in tutorial.screens():
        for part in screen.parts:
            for promise in _promises(part, screen, scope, draw):
                faults += _tried(promise)
    return faults + incomplete(tutorial)


def _promises(part: Part, screen: Screen, scope: Scope, draw: Draw) -> Iterator[Promise]:
    """Yield the checks one by one, so that no fault hides another."""
    figure = screen.figure_of(part)
    if isinstance(part, Question | Task | Course | Code | Find) and _lacks(part, figure, scope):
        yield lambda: _no_figure(part, figure)
        return
    match part:
        case Prose():
            yield lambda: _readable(part, scope.names(figure))
        case Figure():
            yield lambda: _figure(part, scope, draw)
            yield from _fills([part.caption, part.alt], scope, figure)
            yield from _claims(part.claims, scope, figure)
        case Question():
            yield from _question(part, scope, figure)
        case Task():
            yield from _fills([part.do, part.hint], scope, figure)
            end = _known(lambda: solved(part, scope, figure or ""))
            yield from _fills([part.done], scope, figure, end)
            yield from _claims(part.claims, scope, figure, end)
            yield lambda: _solution(part, scope, figure or "")
        case Course():
            yield from _fills([part.ask, part.done], scope, figure)
            yield lambda: course(part, scope, figure or "")
        case Code() | Find():
            yield from _lines(part, scope, figure or "")
        case Workbench():
            yield lambda: check_workbench(part)
            yield lambda: _bench_lines(part)
        case Terms():
            yield from _fills([term.meaning for term in part.terms], scope, figure)


def _lacks(part: Part, figure: str | None, scope: Scope) -> bool:
    """Return whether a part that needs a figure has none."""
    stands_alone = isinstance(part, Question) and part.figure == ALONE and part.reveal is None
    return not stands_alone and (figure is None or figure not in scope)


def _readable(part: Prose, names: Names) -> None:
    text = fill(part.text, names, part.place)
    try:
        Markdown("en").text(text)
    except ValueError as error:
        raise TutorialError(part.place, str(error)) from None


def _question(part: Question, scope: Scope, figure: str | None) -> Iterator[Promise]:
    at = _known(lambda: revealed(part, scope, figure))
    yield lambda: scope.names(figure, revealed(part, scope, figure))
    yield from _fills([part.ask], scope, figure)
    for choice in part.choices:
        yield from _fills([choice.text, choice.feedback], scope, figure, at)
    yield from _claims(part.claims, scope, figure, at)
    if part.within is not None:
        yield lambda: apart(part, scope.names(figure, at))


def _fills(
    lines: Iterable[Line | None], scope: Scope, figure: str | None, at: Moment | None = None
) -> Iterator[Promise]:
    for line in filter(None, lines):
        yield partial(lambda line: fill_line(line, scope.names(figure, at)), line)


def _claims(
    lines: Iterable[Line], scope: Scope, figure: str | None, at: Moment | None = None
) -> Iterator[Promise]:
    for line in lines:
        yield partial(lambda line: _claim(line, scope.names(figure, at)), line)


def _known(moment: Callable[[], Moment | None]) -> Moment | None:
    """Return a moment, or None if it cannot be read: a check of its own reports that."""
    try:
        return moment()
    except TutorialError:
        return None


def _tried(promise: Promise) -> list[Fault]:
    try:
        promise()
    except TutorialError as error:
        return [error.fault]
    return []


def _no_figure(part: Question | Task | Course | Code | Find, figure: str | None) -> None:
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


def revealed(question: Question, scope: Scope, figure: str | None) -> Moment | None:
    """Return what the figure shows once a question is answered; the answer's numbers are from that moment."""
    start = scope.moment(figure)
    if start is None or question.reveal is None:
        return start
    return start.changed(question.reveal.text, question.reveal.place)


def solved(task: Task, scope: Scope, figure: str) -> Moment | None:
    """Return what the figure shows with a task's solution."""
    start = scope.moment(figure)
    return start and start.changed(task.solution.text, task.solution.place)


def lit(part: Code, scope: Scope, figure: str) -> list[Moment]:
    """Return what the figure shows for each line of code, and check that it can be shown."""
    start = scope.moment(figure)
    if start is None:
        raise TutorialError(part.place, f"figure: {figure!r} is not live, expected one of kind unit")
    found = [start.changed(change.text, change.place) for _, change in part.lines]
    for at in found:
        scope.runs.trace(at)
    return found


def course(part: Course, scope: Scope, figure: str) -> list[float]:
    """Return the values of the course that a reader draws, from the first step to the last.

    Raises
    ------
    TutorialError
        When the figure's run has no such field, lane or step.
    """
    at = scope.moment(figure)
    if at is None:
        raise TutorialError(part.place, f"figure: {figure!r} is not live, expected one of kind unit")
    found = getattr(scope.runs.trace(at), part.field, None) if part.field in FIELDS else None
    if found is None:
        raise TutorialError(part.place, f"field: expected one of {', '.join(FIELDS)}, found {part.field!r}")
    steps, lanes = found.shape
    if part.last > steps or part.lane > lanes:
        raise TutorialError(part.place, f"expected at most step {steps} and lane {lanes}")
    return [float(value) for value in found[: part.last, part.lane - 1]]


def _lines(part: Code | Find, scope: Scope, figure: str) -> Iterator[Promise]:
    """Yield the checks of lines of code, or of the lines of a drawing."""
    if isinstance(part, Code):
        yield lambda: lit(part, scope, figure)
    else:
        yield from _fills([part.ask, part.done, *(line for _, line in part.errors)], scope, figure)
        yield lambda: _errors(part)


def _errors(part: Find) -> None:
    """Check that every error of the drawing is told, and nothing else."""
    planted, told = [line.id for line in ERRORS.values()], [name for name, _ in part.errors]
    if sorted(told) != sorted(planted):
        raise TutorialError(part.place, f"expected the errors {', '.join(planted)}, found {', '.join(told)}")


def _bench_lines(part: Workbench) -> None:
    """Check the texts of a workbench and its claims, which are about the first run with the solution."""
    start, end = names_of(part, 0), names_of(part, 0, part.solution)
    for line in filter(None, (part.do, part.hint)):
        fill_line(line, start)
    fill_line(part.done, end)
    for claim in part.claims:
        _claim(claim, end)


def _solution(task: Task, scope: Scope, figure: str) -> None:
    start = scope.moment(figure)
    if start is None:
        raise TutorialError(task.place, f"figure: {figure!r} is not live, expected one of kind unit")
    read_goal(task.goal)  # refuses what the page cannot check
    _attained(task.goal, task.solution, start, lambda at: scope.names(figure, at))


def check_lab(tasks: Iterable[LabTask], runs: Runs) -> list[Fault]:
    """Return the faults of the Lab's tasks, in order; empty if there are none."""

    def promise(task: LabTask) -> None:
        read_progress(task.goal)
        start = moment(task.options, task.place)
        _attained(task.goal, task.solution, start, lambda at: Names(runs.names(at)))

    return [fault for task in tasks for fault in _tried(partial(promise, task))]


def _attained(goal: Line, solution: Line, start: Moment, names: Callable[[Moment], Names]) -> None:
    """Raise TutorialError unless the solution, and not the start, reaches the goal."""
    end = start.changed(solution.text, solution.place)
    try:
        if reached(goal, names(start), start):
            raise TutorialError(goal.place, "goal: it holds already before anything is done")
        if not reached(goal, names(end), end):
            raise TutorialError(solution.place, f"solution: with it the goal does not hold: {goal.text}")
    except ExpressionError as error:
        raise TutorialError(goal.place, f"goal: {error}") from None
