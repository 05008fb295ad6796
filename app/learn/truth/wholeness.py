"""What a whole tutorial must have: complete chapters, unique ids, the same parts in every language."""

from collections.abc import Sequence

from app.learn.text.outline import Chapter, Tutorial
from app.learn.text.parts import Code, Course, Figure, Find, Question, Task, Terms, Workbench
from app.learn.text.places import Fault, Place

SCREENS = {"short": (12, 15), "all": (3, 9)}
"""How many screens a chapter has at least and at most, by path. The short path is one chapter."""


def incomplete(tutorial: Tutorial) -> list[Fault]:
    """Return what chapters lack, and which ids are used twice."""
    return [fault for chapter in tutorial.chapters for fault in _wholeness(chapter)] + _unique(tutorial)


def _wholeness(chapter: Chapter) -> list[Fault]:
    """Return what a chapter lacks: enough screens and not too many, a question, a task, terms at its end."""
    faults = []
    count = len(chapter.screens)
    least, most = SCREENS[chapter.path]
    if not least <= count <= most:
        faults.append(Fault(chapter.place, f"expected {least} to {most} screens, found {count}"))
    kinds = {type(part) for screen in chapter.screens for part in screen.parts}
    faults += [
        Fault(chapter.place, f"the chapter has no {some[0].__name__.lower()}")
        for some in ((Question,), (Task, Workbench))
        if not kinds.intersection(some)
    ]
    if chapter.path == "all" and not any(isinstance(part, Terms) for part in chapter.screens[-1].parts):
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
            if isinstance(part, Figure | Question | Task | Course | Code | Find | Workbench):
                see(part.id, part.place)
    return faults


def compare(one: Tutorial, other: Tutorial) -> list[Fault]:
    """Return the places where two languages differ in screens, figures, questions or tasks."""
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
    """Return what must be the same in every language, in order, each with its place."""
    found = []
    for screen in chapter.screens:
        found.append((f"screen {screen.id}{f' side={screen.side}' * bool(screen.side)}", screen.place))
        for part in screen.parts:
            match part:
                case Figure() | Question():
                    found.append((_shown(part), part.place))
                case Task():
                    found.append((f"task {part.id}: {part.goal.text}", part.place))
                case Course():
                    course = f"{part.field} {part.lane} {part.first} {part.last}"
                    found.append((f"draw {part.id} {course}", part.place))
                case Code():
                    lines = [(text, change.text) for text, change in part.lines]
                    found.append((f"code {part.id} {lines}", part.place))
                case Find():
                    found.append((f"find {part.id} {[name for name, _ in part.errors]}", part.place))
                case Workbench():
                    runs = [trial.inputs for trial in part.trials], [probe.inputs for probe in part.probes]
                    unit = f"{dict(part.weights)} {part.sliders} {part.answer} {part.within} {runs}"
                    found.append((f"workbench {part.id} {unit}", part.place))
                case Terms():
                    symbols = " ".join(term.symbol for term in part.terms)
                    found.append((f"terms {symbols}", part.place))
    return found


def _shown(part: Figure | Question) -> str:
    if isinstance(part, Figure):
        shown = " ".join(f"{key}={value}" for key, value in sorted(part.options.items()))
        return f"figure {part.id} {part.kind} {shown} [{' '.join(part.controls)}]"
    rights = "".join("+" if choice.right else "-" for choice in part.choices)
    typed = f" within {part.within:g}" if part.within else ""
    return f"question {part.id} {rights}{typed}{' cover' if part.covers else ''}"
