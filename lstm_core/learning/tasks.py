"""Tasks to learn: made-up ones, and ones on measured series."""

from collections.abc import Callable
from dataclasses import dataclass

from lstm_core.learning.examples import Examples, Kind, Seed
from lstm_core.learning.made_up import brackets, christmas_trees, recall, stock_position
from lstm_core.learning.measured import brent, mauna_loa


@dataclass(frozen=True)
class Task:
    """A task to learn.

    Attributes
    ----------
    name : str
        Its name.
    kind : "regression" or "classification"
        The kind of targets.
    D, K : int
        The number of inputs and of outputs per step.
    about : str
        A description of the data, for display next to them.
    draw : (seed, count) -> Examples
        Draws `count` sequences.
    """

    name: str
    kind: Kind
    D: int
    K: int
    about: str
    draw: Callable[[Seed, int], Examples]

    def split(self, seed: int, train: int = 512, validation: int = 128, test: int = 512) -> list[Examples]:
        """Return three disjoint sets of sequences: to learn from, to stop by, and to score on."""
        return [self.draw([seed, part], count) for part, count in enumerate((train, validation, test))]


TASKS = {
    task.name: task
    for task in (
        Task(
            "christmas_trees",
            "regression",
            D=1,
            K=1,
            about="Made-up monthly sales with a peak each December, about as high as the year before.",
            draw=christmas_trees,
        ),
        Task(
            "stock_position",
            "regression",
            D=3,
            K=1,
            about="A made-up price with times of buying and selling; the profit while the stock is held.",
            draw=stock_position,
        ),
        Task(
            "brackets",
            "regression",
            D=2,
            K=1,
            about="Made-up text of opening and closing brackets; how deep they nest.",
            draw=brackets,
        ),
        Task(
            "recall",
            "classification",
            D=5,
            K=4,
            about="Made-up rows of symbols; which one came first, asked for 20 steps later.",
            draw=recall,
        ),
        Task(
            "mauna_loa",
            "regression",
            D=1,
            K=1,
            about="How much the carbon dioxide at Mauna Loa changed in a month, in ppm, measured from 1958 "
            "to 2001; the next month's change.",
            draw=mauna_loa,
        ),
        Task(
            "brent",
            "regression",
            D=3,
            K=1,
            about="The weekly price of Brent oil from 1987 to 2019, as a multiple of the first, with made-up "
            "times of buying and selling; the profit while it is held.",
            draw=brent,
        ),
    )
}
