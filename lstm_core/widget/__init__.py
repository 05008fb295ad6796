"""A trace in a notebook: the Lab's views as a widget, fed and answered by the kernel."""

from lstm_core.widget.fallback import PictureInstead
from lstm_core.widget.open import open_widget

__all__ = ["PictureInstead", "open_widget"]
