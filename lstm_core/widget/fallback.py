"""What takes a widget's place where it is missing: the picture of one step, and the reason."""

from dataclasses import dataclass
from html import escape

from lstm_core.picture import Picture


@dataclass(frozen=True)
class PictureInstead:
    """A picture in place of the widget.

    Attributes
    ----------
    picture : Picture
        The step that the widget would have shown first.
    reason : str
        Why there is no widget, and what to do about it.
    """

    picture: Picture
    reason: str

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.reason)}</p>{self.picture.svg}"

    def __repr__(self) -> str:
        return f"PictureInstead(reason={self.reason!r})"
