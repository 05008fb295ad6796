"""The claims of the trained presets' captions: assertions about runs on unseen sequences, by caption."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from tests.app.presets.runs import Numbers, Seen

Claim = Callable[[Seen], None]


@dataclass
class Claims:
    """The assertions of some captions; `alone` names those that hold on the caption's example alone, too."""

    by_caption: dict[str, Claim] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)

    def __call__(self, name: str, alone: bool = True) -> Callable[[Claim], Claim]:
        """Register the assertion of a caption."""

        def register(function: Claim) -> Claim:
            self.by_caption[name] = function
            if alone:
                self.alone.add(name)
            return function

        return register


def correlation(one: Numbers, other: Numbers) -> float:
    return float(np.corrcoef(one, other)[0, 1])
