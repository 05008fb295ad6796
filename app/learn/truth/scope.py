"""What the expressions in a text can refer to: the run of its figure, other figures, stored measurements."""

from collections.abc import Mapping

from app.learn.text.outline import Tutorial
from app.learn.text.parts import Figure
from app.learn.text.places import TutorialError
from app.learn.truth.expressions import figure_names
from app.learn.truth.moments import Moment, moment
from app.learn.truth.names import ExpressionError, Names, Value
from app.learn.truth.runs import Runs

NO_RUN = "there is no figure on this screen whose run could be meant; name one, @figure-id.f[3,1]"


class Scope:
    """Names for the texts of one tutorial.

    Parameters
    ----------
    tutorial : Tutorial
        Its figures can be referred to by their ids.
    runs : Runs
        Performs the runs.
    measurements : mapping
        Everything that was measured once, by names such as ``comparison``; nested mappings of numbers.
    """

    def __init__(self, tutorial: Tutorial, runs: Runs, measurements: Mapping[str, Value]) -> None:
        self.runs = runs
        self._figures = tutorial.figures()
        self._measurements = measurements

    def __contains__(self, figure: str) -> bool:
        """Return whether the tutorial has a figure with this id."""
        return figure in self._figures

    def moment(self, figure: str | None) -> Moment | None:
        """Return the moment that a figure shows; None for pictures of measurements and unknown figures."""
        found = self._figures.get(figure or "")
        return moment(found.options, found.place) if found and found.kind == "unit" else None

    def names(self, figure: str | None, at: Moment | None = None) -> Names:
        """Return what a text about a figure can refer to, at the moment `at` if given."""
        own = at or self.moment(figure)
        common = {**self._measurements, "figures": Names({}, self._other)}
        return Names(common, _no_run) if own is None else Names({**self.runs.names(own), **common})

    def _other(self, name: str) -> Value:
        figures: dict[str, Figure] = figure_names(self._figures)
        if name not in figures:
            known = ", ".join(f"@{ident}" for ident in self._figures)
            raise ExpressionError(
                f"there is no figure @{name[1:].replace('_', '-')}, expected one of {known}"
            )
        found = figures[name]
        if found.kind != "unit":
            raise ExpressionError(f"the figure @{found.id} shows measurements, it has no run")
        try:
            return Names(self.runs.names(moment(found.options, found.place)))
        except TutorialError as error:
            raise ExpressionError(str(error)) from None


def _no_run(name: str) -> Value:
    raise ExpressionError(f"what is {name!r}? {NO_RUN}")
