"""One step of a trace as a static picture, made with NumPy and the standard library."""

from lstm_core.picture.drawing import Picture, draw, is_drawn

__all__ = ["Picture", "draw", "is_drawn"]
